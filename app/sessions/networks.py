"""Networks to begin with: a program for one example, the data it is trained on, and how. A program's first line is its
title."""

from __future__ import annotations

from typing import Literal

from app.sessions.document import Document
from app.sessions.examples import EXAMPLES
from app.training.choices import DataSet, Optimizer, Schedule, Training
from app.training.datasets import table_of
from app.training.model import Activation, Loss, Suited, choices, lines

NetworkName = Literal["lecture", "moons", "xor", "spirals", "sine", "line"]


def network(
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


LINE = """\
# A line through points
w = Value(0.0)
b = Value(0.0)
o = w*x + b
loss = (o - y)**2
"""

NETWORKS: dict[NetworkName, Document] = {
    "lecture": network("The lecture’s network on its four rows", DataSet(kind="lecture"), (4, 4, 1)),
    "moons": network(
        "micrograd’s demo: two moons",
        DataSet(kind="moons"),
        (16, 16, 1),
        loss="max_margin",
        activation="relu",
        l2=1e-4,
        learning_rate=1.0,
        schedule=Schedule(kind="linear", end=0.1, epochs=100),
    ),
    "xor": network("XOR needs a hidden layer", DataSet(kind="xor", size=40), (4, 1), learning_rate=0.02),
    "spirals": network(
        "Two spirals, with Adam",
        DataSet(kind="spirals", size=120, noise=0.02),
        (12, 12, 1),
        loss="binary_cross_entropy",
        learning_rate=0.03,
        optimizer=Optimizer(kind="adam"),
    ),
    "sine": network(
        "A sine is fitted, a part held out",
        DataSet(kind="sine", size=60),
        (8, 8, 1),
        loss="mean_of_squares",
        learning_rate=0.02,
        optimizer=Optimizer(kind="adam"),
        held_out=0.2,
    ),
    "line": Document(
        program=LINE, training=Training(data=DataSet(kind="line", size=30), reduction="mean"), learning_rate=0.1
    ),
}

BEGINNINGS: dict[str, Document] = {
    **{name: Document(program=program) for name, program in EXAMPLES.items()},
    **dict(NETWORKS.items()),
}  # what a session holds that begins with an example, by its name
