"""The float32 lesson: what the output would be if no number had lost its digits, and where they were lost."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from app.engine.tape import Tape
from app.sessions.session import Session

MOST_LEAVES = 8  # that are told


@dataclass(frozen=True, slots=True)
class Lost:
    """A leaf whose digits beyond float32 are gone."""

    name: str
    written: float
    held: float


@dataclass(frozen=True, slots=True)
class Digits:
    """The output as it is computed here, and from the numbers as they are written, in float64."""

    root: str
    here: float
    exact: float
    leaves: list[Lost]
    more: int
    on_the_way: bool  # operations round too, not only leaves


def digits(session: Session) -> Digits | None:
    """None where nothing is lost: the two outputs are the same."""
    material = session.material
    graph, names = material.graph, material.names
    if not len(graph.op) or not (graph.single.any() or graph.rounded.any()):
        return None
    start = session.timeline.replay.start.data
    here = material.tape.data(start)
    none = np.zeros_like(graph.single)
    wide = Tape(replace(graph, single=none, rounded=none))
    exact = wide.data(start)
    lost = [n for n in np.flatnonzero(wide.is_leaf & (here != exact)).tolist() if n not in start]
    leaves = [Lost(names[n], float(exact[n]), float(here[n])) for n in lost[:MOST_LEAVES]]
    material.tape.forward(here)
    wide.forward(exact)
    root = graph.root
    if here[root] == exact[root] or np.isnan(here[root]) or np.isnan(exact[root]):
        return None
    on_the_way = bool((graph.single & material.tape.is_op).any())
    return Digits(names[root], float(here[root]), float(exact[root]), leaves, len(lost) - len(leaves), on_the_way)
