"""A backward pass that writes `grad = …` for `grad += …`: of several contributions the last one stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.engine.replay import Replay
from app.engine.steps import State

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]


class Overwriting(Replay):
    """A replay whose backward passes forget what a gradient was. In Python, node by node: for graphs to look at."""

    def _trace(self, phase: int) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        """As in Replay; the total after an edge is what the edge contributed."""
        if self._traced is None or self._traced[0] != phase:
            tape, (data, local) = self.tape, self._values(phase)
            grad = tape.seeded(np.zeros(tape.nodes))
            passed, amount = np.zeros(tape.nodes), np.zeros(len(tape.inputs))
            for node in tape.order:
                passed[node] = grad[node]
                alone = np.where(np.arange(tape.nodes) == node, grad, 0.0)
                _, brought, _ = tape.backward_noted(data, local, alone, order=np.array([node], np.uint32))
                edges = slice(tape.start[node], tape.start[node + 1])
                amount[edges] = brought[edges]
                for edge in range(edges.start, edges.stop):
                    grad[tape.inputs[edge]] = amount[edge]
            self._traced = phase, passed, amount, amount, grad
        return self._traced[1:]

    def _seen_in_backward(self, phase: int, taken: int) -> State:
        seen = super()._seen_in_backward(phase, taken)
        tape, amount = self.tape, self._trace(phase)[1]
        for edge in tape.edges[0][: taken - 1].tolist():
            seen.grad[tape.inputs[edge]] = amount[edge]
        return seen
