"""Graphs of one example, as programs record them, without a sandbox."""

from __future__ import annotations

import random

import numpy as np
from numpy.typing import NDArray

from app.engine.builder import GraphBuilder
from app.engine.graph import Graph
from app.engine.steps import Start
from app.engine.tape import Tape
from app.training.binding import bind
from app.training.choices import DataSet, Training
from app.training.datasets import table_of
from app.training.trainer import Trainer


def perceptron(
    sizes: list[int], columns: tuple[str, ...], loss: str = "squares", seed: int = 0, squash: str = "tanh"
) -> Graph:
    """Layers of tanh neurons on columns, the last one the target; drawn as the lecture draws its numbers."""
    draw, b = random.Random(seed), GraphBuilder()
    layers = [
        [([b.leaf(draw.uniform(-1, 1)) for _ in range(a)], b.leaf(draw.uniform(-1, 1))) for _ in range(c)]
        for a, c in zip(sizes, sizes[1:], strict=False)
    ]
    *signals, target = (b.leaf(0.0, name, requires_grad=False) for name in columns)
    for layer in layers:
        outputs = []
        for weights, bias in layer:
            total = bias
            for weight, signal in zip(weights, signals, strict=True):
                total = b.op("add", total, b.op("mul", weight, signal))
            outputs.append(total if layer is layers[-1] and loss != "squares" else b.op(squash, total))
        signals = outputs
    out = signals[0]
    if loss == "squares":
        b.op("pow", b.op("sub", out, target), param=2.0, label="loss")
    elif loss == "margin":
        b.op("relu", b.op("add", b.constant(1.0), b.op("mul", b.op("neg", target), out)), label="loss")
    else:
        b.op("sub", b.op("softplus", out), b.op("mul", target, out), label="loss")
    return b.graph()


LECTURE = Training(data=DataSet(kind="lecture"))


def lecture(rate: float = 0.05, seed: int = 0, training: Training = LECTURE) -> Trainer:
    """MLP(3, [4, 4, 1]) on the lecture's four rows."""
    graph, table = perceptron([3, 4, 4, 1], ("x1", "x2", "x3", "y"), seed=seed), table_of(training.data)
    assert table is not None
    return Trainer(Tape(graph), Start(), bind(graph, table, training), training, rate)


def plane(training: Training, rate: float = 0.1, loss: str = "margin", hidden: int = 8) -> Trainer:
    """A hidden layer of relu neurons on two columns."""
    graph, table = perceptron([2, hidden, 1], ("x1", "x2", "y"), loss, squash="relu"), table_of(training.data)
    assert table is not None
    return Trainer(Tape(graph), Start(), bind(graph, table, training), training, rate)


class Ticks:
    """A clock that is read and moves on."""

    def __init__(self, step: float = 1e-4) -> None:
        self.now, self.step = 0.0, step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


def train(trainer: Trainer, epochs: int) -> NDArray[np.float64]:
    """The losses of so many epochs."""
    assert not trainer.advance(epochs, np.inf, Ticks())
    return trainer.curve.rows[:, 1]
