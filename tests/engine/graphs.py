"""Graphs to test with: the lecture's, and random ones with fan-out, every op, special values and ties."""

from __future__ import annotations

import math

import numpy as np

from app.engine.builder import GraphBuilder
from app.engine.graph import Graph
from app.engine.ops import ANY, OPS

SPECIAL = (0.0, -0.0, 1.0, -1.0, 2.0, 0.5, -0.5, 20.0, 1e-300, 1e300, -1e300, math.inf, -math.inf, math.nan)
EXPONENTS = (2.0, 3.0, 0.5, -1.0, 1.0, 0.0, -2.0, 1.7)


def neuron(single: bool = False, rounded: bool = False, apart: bool = False) -> Graph:
    """The lecture's neuron, 10 nodes; `rounded`: its bias goes through float32; `apart`: tanh by exp."""
    b = GraphBuilder()
    x1, x2 = b.leaf(2.0, "x1"), b.leaf(0.0, "x2")
    w1, w2 = b.leaf(-3.0, "w1"), b.leaf(1.0, "w2")
    bias = b.leaf(6.8813735870195432, "b", rounded=rounded)
    n = b.op("add", b.op("add", b.op("mul", x1, w1), b.op("mul", x2, w2)), bias, label="n")
    if apart:
        e = b.op("exp", b.op("mul", b.constant(2.0), n), label="e")
        b.op("div", b.op("sub", e, b.constant(1.0)), b.op("add", e, b.constant(1.0)), label="o")
    else:
        b.op("tanh", n, label="o")
    return b.graph(single=single)


def shared() -> Graph:
    """a = -2, b = 3, f = (a * b) * (a + b): both leaves are used twice."""
    b = GraphBuilder()
    x, y = b.leaf(-2.0, "a"), b.leaf(3.0, "b")
    b.op("mul", b.op("mul", x, y, label="d"), b.op("add", x, y, label="e"), label="f")
    return b.graph()


def mlp(sizes: list[int], rows: list[list[float]], targets: list[float], seed: int = 0, single: bool = False) -> Graph:
    """The lecture's multilayer perceptron of tanh neurons with its sum of squares over the rows."""
    random, b = np.random.default_rng(seed), GraphBuilder()
    layers = [
        [([b.leaf(random.uniform(-1, 1)) for _ in range(a)], b.leaf(random.uniform(-1, 1))) for _ in range(c)]
        for a, c in zip(sizes, sizes[1:], strict=False)
    ]
    loss = b.constant(0.0)
    for row, target in zip(rows, targets, strict=True):
        signals = [b.constant(x) for x in row]
        for layer in layers:
            outputs = []
            for weights, bias in layer:
                total = bias
                for weight, signal in zip(weights, signals, strict=True):
                    total = b.op("add", total, b.op("mul", weight, signal))
                outputs.append(b.op("tanh", total))
            signals = outputs
        error = b.op("pow", b.op("sub", signals[0], b.constant(target)), param=2.0)
        loss = b.op("add", loss, error)
    return b.graph(single=single)


def lecture_mlp() -> Graph:
    rows = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
    return mlp([3, 4, 4, 1], rows, [1.0, -1.0, -1.0, 1.0])


def random_graph(seed: int, nodes: int, special: float = 0.0, single: bool = False) -> Graph:
    """`nodes` nodes of all ops with fan-out and repeated inputs; the root sums up whatever nothing else has used.

    A share of the leaves is `special`. Without any, every op stays in its domain, and what grows is brought back by a
    sine, so that no rounding error is blown up.
    """
    random, b = np.random.default_rng(seed), GraphBuilder()
    ops = [op for op in OPS if op.arity]
    size: list[float] = []
    unused: set[int] = set()
    while len(size) < nodes - 1:
        unused.add(len(size))
        kind = random.random()
        if len(size) < 2 or kind < 0.25:
            number = float(random.choice(SPECIAL)) if random.random() < special else float(random.uniform(-2, 2))
            if kind < 0.05:
                b.constant(number)
            else:
                b.leaf(number, requires_grad=bool(random.random() < 0.9), rounded=bool(random.random() < 0.1))
            size.append(1.0)
            continue
        op = ops[random.integers(len(ops))]
        arity = int(random.integers(1, 5)) if op.arity == ANY else op.arity
        param = math.nan
        if op.constant and random.random() < 0.8:
            arity = 1
            param = float(random.choice(EXPONENTS)) if op.name == "pow" else op.default
        inputs = [int(i) for i in random.integers(0, len(size), arity)]
        unused -= set(inputs)
        full = len(size) + 3 >= nodes
        if op.domain and not special and not full:
            inputs[-1 if op.name == "div" else 0] = b.op("add", b.op("softplus", inputs[0]), b.constant(0.5))
            size += [2.0, 1.0, 1.0]
        if op.name == "tan" and not special and not full:  # away from its poles
            inputs[0] = b.op("sin", inputs[0])
            size.append(1.0)
        grows = not special and (max(size[i] for i in inputs) > 1.0 or full)
        if grows:
            b.op("sin", inputs[0])
        else:
            b.op(op.name, *inputs, param=param)
        bounded = grows or op.name in ("tanh", "sigmoid", "sin", "cos", "neg", "max", "min", "relu", "abs")
        size.append(1.0 if bounded else 2.0)
    if unused:
        b.op("sum", *sorted(unused))
    else:
        b.leaf(1.0)
    return b.graph(single=single)
