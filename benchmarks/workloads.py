"""The graphs of the engine's benchmark, W1 … W4."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from app.engine.batch import Batch
from app.engine.builder import GraphBuilder
from app.engine.graph import Graph
from app.engine.replay import Start
from app.engine.tape import Tape

Layers = list[list[tuple[list[int], int]]]  # of each neuron the weights and the bias


def neuron() -> Graph:
    b = GraphBuilder()
    x1, x2, w1, w2, bias = (b.leaf(x) for x in (2.0, 0.0, -3.0, 1.0, 6.8813735870195432))
    n = b.op("add", b.op("add", b.op("mul", x1, w1), b.op("mul", x2, w2)), bias)
    b.op("pow", b.op("sub", b.op("tanh", n), b.constant(1.0)), param=2.0)
    return b.graph()


def perceptron(b: GraphBuilder, sizes: list[int]) -> Layers:
    random = np.random.default_rng(0)
    return [
        [([b.leaf(random.uniform(-1, 1)) for _ in range(a)], b.leaf(0.0)) for _ in range(c)]
        for a, c in zip(sizes, sizes[1:], strict=False)
    ]


def run(b: GraphBuilder, layers: Layers, signals: list[int], act: str, last: bool) -> int:
    for depth, layer in enumerate(layers, 1):
        outputs = []
        for weights, total in layer:
            for weight, signal in zip(weights, signals, strict=True):
                total = b.op("add", total, b.op("mul", weight, signal))
            outputs.append(b.op(act, total) if depth < len(layers) or last else total)
        signals = outputs
    return signals[0]


def rows() -> Graph:
    b = GraphBuilder()
    layers, loss = perceptron(b, [3, 4, 4, 1]), b.constant(0.0)
    data = [([2.0, 3.0, -1.0], 1.0), ([3.0, -1.0, 0.5], -1.0), ([0.5, 1.0, 1.0], -1.0), ([1.0, 1.0, -1.0], 1.0)]
    for row, target in data:
        out = run(b, layers, [b.constant(x) for x in row], "tanh", last=True)
        loss = b.op("add", loss, b.op("pow", b.op("sub", out, b.constant(target)), param=2.0))
    return b.graph()


def moons() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """[100, 2] points of two half moons and [100] their sides, -1 or 1."""
    angle, random = np.linspace(0, math.pi, 50), np.random.default_rng(1)
    upper = np.stack([np.cos(angle), np.sin(angle)], 1)
    lower = np.stack([1 - np.cos(angle), 0.5 - np.sin(angle)], 1)
    return np.concatenate([upper, lower]) + random.normal(0, 0.1, (100, 2)), np.repeat([-1.0, 1.0], 50)


def hinge(b: GraphBuilder, out: int, side: int) -> int:
    """max(0, 1 - side * out); `side` is a node that holds the negative side."""
    return b.op("relu", b.op("add", b.constant(1.0), b.op("mul", side, out)))


def unrolled() -> Graph:
    """As micrograd's demo has it: mean of the hinge losses, L2 regularization."""
    b = GraphBuilder()
    layers, loss, squares = perceptron(b, [2, 16, 16, 1]), b.constant(0.0), b.constant(0.0)
    for point, side in zip(*moons(), strict=True):
        out = run(b, layers, [b.constant(float(x)) for x in point], "relu", last=False)
        loss = b.op("add", loss, hinge(b, out, b.constant(-float(side))))
    for p in [p for layer in layers for weights, bias in layer for p in (*weights, bias)]:
        squares = b.op("add", squares, b.op("mul", p, p))
    b.op("add", b.op("mul", loss, b.constant(0.01)), b.op("mul", b.constant(1e-4), squares))
    return b.graph()


def batched() -> Batch:
    b = GraphBuilder()
    layers = perceptron(b, [2, 16, 16, 1])
    x, y, side = (b.constant(0.0) for _ in range(3))
    hinge(b, run(b, layers, [x, y], "relu", last=False), side)
    points, sides = moons()
    return Batch(Tape(b.graph()), Start(), {x: points[:, 0], y: points[:, 1], side: -sides})


def tangle(nodes: int, deep: bool = False, whole: bool = False) -> Graph:
    """A random graph that any input may reach back in; `deep`: each node uses the one before it; `whole`: the root is
    the sum of all that nothing else uses, so that backward reaches every node."""
    random, b = np.random.default_rng(2), GraphBuilder()
    names = ("add", "mul", "add", "mul", "sub", "relu", "tanh", "neg")
    unused: set[int] = set()
    for n in range(nodes - whole):
        if n < 10 or (n < nodes - 1 and n % 20 == 0):
            b.leaf(float(random.uniform(-0.5, 0.5)))
        else:
            name = names[n % len(names)]
            inputs = random.integers(0, n, 1 if name in ("relu", "tanh", "neg") else 2).tolist()
            inputs = [n - 1, *inputs[1:]] if deep else inputs
            b.op(name, *inputs)
            unused -= set(inputs)
        unused.add(n)
    if whole:
        b.op("sum", *sorted(unused))
    return b.graph()
