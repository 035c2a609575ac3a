"""What goes wrong when backward is done wrong, to be watched: played in the place of a session, which stays as it is.

A demonstration is a replay with the moments at which something happens to be told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from app.engine.order import depth_first, visit
from app.engine.overwriting import Overwriting
from app.engine.replay import Backward, BackwardStep, Forward, Replay, Start, ZeroGrad
from app.notation.numbers import trimmed
from app.sessions.material import Material
from app.sessions.timeline import Timeline

DemonstrationKind = Literal["order", "overwrite", "accumulate"]
MOST_EDGES = 500  # of a graph that is watched step by step
MOST_TOLD = 6  # nodes or contributions
PASSES = Forward(), Backward()
SMALL = "a = Value(3.0)\nb = a * a\nc = b + 1.0\nd = b * c\n"  # a graph that goes wrong in each way


@dataclass(frozen=True, slots=True)
class Moment:
    """From `cursor` on, until the next moment, the gradients of `nodes` are wrong."""

    cursor: int
    nodes: tuple[int, ...]
    said: str


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """What a graph shows of one mistake."""

    replay: Replay
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Demonstration:
    """A timeline to be played, which stands before its first backward pass."""

    kind: DemonstrationKind
    title: str
    said: str
    own: bool  # whether it is the session's own graph
    timeline: Timeline
    moments: tuple[Moment, ...]


def demonstration(kind: DemonstrationKind, timeline: Timeline, small: Material) -> Demonstration:
    """With the graph and the leaves of a session; where these cannot show it, or are too much to watch, `small` does,
    which SMALL has recorded."""
    title, said, show = KINDS[kind]
    own = timeline.material
    shown = show(own, timeline.replay.start) if 0 < own.tape.active_edges <= MOST_EDGES else None
    if shown is not None:
        return Demonstration(kind, title, said, True, _before_backward(own, shown), shown.moments)
    nowhere = replace(small, graph=replace(small.graph, span=np.zeros_like(small.graph.span)))
    shown = show(nowhere, Start())
    assert shown is not None
    why = "is too large to watch" if own.tape.active_edges > MOST_EDGES else "cannot go wrong in this way"
    said = f"{said} Your graph {why}, so here is a small one."
    return Demonstration(kind, title, said, False, _before_backward(nowhere, shown), shown.moments)


def _before_backward(material: Material, shown: Shown) -> Timeline:
    return Timeline(material, shown.replay, shown.replay.segments[0].stop)


def _order(material: Material, start: Start) -> Shown | None:
    """Depth first. None where it comes out right."""
    tape, names = material.tape, material.names
    visited = visit(tape, depth_first(tape), tape.data(start.data))
    if not len(visited.wrong):
        return None
    replay = Replay(material.graph, Start(start.data), PASSES, visited.tape)
    moments: list[Moment] = []
    for early in visited.too_early[:MOST_TOLD]:
        name, users = names[early.node], [names[user] for user in early.missing[:3]]
        said = (
            f"{name} hands on {trimmed(early.passed)} already, and has not heard from {' and '.join(users)} yet, which "
            f"{'uses' if len(users) == 1 else 'use'} it too. Right would be {trimmed(early.gradient)}."
        )
        moments.append(Moment(_first(replay, node=early.node), (early.node,), said))
        for user in early.missing[:3]:
            late = f"Only now {names[user]} brings its share to {name}: too late, {name} has had its turn."
            moments.append(Moment(_first(replay, node=user, input=early.node), (early.node,), late))
    moments.sort(key=lambda moment: moment.cursor)
    why = "In topological order every node waits for all that use it."
    end = _end(material, visited.wrong, visited.gradient, visited.right, why)
    return Shown(replay, (*_so_far(moments), Moment(replay.length, *end)))


def _overwrite(material: Material, start: Start) -> Shown | None:
    """`=` for `+=`. None where no node is used twice."""
    names = material.names
    replay = Overwriting(material.graph, Start(start.data), PASSES, material.tape)
    right = Replay(material.graph, Start(start.data), PASSES, material.tape)
    ended, wanted = replay.state(replay.length), right.state(right.length)
    wrong = _differ(ended.grad, wanted.grad) & ended.has_grad
    if not wrong.any():
        return None
    moments: list[Moment] = []
    had: dict[int, float] = {}
    for cursor, step in _backward_steps(replay):
        if step.input in had and len(moments) < MOST_TOLD:
            name, before, brought = names[step.input], had[step.input], step.contribution
            said = (
                f"{name}.grad was {trimmed(before)}. Written with =, {trimmed(brought)} takes its place; "
                f"+= would make it {trimmed(before + brought)}."
            )
            moments.append(Moment(cursor, (step.input,), said))
        had[step.input] = step.contribution
    end = _end(material, np.flatnonzero(wrong), ended.grad, wanted.grad, "What is used twice is told twice: add it up.")
    return Shown(replay, (*_so_far(moments), Moment(replay.length, *end)))


def _accumulate(material: Material, start: Start) -> Shown | None:
    """Two passes without zero_grad, then one after it. None without a leaf that a gradient arrives at."""
    tape, names = material.tape, material.names
    phases = (*PASSES, Backward(), ZeroGrad(), Backward())
    replay = Replay(material.graph, Start(start.data), phases, tape)
    _, first, second, zero, third = replay.segments
    once, twice = replay.state(first.stop).grad, replay.state(second.stop).grad
    wrong = np.flatnonzero(tape.is_leaf & tape.active & _differ(once, twice))
    if not len(wrong):
        return None
    leaf, nodes = int(wrong[0]), tuple(wrong.tolist())
    name = names[leaf]
    cursor = next(k for k, step in _backward_steps(replay) if k > second.start and step.input in nodes)
    adds = next(replay.steps(cursor - 1, cursor))
    assert isinstance(adds, BackwardStep)
    had = f"{names[adds.input]}.grad still had what the first pass brought: += makes it {trimmed(adds.total)}."
    wrongly, rightly = trimmed(float(twice[leaf])), trimmed(float(once[leaf]))
    too_far = f"{name}.grad is {wrongly}, and right is {rightly}: a step of gradient descent would go too far."
    again = f"After zero_grad, one backward pass is right again: {name}.grad is {rightly}."
    moments = (
        Moment(first.stop, (), "One backward pass: these gradients are right."),
        Moment(second.start + 1, (), "Backward again, and nothing has emptied the gradients of the leaves."),
        Moment(cursor, (adds.input,), had),
        Moment(second.stop, nodes, too_far),
        Moment(zero.stop, (), "zero_grad sets them to 0."),
        Moment(third.stop, (), again),
    )
    return Shown(replay, moments)


def _first(replay: Replay, **where: int) -> int:
    """The cursor after the first backward step of which this is true."""
    return next(
        cursor
        for cursor, step in _backward_steps(replay)
        if all(getattr(step, name) == value for name, value in where.items())
    )


def _backward_steps(replay: Replay) -> Iterator[tuple[int, BackwardStep]]:
    """Each with the cursor after it."""
    for cursor, step in enumerate(replay.steps(), 1):
        if isinstance(step, BackwardStep):
            yield cursor, step


def _so_far(moments: list[Moment]) -> list[Moment]:
    """What went wrong once stays so."""
    return [
        replace(moment, nodes=tuple(dict.fromkeys(n for before in moments[: k + 1] for n in before.nodes)))
        for k, moment in enumerate(moments)
    ]


def _end(
    material: Material, wrong: NDArray[np.intp], ended: NDArray[np.float64], right: NDArray[np.float64], why: str
) -> tuple[tuple[int, ...], str]:
    node = int(wrong[0])
    said = f"{material.names[node]}.grad ends as {trimmed(float(ended[node]))}; right is {trimmed(float(right[node]))}."
    return tuple(wrong.tolist()), f"{said} {why}"


def _differ(some: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.bool_]:
    with np.errstate(invalid="ignore"):
        return ~np.isclose(some, others, rtol=1e-9, atol=0.0, equal_nan=True)


KINDS: dict[DemonstrationKind, tuple[str, str, Callable[[Material, Start], Shown | None]]] = {
    "order": (
        "The wrong order",
        "Backward goes depth first, down into the first input, and waits for nobody.",
        _order,
    ),
    "overwrite": (
        "Overwritten, not added",
        "Backward writes grad = … where it should write grad += ….",
        _overwrite,
    ),
    "accumulate": (
        "Backward twice",
        "Two backward passes, and no zero_grad between them.",
        _accumulate,
    ),
}
