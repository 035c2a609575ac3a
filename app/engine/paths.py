"""All ways from the output to a node. The gradient is the sum over them of the products of local derivatives: backward
adds the same up node by node, without going any way twice."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from math import isfinite, log, prod
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from app.engine.tape import Tape

    Numbers = NDArray[np.float64]

UNCOUNTED = 10**18  # so many ways and more are not told apart
FAR = 1e6  # the size, as a logarithm, of a factor that is infinite or no number; of 0 it is the opposite


@dataclass(frozen=True, slots=True)
class Path:
    """One way, from the output down."""

    edges: tuple[int, ...]
    factors: tuple[float, ...]  # the local derivative of each edge
    product: float


@dataclass(frozen=True, slots=True)
class Paths:
    """The ways with the largest products in size, the largest first."""

    node: int
    count: int  # of all ways; UNCOUNTED and more are UNCOUNTED
    largest: tuple[Path, ...]
    gradient: float  # the sum over all of them, as one backward pass computes it


def paths(tape: Tape, node: int, data: Numbers, most: int) -> Paths:
    """At most `most` ways to a node, with the leaves as in `data` [N]. Takes time for the edges above the node, and for
    `most` times the length of a way."""
    data = data.copy()
    local = tape.forward(data)
    gradient = tape.seeded(np.zeros(tape.nodes))
    tape.backward(data, local, gradient)
    if not tape.active[node]:
        return Paths(node, 0, (), 0.0)
    count, best = _above(tape, node, local)
    found: list[Path] = []
    for edges in _largest(tape, node, local, best):
        if len(found) == most:
            break
        factors = tuple(float(local[edge]) for edge in edges)
        found.append(Path(edges, factors, prod(factors)))
    return Paths(node, count[tape.root], tuple(found), 1.0 if node == tape.root else float(gradient[node]))


def _above(tape: Tape, node: int, local: Numbers) -> tuple[dict[int, int], dict[int, float]]:
    """For every node from which ways lead to this one: how many, and the size of the largest product among them."""
    edges, users = tape.edges
    above = users > node  # in the order of backward, so reversed: from the node up
    count, best = {node: 1}, {node: 0.0}
    for edge, user in zip(edges[above][::-1].tolist(), users[above][::-1].tolist(), strict=True):
        below = int(tape.inputs[edge])
        if below in count:
            count[user] = min(UNCOUNTED, count.get(user, 0) + count[below])
            best[user] = max(best.get(user, -np.inf), best[below] + _size(float(local[edge])))
    return count, best


def _largest(tape: Tape, node: int, local: Numbers, best: dict[int, float]) -> Iterator[tuple[int, ...]]:
    """The ways from the root, the largest first. A way that is begun is judged by what it has lost against the best
    there is; going on along the best costs exactly nothing, so the search never runs wide."""
    waiting: list[tuple[float, int, int, _Way | None]] = [(0.0, 0, tape.root, None)]
    made = 0
    while waiting:
        lost, _, at, way = heappop(waiting)
        if at == node:
            yield tuple(_edges(way))[::-1]
            continue
        for edge in range(int(tape.start[at + 1]) - 1, int(tape.start[at]) - 1, -1):
            below = int(tape.inputs[edge])
            if below in best and tape.active[below]:
                made += 1
                loss = best[at] - (best[below] + _size(float(local[edge])))
                heappush(waiting, (lost + loss, -made, below, _Way(edge, way)))


@dataclass(frozen=True, slots=True)
class _Way:
    """An edge and the way to it."""

    edge: int
    before: _Way | None


def _edges(way: _Way | None) -> Iterator[int]:
    while way is not None:
        yield way.edge
        way = way.before


def _size(factor: float) -> float:
    if factor == 0.0:
        return -FAR
    return log(abs(factor)) if isfinite(factor) else FAR
