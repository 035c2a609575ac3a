"""Gradient descent over the examples of a graph, many steps in one call of compiled code that holds no lock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from app.engine.batch import Batch
from app.engine.learning import ADAM, ADAMW, FINE, LOSS_NOT_FINITE, MOMENTUM, SGD, STEP_NOT_FINITE, descend

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from app.engine.steps import Start
    from app.engine.tape import Tape

    Numbers = NDArray[np.float64]
    Order = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Judge:
    """How an answer is told right from wrong: it lies on the same side of `threshold` as its target of `middle`, or,
    with `swapped`, on the other. Without one, nothing is counted."""

    prediction: int = -1  # nodes
    target: int = -1
    threshold: float = 0.0
    middle: float = 0.0
    swapped: bool = False


NOBODY = Judge()
__all__ = [
    "ADAM",
    "ADAMW",
    "FINE",
    "LOSS_NOT_FINITE",
    "MOMENTUM",
    "NOBODY",
    "SGD",
    "STEP_NOT_FINITE",
    "Descent",
    "Judge",
    "Way",
]


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """What some steps have led to: S of them were taken, `ended` says whether they stopped there by themselves."""

    losses: Numbers  # [S] the loss of the batch, before its update
    right: Order  # [S] how many of its answers were right
    held_losses: Numbers  # [S] of the held-out examples, before the update; not-a-number where nobody looked
    held_right: Order  # [S]
    ended: int  # FINE, or why the step after the last one could not be taken


class Descent:
    """Parameters on their way down. `columns` give nodes a number in each of n examples; without any there is one
    example. `width` of them are played at once. `held` are the same nodes in examples to look at only.

    Raises ValueError as Batch does.
    """

    def __init__(
        self,
        tape: Tape,
        start: Start,
        columns: Mapping[int, Numbers],
        width: int,
        mean: bool,
        held: Mapping[int, Numbers],
        judge: Judge = NOBODY,
    ) -> None:
        read = [node for node in (judge.prediction, judge.target) if node >= 0]
        first = {node: column[:width] for node, column in columns.items()}
        self.batch = batch = Batch(tape, start, first, mean, read)
        self.examples = len(next(iter(columns.values()))) if columns else 1
        self.parameters = batch.shared  # [P] nodes
        self.first, self.second = np.zeros((2, len(batch.shared)))  # [P] the optimizer's state
        self.steps = self.age = 0  # all of them, and those that the state comes from
        self._before = np.zeros((3, len(batch.shared)))  # numbers and state before the last step
        self._nodes = np.array(list(columns), np.int64)
        self._columns = np.array([batch.rounded(node, column) for node, column in columns.items()]).reshape(
            len(columns), self.examples
        )
        held_out = Batch(tape, start, held, mean) if held else None
        self._held = held_out.data if held_out else np.zeros((0, 0))
        self._mean, self._judge = mean, judge
        self._remember()

    @property
    def numbers(self) -> Numbers:
        """[P] the parameters."""
        numbers: Numbers = self.batch.data[self.parameters, 0]
        return numbers

    @property
    def gradients(self) -> Numbers:
        """[P] as the last step left them."""
        return self.batch.totals

    @property
    def changes(self) -> Numbers:
        """[P] what the last step added to each parameter."""
        changes: Numbers = self.numbers - self._before[0]
        return changes

    def restore(
        self,
        steps: int,
        age: int,
        numbers: Numbers,
        gradients: Numbers,
        changes: Numbers,
        first: Numbers,
        second: Numbers,
    ) -> None:
        """Puts everything where it was after so many steps, the last of which made the `changes`; all [P]. The state is
        that of an optimizer after `age` steps of its own."""
        self.batch.data[self.parameters] = numbers[:, None]
        self.batch.totals = gradients
        self.first[:], self.second[:], self.steps, self.age = first, second, steps, age
        self._remember()
        self._before[0] -= changes

    def advance(
        self, rates: Numbers, order: Order, kind: int, numbers: Numbers, zero_grad: bool, look: NDArray[np.bool_]
    ) -> Way:
        """Takes a step for each of the rates [S], on the examples of a row of `order` [S, width] (-1: none; without
        any rows, on all). `numbers` are momentum, the two betas, epsilon and weight decay; `look` [S] says before
        which steps the held-out examples are played."""
        batch, judge, count = self.batch, self._judge, len(rates)
        losses, held_losses = np.zeros(count), np.full(count, np.nan)
        right, held_right = np.zeros(count, np.int64), np.zeros(count, np.int64)
        ended = np.zeros(1, np.int64)
        taken = descend(
            batch.given, self.parameters,
            self._nodes, self._columns, order, self._mean, kind, numbers, rates, zero_grad, self.age,
            self.first, self.second, self._before, self._held, look,
            judge.prediction, judge.target, judge.threshold, judge.middle, judge.swapped,
            losses, right, held_losses, held_right, ended,
        )  # fmt: skip
        if ended[0] == LOSS_NOT_FINITE and self.steps + taken > 0:
            taken -= 1
        self.steps += taken
        self.age += taken
        taken = max(taken, 0)
        return Way(losses[:taken], right[:taken], held_losses[:taken], held_right[:taken], int(ended[0]))

    def _remember(self) -> None:
        self._before[:] = self.numbers, self.first, self.second
