"""A timeline of many examples at once: what is seen of a node is its mean over them, and the leaves that all share have
the gradient of the whole batch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from app.engine.replay import Replay
from app.engine.steps import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from app.engine.graph import Graph
    from app.engine.steps import Phase, Start
    from app.engine.tape import Tape

    Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """`columns` give leaves a number in each of `count` examples; `mean` or sum of their losses is the batch's."""

    columns: Mapping[int, Numbers]
    count: int
    mean: bool


@dataclass(frozen=True, slots=True, eq=False)
class Played:
    """One forward and one backward of all examples, with leaves that had no gradient before."""

    leaves: Numbers  # [N] the numbers it was played with
    data: Numbers  # [N]
    local: Numbers  # [E]
    passed: Numbers  # [N]
    amount: Numbers  # [E]
    total: Numbers  # [E]
    grad: Numbers  # [N]


class Averaging(Replay):
    """A replay whose numbers are means over examples. Means of products are no products of means: an edge brings the
    mean of upstream times local, beside which the means of both are told."""

    def __init__(
        self, examples: Examples, graph: Graph, start: Start, phases: tuple[Phase, ...], tape: Tape | None = None
    ) -> None:
        self.examples = examples
        self._played: Played | None = None
        super().__init__(graph, start, phases, tape)

    def going_on(self, folded: int, kept: int, more: tuple[Phase, ...] = ()) -> Replay:
        replay = super().going_on(folded, kept, more)
        assert isinstance(replay, Averaging)
        replay.examples, replay._played = self.examples, self._played
        return replay

    def output(self, phase: int) -> float:
        """The loss of the batch with the leaves as they are before a phase."""
        return super().output(phase) * (1 if self.examples.mean else self.examples.count)

    def _values(self, phase: int) -> tuple[Numbers, Numbers]:
        played = self._play(self._before(phase)[0])
        return played.data, played.local

    def _trace(self, phase: int) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        leaves, before, _ = self._before(phase)
        played, had = self._play(leaves), np.where(self.tape.is_leaf, before, 0.0)
        return played.passed, played.amount, played.total + had[self.tape.inputs], played.grad + had

    def _seen_in_backward(self, phase: int, taken: int) -> State:
        tape, seen = self.tape, self._seen(phase, self._plan.has_values[phase])
        edges, grad = tape.edges[0][: taken - 1], tape.seeded(self._before(phase)[1])
        seen.has_grad[tape.root] = seen.has_grad[tape.inputs[edges]] = True
        grad[tape.inputs[edges]] = self._trace(phase)[2][edges]  # the last one of a node counts
        return State(seen.data, np.where(seen.has_grad, grad, 0.0), seen.has_data, seen.has_grad)

    def _play(self, leaves: Numbers) -> Played:
        if self._played is not None and self._played.leaves is leaves:
            return self._played
        tape, count = self.tape, self.examples.count
        columns, table = list(self.examples.columns), np.array(list(self.examples.columns.values()))
        nodes, edges = tape.nodes, len(tape.inputs)
        sums = [np.zeros(size) for size in (nodes, edges, nodes, edges, edges, nodes)]
        for example in range(count):
            data = leaves.copy()
            data[columns] = table[:, example]
            local, grad = tape.forward(data), tape.seeded(np.zeros(tape.nodes))
            for total, part in zip(sums, (data, local, *tape.backward_noted(data, local, grad), grad), strict=True):
                total += part
        data, local, passed, amount, total, grad = (numbers / count for numbers in sums)
        if not self.examples.mean:
            shared = np.zeros(tape.nodes, np.bool_)
            shared[tape.trainable] = True
            shared[columns] = False
            grad[shared] *= count
            into = shared[tape.inputs]
            amount[into] *= count
            total[into] *= count
        self._played = Played(leaves, data, local, passed, amount, total, grad)
        return self._played
