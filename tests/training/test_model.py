from __future__ import annotations

import math

import pytest

from app.training.choices import DataSet, Training
from app.training.model import NUMBERED, SPELLED, Loss, choices, lines

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
