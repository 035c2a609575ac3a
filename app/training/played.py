"""What every node holds with the parameters of a run: one example or all of them, played again and again."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.engine.batch import Batch
from app.engine.steps import Start
from app.engine.tape import Tape, as_single
from app.training.binding import Bound
from app.training.choices import Training

Numbers = NDArray[np.float64]
KEPT_CELLS = 250_000  # numbers of all nodes in all examples: more are made anew each time, for memory


class Played:
    """The shown example of `training`, or the mean of all; without `bound` the graph as it stands. Leaves that are no
    parameters have the numbers of `start`."""

    def __init__(
        self, tape: Tape, start: Start, bound: Bound | None, training: Training, parameters: NDArray[np.int64]
    ) -> None:
        of_all = bound is not None and training.shown == "mean"
        self._mean = of_all and training.reduction == "mean"
        self._adds = not training.zero_grad
        self._columns = {} if bound is None else bound.columns(_rows(bound, training.shown))
        self._tape, self._start = tape, Start(start.data)
        self._batches: list[Batch] = []  # that nobody uses now
        self._parameters, self._single = parameters, tape.is_single[parameters]

    def values(self, numbers: Numbers, gradients: Numbers) -> tuple[Numbers, Numbers]:
        """[N] data and [N] gradients after a forward and a backward with these parameters [P]. Parameters have the
        gradient of the whole batch where the mean is shown; where zero_grad is forgotten it is added to `gradients`
        [P], the one they had."""
        batch = self._batches.pop() if self._batches else self._fresh()
        batch.data[self._parameters] = np.where(self._single, as_single(numbers), numbers)[:, None]
        batch.totals = gradients if self._adds else np.zeros(len(self._parameters))
        batch.forward()
        totals = batch.backward()
        data, grad = batch.means(), batch.mean_gradients()
        if self._mean:
            grad *= batch.examples  # the seed holds 1 / examples already
        grad[self._parameters] = totals
        if batch.data.size <= KEPT_CELLS:
            self._batches.append(batch)
        return data, grad

    def _fresh(self) -> Batch:
        return Batch(self._tape, self._start, self._columns, self._mean)


def _rows(bound: Bound, shown: int | str) -> NDArray[np.bool_]:
    """[E] which examples are played."""
    if shown == "mean":
        return ~bound.held
    rows = np.zeros(len(bound.held), np.bool_)
    rows[min(int(shown), len(rows) - 1)] = True
    return rows
