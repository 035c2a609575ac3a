"""The rules of a timeline: which phases stand in it after a request, and which of their steps are taken. All pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from app.engine.replay import (
    Backward,
    BackwardStep,
    Forward,
    Phase,
    Replay,
    Segment,
    Start,
    Step,
    Update,
    UpdateStep,
)
from app.sessions.document import KEPT_PHASES
from app.sessions.errors import Refused
from app.sessions.material import Material

FRESH: tuple[Phase, ...] = (Forward(), Backward())
To = Literal["next", "node", "end"]


@dataclass(frozen=True, slots=True, eq=False)
class Timeline:
    """Phases played from a start, and how many of their steps are taken."""

    material: Material
    replay: Replay
    cursor: int = 0
    folded: int = 0  # steps that became part of the start

    def at(self, cursor: int) -> Timeline:
        """The same with another cursor, or the nearest one there is."""
        cursor = min(cursor, self.replay.length)
        return self if cursor == self.cursor else replace(self, cursor=cursor)

    @property
    def here(self) -> Segment | None:
        """The phase that the next step belongs to; None at the end."""
        return next((segment for segment in self.replay.segments if segment.stop > self.cursor), None)

    @property
    def begun(self) -> int:
        """How many phases have a step taken."""
        return bisect_left(self.replay.stops, self.cursor, hi=len(self.replay.phases))


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """The steps start … stop - 1 of the timeline were taken."""

    timeline: Timeline
    start: int
    stop: int


def check_cursor(timeline: Timeline, cursor: int | None) -> int:
    """The cursor, or the timeline's own. Raises Refused beyond the end."""
    if cursor is None:
        return timeline.cursor
    if not 0 <= cursor <= timeline.replay.length:
        raise Refused(f"There is no step {cursor}: the timeline has {timeline.replay.length}.", field="cursor")
    return cursor


def fresh(material: Material, epoch: int = 0) -> Timeline:
    """Nothing done yet; of a program with a loop, one of its epochs as the program did it, or the last."""
    epochs = material.recording.epochs
    if epochs is None:
        return Timeline(material, material.replay(Start(), FRESH))
    epoch = min(epoch, len(epochs) - 1)
    return Timeline(material, material.replay(own(material, epochs.start(epoch)), epochs.phases[epoch][:KEPT_PHASES]))


def is_as_recorded(timeline: Timeline, epoch: int) -> bool:
    """Whether an epoch is played as the program did it, with nothing of the learner's in it."""
    replay, epochs = timeline.replay, timeline.material.recording.epochs
    if epochs is None or timeline.folded or epoch >= len(epochs):
        return False
    as_recorded = fresh(timeline.material, epoch).replay
    return replay.phases == as_recorded.phases and own(timeline.material, replay.start) == as_recorded.start


def take(timeline: Timeline, asked: Phase, to: To = "end", node: int | None = None) -> Taken:
    """Goes on in the phase that the cursor stands in or before, or finishes that one and begins the phase asked for.

    Raises Refused where there is no such step to take.
    """
    if not timeline.material.nodes:
        raise Refused("The graph is empty.", "Make a leaf in the program: x = Value(1.0).")
    begin, here = timeline.cursor, timeline.here
    if here is None or here.phase != asked:
        timeline = with_phase(timeline, asked)
        here = timeline.replay.segments[-1]
    taken = replace(timeline, cursor=max(begin, last_step(timeline, here, to, node)))
    short = folded(taken, len(taken.replay.phases) - KEPT_PHASES)
    return Taken(short, begin + timeline.folded - short.folded, short.cursor)


def with_phase(timeline: Timeline, asked: Phase) -> Timeline:
    """The phase after those that are taken or under way; what was planned after them is dropped."""
    begun = timeline.begun
    blind = isinstance(asked, Backward) and not has_values(timeline.replay.start, timeline.replay.phases[:begun])
    longer = timeline.replay.going_on(0, begun, (Forward(), asked) if blind else (asked,))
    if longer.stops[-2] == longer.length:
        raise Refused("No leaf has a gradient yet, so there is nothing to update with.", "Run backward first.")
    return replace(timeline, replay=longer)


def has_values(start: Start, phases: tuple[Phase, ...]) -> bool:
    """Whether a backward pass may follow: a forward pass was the last to touch the values of the op nodes."""
    changes = (isinstance(phase, Forward) for phase in reversed(phases) if isinstance(phase, Forward | Update))
    return next(changes, start.has_values)


def last_step(timeline: Timeline, segment: Segment, to: To, node: int | None) -> int:
    """One past the last step to take of a phase."""
    if to == "end":
        return segment.stop
    if to == "next" or node is None:
        return max(timeline.cursor, segment.start) + 1
    tape, name = timeline.material.tape, timeline.material.names[node]
    if isinstance(segment.phase, Forward):
        return segment.start + node + 1
    arrivals = np.flatnonzero(tape.inputs[tape.edges[0]] == node)
    if len(arrivals):
        return segment.start + 1 + int(arrivals[-1]) + 1
    if node == tape.root:
        return segment.start + 1
    why = f"{timeline.material.names[tape.root]} does not depend on it" if tape.requires[node] else "it requires none"
    raise Refused(f"No gradient ever arrives at {name}: {why}.", field="node")


def folded(timeline: Timeline, phases: int) -> Timeline:
    """The first phases, which the cursor has passed, made part of the start."""
    if phases <= 0:
        return timeline
    stop = timeline.replay.stops[phases]
    replay = timeline.replay.going_on(phases, len(timeline.replay.phases))
    return Timeline(timeline.material, replay, timeline.cursor - stop, timeline.folded + stop)


def own(material: Material, start: Start) -> Start:
    """The start without the numbers that the program gives anyway."""
    numbers = material.numbers
    data = {leaf: number for leaf, number in start.data.items() if number != numbers[leaf]}
    return Start(data, start.grad, start.has_values, start.moments)


def same(some: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.bool_]:
    """[N] whether two numbers are equal, or neither is a number."""
    equal: NDArray[np.bool_] = (some == others) | (np.isnan(some) & np.isnan(others))
    return equal


def edited(timeline: Timeline, material: Material, data: dict[int, float] | None = None) -> Timeline:
    """The same play over a graph of the same shape, from the last update before the cursor on, the cursor in its place.

    Numbers that training or a slider gave a leaf stay, unless the program or `data` now gives it another one.
    """
    segments = timeline.replay.segments
    updates = [k + 1 for k, s in enumerate(segments) if isinstance(s.phase, Update) and s.stop <= timeline.cursor]
    short = folded(timeline, max(updates, default=0))
    start, stays = short.replay.start, same(short.material.graph.data, material.graph.data)
    kept = {leaf: number for leaf, number in start.data.items() if stays[leaf]}
    replay = material.replay(own(material, replace(start, data=kept | (data or {}))), short.replay.phases)
    return Timeline(material, replay, same_place(short.replay, replay, short.cursor), short.folded)


def same_place(old: Replay, new: Replay, cursor: int) -> int:
    """The cursor after the same step; where an edge or leaf has no step any more, after the one before it."""
    if cursor == 0:
        return 0
    number = next(k for k, segment in enumerate(old.segments) if segment.stop >= cursor)
    was, now = old.segments[number], new.segments[number]
    if cursor == was.stop:
        return now.stop
    if was.stop - was.start == now.stop - now.start:
        return now.start + cursor - was.start
    last = order(next(old.steps(cursor - 1, cursor)))
    return bisect_right(range(now.stop), last, now.start, key=lambda at: order(next(new.steps(at, at + 1))))


def order(step: Step) -> tuple[float, int]:
    """Where a step stands in its phase, whatever other steps there are."""
    match step:
        case BackwardStep():
            return -step.node, step.slot
        case UpdateStep():
            return step.node, 0
        case _:
            return -np.inf, 0
