"""Networks to begin with: a program for one example, the data it is trained on, and how. A program's first line is its
title."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Literal, cast

from app.sessions.document import Document
from app.sessions.examples import EXAMPLES, ExampleName
from app.training.choices import DataSet, Optimizer, Schedule, Training
from app.training.datasets import table_of
from app.training.model import Activation, Loss, Suited, choices, lines

NetworkName = Literal["lecture", "moons", "xor", "spirals", "sine", "line"]

TITLES: dict[NetworkName, str] = {
    "lecture": "The lecture’s network on its four rows",
    "moons": "micrograd’s demo: two moons",
    "xor": "XOR needs a hidden layer",
    "spirals": "Two spirals, with Adam",
    "sine": "A sine is fitted, a part held out",
    "line": "A line through points",
}


def beginning(name: ExampleName | NetworkName) -> Document:
    """What a session holds that begins with an example."""
    if name in TITLES:
        return network(name)
    return Document(program=EXAMPLES[cast("ExampleName", name)])


@cache
def network(name: NetworkName) -> Document:
    """Made when somebody asks for it: its data are drawn first, which its program then suits."""
    return WRITTEN[name](TITLES[name])


def fitted(
    title: str,
    data: DataSet,
    layers: tuple[int, ...],
    loss: Loss = "sum_of_squares",
    activation: Activation = "tanh",
    l2: float = 0.0,
    learning_rate: float = 0.05,
    **more: object,
) -> Document:
    """As the form would write it; `more` are fields of Training."""
    table = table_of(data)
    assert table is not None
    target = table.columns[-1]
    program = f"# {title}\n{lines(table.columns, target, layers, activation, loss, l2, Suited.to(table, target))}"
    training = Training.model_validate({"data": data, **more})
    return Document(program=program, training=choices(training, loss), learning_rate=learning_rate)


def line(title: str) -> Document:
    """A program by hand."""
    program = f"# {title}\nw = Value(0.0)\nb = Value(0.0)\no = w*x + b\nloss = (o - y)**2\n"
    training = Training(data=DataSet(kind="line", size=30), reduction="mean")
    return Document(program=program, training=training, learning_rate=0.1)


WRITTEN: dict[NetworkName, Callable[[str], Document]] = {
    "lecture": partial(fitted, data=DataSet(kind="lecture"), layers=(4, 4, 1)),
    "moons": partial(
        fitted,
        data=DataSet(kind="moons"),
        layers=(16, 16, 1),
        loss="max_margin",
        activation="relu",
        l2=1e-4,
        learning_rate=1.0,
        schedule=Schedule(kind="linear", end=0.1, epochs=100),
    ),
    "xor": partial(fitted, data=DataSet(kind="xor", size=40), layers=(4, 1), learning_rate=0.02),
    "spirals": partial(
        fitted,
        data=DataSet(kind="spirals", size=120, noise=0.02),
        layers=(12, 12, 1),
        loss="binary_cross_entropy",
        learning_rate=0.03,
        optimizer=Optimizer(kind="adam"),
    ),
    "sine": partial(
        fitted,
        data=DataSet(kind="sine", size=60),
        layers=(8, 8, 1),
        loss="mean_of_squares",
        learning_rate=0.02,
        optimizer=Optimizer(kind="adam"),
        held_out=0.2,
    ),
    "line": line,
}
