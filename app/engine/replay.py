"""A timeline over a graph: the steps of its phases and what is seen at any cursor, computed when asked for."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from app.engine.optimizing import Memory, kept, optimized
from app.engine.plan import Plan
from app.engine.steps import (
    Backward,
    BackwardStep,
    Forward,
    ForwardStep,
    Phase,
    SeedStep,
    Segment,
    Start,
    State,
    Step,
    Update,
    UpdateStep,
    ZeroGrad,
    ZeroGradStep,
)
from app.engine.tape import Tape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from app.engine.graph import Graph

    Numbers = NDArray[np.float64]
    Leaves = tuple[Numbers, Numbers, Memory]  # [N] data of leaves and constants, [N] gradients; what is kept of them

__all__ = [
    "Backward",
    "BackwardStep",
    "Forward",
    "ForwardStep",
    "Phase",
    "Replay",
    "SeedStep",
    "Segment",
    "Start",
    "State",
    "Step",
    "Update",
    "UpdateStep",
    "ZeroGrad",
    "ZeroGradStep",
]


class Replay:
    """The phases of a session played from a start. It never changes; what it has computed is kept and shared.

    `tape` may be given where the graph's is known. Raises ValueError where `start` names a node that is no leaf.
    """

    def __init__(self, graph: Graph, start: Start, phases: tuple[Phase, ...], tape: Tape | None = None) -> None:
        tape = tape or Tape(graph)
        for node in (*start.data, *start.grad):
            if not (0 <= node < tape.nodes and tape.is_leaf[node]):
                raise ValueError(f"node {node} is no leaf")
        grad = np.zeros(tape.nodes)
        holds = np.zeros(tape.nodes, np.bool_)
        for node, value in start.grad.items():
            grad[node], holds[node] = value, tape.requires[node]
        leaves = tape.data(start.data), np.where(holds, grad, 0.0), Memory.of(start.moments, tape.nodes)
        self._begin(tape, start, Plan(tape, phases, [holds], [start.has_values]), {0: leaves})

    def _begin(self, tape: Tape, start: Start, plan: Plan, leaves: dict[int, Leaves]) -> None:
        self.tape, self.start, self._plan = tape, start, plan
        self.phases, self.stops, self.length = plan.phases, plan.stops, plan.stops[-1]
        self._leaves = leaves  # before a phase, of those that anybody asked for
        self._forwarded: tuple[Numbers, Numbers, Numbers] | None = None
        self._traced: tuple[int, Numbers, Numbers, Numbers, Numbers] | None = None

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """Where each phase stands."""
        return tuple(map(Segment, self.phases, self.stops, self.stops[1:]))

    def steps(self, start: int = 0, stop: int | None = None) -> Iterator[Step]:
        """The steps with the numbers start … stop - 1, as far as there are any."""
        stop = self.length if stop is None else stop
        for phase, segment in enumerate(self.segments):
            first, last = max(start, segment.start), min(stop, segment.stop)
            if first < last:
                yield from self._steps(phase, first - segment.start, last - segment.start)

    def state(self, cursor: int) -> State:
        """What is seen after `cursor` steps. Raises IndexError beyond the timeline."""
        if not 0 <= cursor <= self.length:
            raise IndexError(f"the timeline has the cursors 0 … {self.length}, not {cursor}")
        if cursor == 0:
            return self._seen(0, self._plan.has_values[0])
        phase = bisect_left(self.stops, cursor) - 1
        taken = cursor - self.stops[phase]
        match self.phases[phase]:
            case Forward():
                return self._seen(phase, True, computed=taken)
            case Backward():
                return self._seen_in_backward(phase, taken)
            case ZeroGrad():
                return self._seen(phase + 1, self._plan.has_values[phase])
            case Update():
                node, _, _, after, _ = self._updates(phase)
                seen = self._seen(phase, False)
                seen.data[node[:taken]] = after[:taken]
                return seen

    def output(self, phase: int) -> float:
        """The root's value with the leaves as they are before a phase."""
        return float(self._values(phase)[0][self.tape.root])

    def fold(self, phases: int) -> Start:
        """The start of a timeline that goes on after the first `phases` of this one."""
        return self._start(self._before(phases), self._plan.holds[phases], self._plan.has_values[phases])

    def going_on(self, folded: int, kept: int, more: tuple[Phase, ...] = ()) -> Replay:
        """The replay of the phases folded … kept - 1 of this one, and `more` after them, from where those before have
        led; what is known of them is not computed again."""
        replay = Replay.__new__(type(self))
        start, plan = self.fold(folded), self._plan.going_on(folded, kept, more)
        known = {phase - folded: leaves for phase, leaves in list(self._leaves.items()) if folded <= phase <= kept}
        replay._begin(self.tape, start, plan, known)
        replay._forwarded = self._forwarded
        return replay

    def _start(self, leaves: Leaves, holds: NDArray[np.bool_], has_values: bool) -> Start:
        data, grad, memory = leaves
        other, held = self.tape.changed(data), holds.nonzero()[0]
        return Start(
            dict(zip(other.tolist(), data[other].tolist(), strict=True)),
            dict(zip(held.tolist(), grad[held].tolist(), strict=True)),
            has_values,
            memory.moments,
        )

    def _before(self, phase: int) -> Leaves:
        """The leaves before a phase."""
        known, first = self._leaves, phase
        while first not in known:
            first -= 1
        for done in range(first, phase):
            data, grad, memory = known[done]
            match self.phases[done]:
                case Backward():
                    grad = np.where(self._plan.holds[done + 1], self._trace(done)[3], 0.0)
                case ZeroGrad():
                    grad = np.zeros(self.tape.nodes)
                case Update():
                    node, _, _, after, memory = self._updates(done)
                    data = data.copy()
                    data[node] = after
            known[done + 1] = data, grad, memory
        return known[phase]

    def _values(self, phase: int) -> tuple[Numbers, Numbers]:
        """[N] the values of all nodes with the leaves as they are before a phase, [E] the local derivatives."""
        leaves = self._before(phase)[0]
        if self._forwarded is None or self._forwarded[0] is not leaves:
            data = leaves.copy()
            self._forwarded = leaves, data, self.tape.forward(data)
        return self._forwarded[1:]

    def _trace(self, phase: int) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        """A backward phase: [N] what each node passed on, [E] what each edge contributed, [E] the total after it, and
        [N] the gradients in the end."""
        if self._traced is None or self._traced[0] != phase:
            grad = self.tape.seeded(self._before(phase)[1])
            self._traced = phase, *self.tape.backward_noted(*self._values(phase), grad), grad
        return self._traced[1:]

    def memory(self, phase: int) -> Memory:
        """What the optimizer keeps of each node before a phase."""
        return self._before(phase)[2]

    def _updates(self, phase: int) -> tuple[NDArray[np.intp], Numbers, Numbers, Numbers, Memory]:
        """The leaves that an update changes: node, number before, gradient, number after; and what is kept then."""
        update, (data, grad, memory) = self.phases[phase], self._before(phase)
        assert isinstance(update, Update)
        node = self._plan.holds[phase].nonzero()[0]
        before, slope = data[node], grad[node]
        return (
            node,
            before,
            slope,
            *optimized(self.tape, update.rule, update.learning_rate, node, before, slope, memory),
        )

    def _seen(self, phase: int, has_values: bool, computed: int | None = None) -> State:
        """The state before a phase, with the values of the op nodes below `computed` (all of them by default)."""
        tape = self.tape
        data, grad, _ = self._before(phase)
        has_data = ~tape.is_op
        if has_values:
            has_data[:computed] = True
            data = self._values(phase)[0]
        return State(np.where(has_data, data, 0.0), grad.copy(), has_data, self._plan.holds[phase].copy())

    def _seen_in_backward(self, phase: int, taken: int) -> State:
        tape = self.tape
        seen = self._seen(phase, self._plan.has_values[phase])
        seen.has_grad[tape.root] = True
        edge = tape.edges[0][: taken - 1]
        seen.has_grad[tape.inputs[edge]] = True
        grad = tape.seeded(self._before(phase)[1])
        if len(edge):
            tape.backward_noted(*self._values(phase), grad, until=int(edge[-1]))
        return State(seen.data, np.where(seen.has_grad, grad, 0.0), seen.has_data, seen.has_grad)

    def _steps(self, phase: int, start: int, stop: int) -> Iterator[Step]:
        """The steps start … stop - 1 of one phase."""
        tape = self.tape
        match self.phases[phase]:
            case Forward():
                values = self._values(phase)[0][start:stop].tolist()
                yield from map(ForwardStep, range(start, stop), values)
            case Backward():
                passed, amount, total, _ = self._trace(phase)
                if start == 0:
                    yield SeedStep(tape.root, float(tape.seeded(self._before(phase)[1])[tape.root]))
                part = slice(max(start - 1, 0), stop - 1)
                edge, node = tape.edges[0][part], tape.edges[1][part]
                local = self._values(phase)[1]
                columns = node, tape.inputs[edge], edge - tape.start[node]
                numbers = passed[node], local[edge], amount[edge], total[edge]
                yield from map(BackwardStep, *(column.tolist() for column in (*columns, *numbers)))
            case ZeroGrad():
                yield ZeroGradStep(tuple(tape.trainable.tolist()))
            case Update(_, rule):
                part = slice(start, stop)
                leaf, data, grad, after, memory = self._updates(phase)
                changes = (column[part].tolist() for column in (leaf, data, grad, after))
                yield from map(UpdateStep, *changes, *kept(rule, leaf[part], memory))
