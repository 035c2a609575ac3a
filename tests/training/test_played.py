from __future__ import annotations

import numpy as np
import pytest

from app.engine.steps import Start
from app.training.choices import DataSet, Training
from app.training.played import Numbers, Played
from app.training.trainer import Trainer
from tests.training.programs import lecture, plane


def played(trainer: Trainer, **changes: object) -> Played:
    training = trainer.training.model_copy(update=changes)
    return Played(trainer.tape, Start(), trainer.bound, training, trainer.parameters)


def values(trainer: Trainer, **changes: object) -> tuple[Numbers, Numbers]:
    return played(trainer, **changes).values(trainer.moment.numbers, trainer.moment.gradients)


@pytest.mark.parametrize("reduction", ["sum", "mean"])
def test_the_mean_of_the_batch_is_that_of_its_examples(reduction: str) -> None:
    trainer = lecture()
    each = [values(trainer, shown=row, reduction=reduction) for row in range(4)]
    data, grad = values(trainer, shown="mean", reduction=reduction)
    assert data == pytest.approx(np.mean([one[0] for one in each], axis=0), rel=1e-12)
    expected = np.mean([one[1] for one in each], axis=0)
    expected[trainer.parameters] *= 4 if reduction == "sum" else 1
    assert grad == pytest.approx(expected, rel=1e-10, abs=1e-14)


def test_a_gradient_that_was_forgotten_is_added_to() -> None:
    trainer = lecture()
    before = np.arange(len(trainer.parameters), dtype=float)
    numbers, at = trainer.moment.numbers, trainer.parameters
    fresh = played(trainer).values(numbers, before)[1][at]
    assert played(trainer, zero_grad=False).values(numbers, before)[1][at] == pytest.approx(fresh + before, rel=1e-14)


@pytest.mark.parametrize("shown", [0, 7, "mean"])
@pytest.mark.parametrize("zero_grad", [True, False])
def test_what_was_played_before_leaves_no_trace(shown: int | str, zero_grad: bool) -> None:
    trainer = plane(Training(data=DataSet(kind="moons")))
    again = played(trainer, shown=shown, zero_grad=zero_grad)
    numbers, gradients = trainer.moment.numbers, np.linspace(-1, 1, len(trainer.parameters))
    first = again.values(numbers, gradients)
    again.values(numbers + 0.5, gradients - 2.0)
    for one, other in zip(first, again.values(numbers, gradients), strict=True):
        assert one.tolist() == other.tolist()
