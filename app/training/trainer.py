"""A run: parameters going down, epoch by epoch, a few milliseconds at a time, and what is remembered of the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.engine.descent import LOSS_NOT_FINITE, Descent, Way
from app.engine.steps import Start
from app.engine.tape import Tape
from app.training.binding import Bound
from app.training.choices import Training
from app.training.history import Curve, Kept
from app.training.layers import Layers, Sample, sample
from app.training.optimizers import CODES, numbers_of, rates_of

Numbers = NDArray[np.float64]
MOST_CELLS = 6_000_000  # numbers of all nodes in all examples that are played at once
MOST_SAMPLES = 64
MOST_KEPT = 65_536  # numbers in all moments that can be gone back to
CALL_SECONDS = 0.003  # of compiled code at a time
MOST_STEPS = 65_536  # in one call


class TooLarge(Exception):
    """More numbers than a run may hold; `width` examples at once would fit."""

    def __init__(self, width: int) -> None:
        super().__init__(width)
        self.width = width


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """Everything that the next step depends on; the arrays are [P]."""

    steps: int
    age: int  # of them by the present optimizer
    numbers: Numbers
    gradients: Numbers
    changes: Numbers  # what the last step added
    first: Numbers
    second: Numbers


class Trainer:
    """One run. `bound` is None where the graph is trained as it stands. Raises TooLarge, and ValueError without a
    parameter or a loss that is computed."""

    def __init__(self, tape: Tape, start: Start, bound: Bound | None, training: Training, rate: float) -> None:
        everything = np.ones(1, np.bool_) if bound is None else ~bound.held
        self.examples = int(np.count_nonzero(everything))
        self.width = min(training.batch or self.examples, self.examples)
        held = int(np.count_nonzero(bound.held)) if bound else 0
        if tape.nodes * (self.width + held) > MOST_CELLS:
            raise TooLarge(MOST_CELLS // tape.nodes - held)
        self.tape, self.bound, self.training, self.rate = tape, bound, training, rate
        columns = bound.columns(everything) if bound else {}
        held_columns = bound.columns(bound.held) if bound and held else {}
        mean = training.reduction == "mean"
        self._descent = Descent(tape, start, columns, self.width, mean, held_columns, *([bound.judge] if bound else []))
        if not len(self.parameters):
            raise ValueError("no leaf requires a gradient")
        self._recall(start)
        self.layers = Layers.in_graph(tape.graph, self.parameters)
        self.held, self.epoch_steps = held, -(-self.examples // self.width)
        self.curve, self.failed = Curve(), ""
        self.samples: Kept[Sample] = Kept(MOST_SAMPLES)
        self.kept: Kept[Moment] = Kept(int(np.clip(MOST_KEPT // (5 * len(self.parameters)), 4, MOST_SAMPLES)))
        self.partial = np.zeros((0, 5))  # of an epoch that is not over
        self._pace = 1.0  # steps a call
        self._remember()

    @property
    def parameters(self) -> NDArray[np.int64]:
        """[P] nodes."""
        return self._descent.parameters

    @property
    def epoch(self) -> int:
        """How many are over."""
        return self._descent.steps // self.epoch_steps

    @property
    def moment(self) -> Moment:
        """A copy of how things stand."""
        descent = self._descent
        return Moment(
            descent.steps,
            descent.age,
            descent.numbers,
            descent.gradients,
            descent.changes,
            descent.first.copy(),
            descent.second.copy(),
        )

    def tune(self, training: Training, rate: float) -> None:
        """Goes on with another rate, schedule, optimizer or zero_grad; the rest of the choices must be the same."""
        if training.optimizer.kind != self.training.optimizer.kind:
            self._descent.first[:] = self._descent.second[:] = 0.0
            self._descent.age = 0
        self.training, self.rate, self.failed = training, rate, ""

    def advance(self, until: int | None, seconds: float, clock: Callable[[], float]) -> bool:
        """Goes on to the end of epoch `until`, or without end, for about so many seconds of `clock`. Says whether
        there is more to do."""
        begin = clock()
        if max(self.kept.items, default=0) > self.epoch:  # rewound: from here it may go another way
            self.kept = self.kept.before(self.epoch)
        while not self.failed and (until is None or self.epoch < until):
            now = clock()
            if now - begin >= seconds:
                return True
            steps = self._steps_to_go(until)
            self._step(steps)
            spent = max(clock() - now, 1e-7)
            self._pace = float(np.clip(steps * CALL_SECONDS / spent, self._pace / 4, self._pace * 4))
        return False

    def go_back(
        self, moment: Moment, curve: Curve, samples: Kept[Sample], kept: Kept[Moment], partial: Numbers | None = None
    ) -> None:
        """Puts everything where it was at some moment of a run with the same parameters."""
        arrays = moment.numbers, moment.gradients, moment.changes, moment.first, moment.second
        self._descent.restore(moment.steps, moment.age, *arrays)
        self.curve, self.samples, self.kept = curve, samples, kept
        self.failed, self.partial = "", np.zeros((0, 5)) if partial is None else partial

    def put(self, other: Moment) -> None:
        """Other numbers and gradients, and what the optimizer keeps, which somebody gave the parameters meanwhile."""
        moment = replace(other, steps=self._descent.steps, changes=self._descent.changes)
        self.go_back(moment, self.curve, self.samples, self.kept, self.partial)

    def keep(self) -> None:
        """Remembers this epoch, whether it is its turn or not."""
        self.kept.items = self.kept.items | {self.epoch: self.moment}

    def rewind(self, epoch: int) -> None:
        """To the last epoch that is remembered and not later; the moments after it are forgotten as soon as it goes on.
        Where nothing is remembered, only the count changes."""
        before = [each for each in self.kept.items if each <= epoch]
        moment = self.kept.items[max(before)] if before else self.moment
        moment = replace(moment, steps=epoch * self.epoch_steps)
        self.go_back(moment, self.curve.before(epoch), self.samples.before(epoch), self.kept)

    def _recall(self, start: Start) -> None:
        """Goes on with what was kept of the parameters, if it is of the same optimizer."""
        kept, descent = start.moments, self._descent
        if kept.kind == CODES[self.training.optimizer.kind]:
            descent.age = kept.age
            for numbers, known in ((descent.first, kept.first), (descent.second, kept.second)):
                numbers[:] = [known.get(node, 0.0) for node in self.parameters.tolist()]

    def _steps_to_go(self, until: int | None) -> int:
        """No further than to the end of what was asked for, and to what is to be remembered next."""
        stop = min(self.samples.next(self.epoch), self.kept.next(self.epoch))
        stop = stop if until is None else min(stop, until)
        return max(1, min(stop * self.epoch_steps - self._descent.steps, int(self._pace), MOST_STEPS))

    def _step(self, count: int) -> None:
        training, descent = self.training, self._descent
        first = descent.steps
        steps = np.arange(first, first + count)
        rates = rates_of(training.schedule, self.rate, steps // self.epoch_steps)
        code, numbers = CODES[training.optimizer.kind], numbers_of(training.optimizer)
        looks = steps % self.epoch_steps == 0 if self.held else np.zeros(count, np.bool_)
        way = descent.advance(rates, self._order(first, count), code, numbers, training.zero_grad, looks)
        self._note(way, first)
        if way.ended:
            what = "The loss" if way.ended == LOSS_NOT_FINITE else "A parameter"
            self.failed = f"{what} is no finite number any more after epoch {self.epoch:,}: the steps are too large."
            if descent.steps == 0 and not np.isfinite(descent.batch.forward()).all():
                self.failed = "The loss is no finite number to begin with: an example or a parameter is too large."
        elif descent.steps % self.epoch_steps == 0:
            self._remember()

    def _order(self, first: int, count: int) -> NDArray[np.int64]:
        """[count, width] the examples of each step, shuffled anew for each epoch by the seed; no rows where a batch
        holds them all."""
        per = self.epoch_steps
        if per == 1:
            return np.zeros((0, self.width), np.int64)
        epochs = range(first // per, (first + count - 1) // per + 1)
        order = np.full((len(epochs), per * self.width), -1)
        for row, epoch in enumerate(epochs):
            order[row, : self.examples] = np.random.default_rng([self.training.data.seed, epoch]).permutation(
                self.examples
            )
        skipped = first - epochs[0] * per
        return order.reshape(-1, self.width)[skipped : skipped + count]

    def _note(self, way: Way, first: int) -> None:
        """Adds the epochs that are over to the curve: the loss of each is that of its batches, before their updates."""
        count, per = len(way.losses), self.epoch_steps
        if self._descent.steps < first:  # the last step was taken back, and with it its epoch
            self.curve = self.curve.before(self.epoch)
            self.partial = np.full((self._descent.steps % per, 5), np.nan)
            self.partial[:, 0] = self.epoch
            return
        steps = np.arange(first, first + count)
        sizes = np.minimum(self.width, self.examples - steps % per * self.width)
        share = sizes / self.examples if self.training.reduction == "mean" else 1.0
        judged = self.bound is not None and self.bound.judge.prediction >= 0
        right = way.right / self.examples if judged else np.full(count, np.nan)
        held = way.held_right / self.held if judged and self.held else np.full(count, np.nan)
        rows = np.column_stack([steps // per, way.losses * share, way.held_losses, right, held])
        if per == 1:
            self.curve.add(rows)
            return
        rows = np.concatenate([self.partial, rows])
        over = len(rows) // per * per
        epochs = rows[:over].reshape(-1, per, 5)
        sums = epochs.sum(axis=1)
        self.curve.add(np.column_stack([epochs[:, 0, 0], sums[:, 1], epochs[:, 0, 2], sums[:, 3], epochs[:, 0, 4]]))
        self.partial = rows[over:]

    def _remember(self) -> None:
        moment = self.moment
        epoch, arrays = self.epoch, (moment.numbers, moment.gradients, moment.changes)
        self.kept.offer(epoch, lambda: moment)
        if epoch:
            self.samples.offer(epoch, lambda: sample(self.layers, *arrays))
