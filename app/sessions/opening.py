"""Ops taken apart. A document names them by the nodes of the program's own graph; all else speaks of the graph with
them opened, so whatever is kept by node is carried over when one opens or closes."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.engine.composite import can_open, open_ops
from app.engine.graph import Graph
from app.engine.replay import BackwardStep, ForwardStep, Replay, Step, UpdateStep
from app.program.gestures import Gesture, GestureRefused
from app.program.ownership import Own
from app.program.recording import Recording


@dataclass(frozen=True, slots=True, eq=False)
class Apart:
    """A recording of N nodes with some opened: M nodes."""

    recorded: Recording  # as the program made it
    recording: Recording  # its names are still those of the nodes as recorded
    node: NDArray[np.intp]  # [N] where each recorded node is now
    origin: NDArray[np.intp]  # [M] the recorded node that each belongs to
    groups: dict[str, int]  # the group of each opened op → its last node, which gives its value

    def is_part(self, node: int) -> bool:
        """Whether it is inside an opened op, or gives its value."""
        return int(self.node[self.origin[node]]) in self.groups.values()

    def is_inner(self, node: int) -> bool:
        """Whether the program knows nothing of it."""
        return int(self.node[self.origin[node]]) != node


def apart(recording: Recording, nodes: Collection[int]) -> Apart:
    """The recording with these nodes opened; those that cannot be are passed over."""
    graph = recording.graph
    chosen = [node for node in sorted({*nodes}) if node < len(graph.op) and can_open(graph, node)]
    if not chosen:
        every = np.arange(len(graph.op))
        return Apart(recording, recording, every, every, {})
    opened = open_ops(graph, chosen)
    place, origin = opened.node, opened.origin
    epochs = recording.epochs
    made = replace(
        recording,
        graph=opened.graph,
        literals={int(place[leaf]): literal for leaf, literal in recording.literals.items()},
        epochs=replace(epochs, nodes=place[epochs.nodes]) if epochs else None,
        own=_own(recording.own, place, origin) if recording.own else None,
    )
    added = opened.graph.groups[len(graph.groups) :]
    return Apart(recording, made, place, origin, dict(zip(added, place[chosen].tolist(), strict=True)))


def _own(own: Own, place: NDArray[np.intp], origin: NDArray[np.intp]) -> Own:
    """The program's objects beside the nodes that they stand for; inner nodes have none."""
    inner = place[origin] != np.arange(len(origin))
    data, grad = np.where(inner, np.nan, own.data[:, origin]), np.where(inner, np.nan, own.grad[:, origin])
    mistakes = tuple(
        replace(mistake, nodes=tuple(int(place[node]) for node in mistake.nodes)) for mistake in own.mistakes
    )
    return replace(own, data=data, grad=grad, wrong=own.wrong[:, origin] & ~inner, mistakes=mistakes)


def recorded(gesture: Gesture, parts: Apart) -> Gesture:
    """A gesture on the opened graph, on the program's own. Raises GestureRefused for what the program does not know."""

    def of(value: object) -> object:
        if isinstance(value, tuple):
            return tuple(of(one) for one in value)
        if not isinstance(value, int) or not 0 <= value < len(parts.origin):
            return value
        if parts.is_inner(value):
            raise GestureRefused("This node is a part of an op that was taken apart.", "Put the op together first.")
        return int(parts.origin[value])

    names = [name for name in ("node", "inputs", "more", "source") if hasattr(gesture, name)]
    nodes = {name: of(getattr(gesture, name)) for name in names}
    return replace(gesture, **nodes)  # type: ignore[arg-type]


def still_open(nodes: Collection[int], old: Graph, new: Graph) -> tuple[int, ...]:
    """The nodes to open in another program's graph: in the same place if the shape stayed, else by name."""
    if np.array_equal(old.op, new.op) and np.array_equal(old.start, new.start):
        return tuple(nodes)
    counts = Counter(new.label)
    labels = {label: node for node, label in enumerate(new.label) if label and counts[label] == 1}
    named = (labels.get(old.label[node]) for node in nodes if node < len(old.op))
    return tuple(sorted(node for node in named if node is not None and can_open(new, node)))


def same_place(old: Replay, was_apart: Apart, new: Replay, now_apart: Apart, at: int) -> int:
    """The cursor in another opening of the same play: of an op that is open in one of them, all is taken or nothing."""
    number = next((k for k, segment in enumerate(old.segments) if segment.stop >= at), None)
    if at == 0 or number is None:
        return 0
    was, now = old.segments[number], new.segments[number]
    if at == was.stop:
        return now.stop
    last = _rank(next(old.steps(at - 1, at)), was_apart, np.inf)
    return bisect_right(
        range(now.stop), last, now.start, key=lambda at: _rank(next(new.steps(at, at + 1)), now_apart, 0)
    )


def _rank(step: Step, parts: Apart, part: float) -> tuple[float, float]:
    """Where a step stands in its phase, by the recorded node and the slot; `part` is the slot of all that is apart."""
    match step:
        case ForwardStep() | UpdateStep():
            return float(parts.origin[step.node]), 0
        case BackwardStep():
            return -float(parts.origin[step.node]), part if parts.is_part(step.node) else step.slot
        case _:
            return -np.inf, 0
