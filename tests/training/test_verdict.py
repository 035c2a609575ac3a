from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from app.engine.steps import Start
from app.training.lab import Lab
from app.training.verdict import FEWEST, verdict
from tests.training.programs import LECTURE, Ticks, lecture, train

EPOCHS = np.arange(100.0)


@pytest.mark.parametrize("epochs", [20, 50, 100])
@pytest.mark.parametrize("seed", range(6))
def test_the_three_rates_of_the_lecture_are_called_by_their_names(seed: int, epochs: int) -> None:
    words = {}
    for rate in (0.001, 0.05, 1.5):
        found = verdict(train(lecture(rate, seed), epochs))
        assert found is not None
        words[rate] = found.word
    assert words == {0.001: "crawls", 0.05: "learns", 1.5: "diverges"}


@pytest.mark.parametrize(
    ("losses", "word"),
    [
        (np.exp(-EPOCHS / 10), "learns"),
        (3 + 10 * np.exp(-EPOCHS / 10), "learns"),  # what is left cannot be learnt
        (1 - EPOCHS * 1e-4, "crawls"),
        (np.exp(-EPOCHS / 200), "crawls"),
        (np.ones(100), "crawls"),
        (1.02**EPOCHS, "diverges"),
        (np.where(EPOCHS < 3, 5.0, 8.0), "diverges"),
        (np.where(EPOCHS < 9, 9.0 - EPOCHS, 8.5), "diverges"),
        (2 + (-1) ** EPOCHS, "oscillates"),
        (np.exp(-EPOCHS / 5) + 0.3 + 0.2 * (-1) ** EPOCHS, "oscillates"),
        ((-1) ** EPOCHS * 1.05**EPOCHS + 1.05**EPOCHS, "diverges"),
        (0.995 + 0.006 * (-1) ** EPOCHS * EPOCHS / 100 + 0.005 * (EPOCHS < 1), "oscillates"),  # learnt before it began
        (np.exp(-EPOCHS / 10) * (1 + 0.01 * (-1) ** EPOCHS) + 0.01, "learns"),
        (-5 * (1 - np.exp(-EPOCHS / 10)), "learns"),  # a loss may be negative
        (1 - 0.001 * np.sin(EPOCHS / 15), "crawls"),  # learnt before it began: nothing is to be gained or lost
        (1 + 0.005 * EPOCHS / 100, "crawls"),
    ],
)
def test_curves_are_named_as_an_eye_names_them(losses: NDArray[np.float64], word: str) -> None:
    for scale in (1e-6, 1.0, 1e6):
        found = verdict(losses * scale)
        assert found is not None
        assert found.word == word, found


@pytest.mark.parametrize(
    ("losses", "said"),
    [
        (np.ones(100), "does not move"),
        (1 - EPOCHS * 1e-4, "still falls"),
        (1 + EPOCHS * 1e-4, "does not fall"),
        (np.where(EPOCHS < 3, 5.0, 8.0), "nothing has moved since"),
        (1.02**EPOCHS, "jump out of the valley"),
    ],
)
def test_a_loss_that_does_not_move_is_not_said_to(losses: NDArray[np.float64], said: str) -> None:
    found = verdict(losses)
    assert found is not None
    assert said in found.said


def test_a_few_epochs_say_nothing_but_a_loss_that_is_no_number_says_it_all() -> None:
    assert verdict(np.exp(-EPOCHS[: FEWEST - 1])) is None
    found = verdict(np.array([1.0, 4.0, 16.0]), ended_early=True)
    assert found is not None
    assert found.word == "diverges"
    assert verdict(np.zeros(0), ended_early=True) is not None


def test_a_rate_that_rests_far_above_another_was_thrown_there() -> None:
    losses = np.where(EPOCHS < 1, 10.0, 8.0)
    alone, beside = verdict(losses), verdict(losses, reached=0.01)
    assert alone is not None
    assert beside is not None
    assert (alone.word, beside.word) == ("learns", "diverges")


def test_all_rates_of_a_lab_start_alike_and_advance_together() -> None:
    start = lecture()
    lab = Lab(start.tape, Start(), start.bound, LECTURE, [0.001, 0.05, 1.5], 60)
    clock = Ticks()
    while lab.advance(5e-4, clock):
        epochs = [trainer.epoch for trainer in lab.trainers.values()]
        assert max(epochs) - min(epochs) <= 60
    assert [trainer.epoch for trainer in lab.trainers.values()] == [60, 60, 60]
    assert len({trainer.curve.rows[0, 1] for trainer in lab.trainers.values()}) == 1
    words = [found.word for each in lab.trainers.values() if (found := verdict(each.curve.rows[:, 1]))]
    assert words == ["crawls", "learns", "diverges"]


@pytest.mark.parametrize(
    ("left", "part"),
    [(0.8, "19.2%"), (0.9995, "less than 0.1%"), (1.0, "nothing")],
    ids=["a part", "little", "nothing"],
)
def test_how_much_of_the_loss_is_gone_is_never_a_zero_in_digits(left: float, part: str) -> None:
    found = verdict(np.linspace(1.0, left, 40))
    assert found is not None
    assert f"40 epochs {part} of the loss is gone" in found.said
