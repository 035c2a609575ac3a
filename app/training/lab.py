"""The learning-rate lab: the same start, up to six rates, one after the other a little, until each is through."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.engine.steps import Start
from app.engine.tape import Tape
from app.training.binding import Bound
from app.training.choices import Training
from app.training.trainer import Trainer

MOST_RATES = 6


class Lab:
    """`bound`, `training` and what may be raised are those of a Trainer."""

    def __init__(
        self, tape: Tape, start: Start, bound: Bound | None, training: Training, rates: Sequence[float], epochs: int
    ) -> None:
        self.epochs = epochs
        self.trainers = {rate: Trainer(tape, start, bound, training, rate) for rate in rates}

    def advance(self, seconds: float, clock: Callable[[], float]) -> bool:
        """Goes on for about so many seconds; the rate that is furthest behind goes first. Says whether there is more
        to do."""
        begin = clock()
        while behind := [each for each in self.trainers.values() if not each.failed and each.epoch < self.epochs]:
            left = seconds - (clock() - begin)
            if left <= 0:
                return True
            min(behind, key=lambda each: each.epoch).advance(self.epochs, min(left, seconds / len(behind)), clock)
        return False
