"""The tape at a cursor: nodes in the order in which the pass under way takes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from app.engine.graph import Graph
from app.engine.ops import OPS
from app.engine.replay import Backward, Replay
from app.engine.tape import Tape

if TYPE_CHECKING:
    from numpy.typing import NDArray


NUMBER = re.compile(r" ?#\d+")


@dataclass(frozen=True, slots=True)
class TapeRow:
    node: int
    name: str
    op: str  # its glyph; "leaf", "constant"
    data: float | None  # None: not reached
    grad: float | None
    line: int  # of the program; 0 where unknown
    active: bool  # takes part in the step that was taken last
    place: str = ""  # the groups that it stands in, such as layer 1 neuron 2

    @property
    def brief(self) -> str:
        """The name as it is called where it stands: numbers that tell it from others elsewhere are left out."""
        return NUMBER.sub("", self.name) if self.place else self.name


def tape_rows(graph: Graph, names: Sequence[str], replay: Replay, cursor: int, limit: int = 200) -> list[TapeRow]:
    """At most `limit` nodes around the step taken last, in the order of their creation, in a backward pass in reverse
    of it, or in the order of that pass where it is another one.

    Raises IndexError for a cursor beyond the timeline.
    """
    state = replay.state(cursor)
    nodes = len(graph.op)
    backward = any(isinstance(s.phase, Backward) and s.start < cursor <= s.stop for s in replay.segments)
    step = next(replay.steps(cursor - 1, cursor), None) if cursor else None
    active = [getattr(step, field) for field in ("node", "input") if hasattr(step, field)]
    order = _order(replay.tape) if backward else np.arange(nodes)
    around = int(np.flatnonzero(order == active[0])[0]) if active else 0
    before = (limit - 1) // 2 if backward else limit // 2
    places = [place(path) for path in graph.groups]
    first = max(0, min(around - before, nodes - limit))
    return [
        TapeRow(
            node=node,
            name=names[node],
            op=OPS[graph.op[node]].glyph or OPS[graph.op[node]].name,
            data=float(state.data[node]) if state.has_data[node] else None,
            grad=float(state.grad[node]) if state.has_grad[node] else None,
            line=int(graph.span[node, 0]),
            active=node in active,
            place=places[graph.group[node]],
        )
        for node in order[first : first + limit].tolist()
    ]


def place(group: str) -> str:
    """A group in words: model/layer 1/neuron 2 is layer 1 neuron 2."""
    return " ".join((group.split("/")[1:] or [group])[-2:])


def is_topological(tape: Tape) -> bool:
    """Whether backward on this tape lets every node wait for all that use it."""
    return not (np.diff(tape.order.astype(np.int64)) > 0).any()


def _order(tape: Tape) -> NDArray[np.int64]:
    """Of a backward pass; nodes that it does not visit come last, unless it is in reverse topological order."""
    reverse = np.arange(tape.nodes)[::-1]
    if is_topological(tape):
        return reverse
    return np.concatenate([tape.order.astype(np.int64), reverse[~tape.active[reverse]]])
