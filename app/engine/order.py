"""Why the order matters: a node may pass its gradient on only after everything that uses it has. Topological order
keeps that; here is also what comes out when another order does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from app.engine import kernel
from app.engine.tape import Tape

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from app.engine.graph import Graph


@dataclass(frozen=True, slots=True)
class TooEarly:
    """A node that passed its gradient on before the nodes of `missing`, which use it, had brought their share."""

    node: int
    passed: float
    gradient: float  # what it should have passed on
    missing: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Visited:
    """Backward in an order of one's choice. A Replay with this tape shows it step by step."""

    tape: Tape
    too_early: tuple[TooEarly, ...]  # in the order of the visit: the first is where it went wrong
    gradient: NDArray[np.float64]  # [N] what comes out
    right: NDArray[np.float64]  # [N] what should come out
    wrong: NDArray[np.intp]  # the nodes whose gradient is not the right one


def levels(graph: Graph) -> NDArray[np.int32]:
    """[N] the longest way to each node from a leaf, in edges: what it needs lies on lower levels."""
    level = np.zeros(len(graph.op), np.int32)
    kernel.levels(np.array(graph.start, np.uint32), np.array(graph.inputs, np.uint32), level)
    return level


def depth_first(tape: Tape) -> list[int]:
    """The naive order: from the root down into the first input, back, into the next; a node seen before is left out."""
    order: list[int] = []
    seen = ~tape.active
    waiting = [tape.root] if tape.nodes else []
    while waiting:
        node = waiting.pop()
        if not seen[node]:
            seen[node] = True
            order.append(node)
            waiting.extend(reversed(tape.inputs[tape.start[node] : tape.start[node + 1]].tolist()))
    return order


def visit(tape: Tape, order: list[int], data: NDArray[np.float64] | None = None) -> Visited:
    """Backward in `order`, with the leaves as in `data` or else as the program has them.

    Raises ValueError unless every node that passes a gradient on is visited exactly once.
    """
    if sorted(order) != np.flatnonzero(tape.active).tolist():
        raise ValueError("the order must name every node with a gradient exactly once")
    data = tape.data() if data is None else data.copy()
    right = tape.differentiate(data)
    other = Tape(tape.graph, np.array(order, np.int32))
    gradient = other.seeded(np.zeros(tape.nodes))
    passed, _, _ = other.backward_noted(data, other.forward(data), gradient)
    gradient[~tape.active] = 0.0
    turn = np.full(tape.nodes, -1)
    turn[order] = np.arange(len(order))
    early = [
        TooEarly(node, float(passed[node]), float(right[node]), tuple(missing))
        for node, missing in _missing(tape, turn).items()
    ]
    early.sort(key=lambda found: turn[found.node])
    return Visited(other, tuple(early), gradient, right, _wrong(tape, [found.node for found in early], gradient, right))


def _wrong(tape: Tape, early: list[int], gradient: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.intp]:
    """Of the nodes that those who were too early lead down to, the ones whose gradient differs."""
    below = np.zeros(tape.nodes, np.bool_)
    waiting = list(early)
    while waiting:
        node = waiting.pop()
        for i in tape.inputs[tape.start[node] : tape.start[node + 1]].tolist():
            if tape.active[i] and not below[i]:
                below[i] = True
                waiting.append(i)
    with np.errstate(invalid="ignore"):
        return np.flatnonzero(below & ~np.isclose(gradient, right, rtol=1e-9, atol=0.0, equal_nan=True))


def _missing(tape: Tape, turn: NDArray[np.intp]) -> dict[int, list[int]]:
    """The nodes that come before nodes that use them, each with those nodes."""
    edges, users = tape.edges
    inputs = tape.inputs[edges]
    found: dict[int, list[int]] = {}
    for edge in np.flatnonzero(turn[users] > turn[inputs]).tolist():
        users_of = found.setdefault(int(inputs[edge]), [])
        if int(users[edge]) not in users_of:
            users_of.append(int(users[edge]))
    return {node: users_of for node, users_of in found.items() if tape.start[node + 1] > tape.start[node]}
