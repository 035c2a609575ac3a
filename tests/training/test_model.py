from __future__ import annotations

import math

import numpy as np
import pytest

from app.training.choices import DataSet, Training
from app.training.datasets import Table
from app.training.model import NUMBERED, SPELLED, Loss, Suited, choices, lines

SPELT: dict[Loss, float] = {  # of the answer 0.5 where the target is 1
    "sum_of_squares": 0.25,
    "mean_of_squares": 0.25,
    "max_margin": 0.5,
    "binary_cross_entropy": -math.log(1 / (1 + math.exp(-0.5))),
}


class Number(float):
    def softplus(self) -> float:
        return math.log1p(math.exp(self))

    def relu(self) -> float:
        return max(0.0, self)

    def __radd__(self, other: float) -> Number:
        return Number(float(self) + other)

    def __mul__(self, other: float) -> Number:
        return Number(float(self) * other)

    def __neg__(self) -> Number:
        return Number(-float(self))


@pytest.mark.parametrize("loss", list(SPELLED))
def test_a_loss_is_spelled_exactly(loss: Loss) -> None:
    spelled = SPELLED[loss].format(o="o", y="y")
    assert eval(spelled, {"o": Number(0.5), "y": Number(1.0)}) == pytest.approx(SPELT[loss], rel=1e-15)


@pytest.mark.parametrize("loss", list(SPELLED))
def test_an_answer_that_may_be_any_number_is_not_squashed(loss: Loss) -> None:
    program = lines(("x1", "x2", "y"), "y", [4, 1], "tanh", loss)
    assert ('output="linear"' in program) == (loss in NUMBERED)
    chosen = choices(Training(data=DataSet(kind="moons"), prediction="o"), loss)
    assert chosen.reduction == ("sum" if loss == "sum_of_squares" else "mean")
    assert chosen.data.negative == (0 if loss == "binary_cross_entropy" else -1)
    assert chosen.prediction == ""


def test_names_that_are_columns_are_not_taken_and_the_target_may_stand_anywhere() -> None:
    program = lines(("model", "p", "o", "loss", "l2"), "p", [1], "relu", "max_margin", 0.01)
    assert program.splitlines() == [
        'model_ = MLP(4, [1], activation="relu")',
        "o_ = model_([model, o, loss, l2])",
        "def l2_():",
        "    return 0.01*sum(p_*p_ for p_ in model_.parameters())",
        "loss_ = (1 + -p*o_).relu() + l2_()",
    ]


def test_an_answer_of_many_values_is_not_squashed() -> None:
    table = Table(("x", "y"), np.array([[0.0, 0.5], [1.0, -0.5], [2.0, 0.25]]))
    assert "output" in lines(table.columns, "y", [4, 1], "tanh", "mean_of_squares", suited=Suited.to(table, "y"))
    classes = Table(("x", "y"), np.array([[0.0, 1.0], [1.0, -1.0], [2.0, 1.0]]))
    assert "output" not in lines(
        classes.columns, "y", [4, 1], "tanh", "mean_of_squares", suited=Suited.to(classes, "y")
    )


def test_columns_far_from_one_are_brought_near_and_the_answer_is_in_the_units_of_the_target() -> None:
    rows = np.array([[50.0, 1.0, -150.0], [80.0, 2.0, -240.0], [120.0, 1.0, -350.0]])
    table = Table(("size", "rooms", "cold"), rows)
    program = lines(table.columns, "cold", [4, 1], "relu", "mean_of_squares", suited=Suited.to(table, "cold"))
    assert program == (
        'model = MLP(2, [4, 1], activation="relu")\n'
        "o = -247 + 82*model([(size - 83)/29, rooms])\n"
        "loss = ((o - cold)/82)**2\n"
    )
    colder = lines(table.columns, "rooms", [4, 1], "tanh", "max_margin", suited=Suited.to(table, "rooms"))
    assert "model([(size - 83)/29, (cold + 247)/82])" in colder


@pytest.mark.parametrize(
    ("numbers", "scale"),
    [
        ([1960.0, 1980.0, 2000.0, 2020.0], ("1990", "22")),
        ([2020.1, 2020.2, 2020.3], ("2020.2", "0.082")),
        ([3e7, 5e7], ("40000000", "10000000")),
        ([-0.001, 40.0], ("20", "20")),
    ],
)
def test_a_scale_is_written_as_by_hand(numbers: list[float], scale: tuple[str, str]) -> None:
    table = Table(("x", "y"), np.column_stack([numbers, numbers]))
    assert Suited.to(table, "y").scales["x"] == scale


def test_a_column_that_never_changes_has_no_scale() -> None:
    assert not Suited.to(Table(("x", "y"), np.full((3, 2), 1000.0)), "y").scales
