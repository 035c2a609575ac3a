"""The tape at a cursor: nodes in the order in which the pass under way takes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.engine.graph import Graph
from app.engine.ops import OPS
from app.engine.replay import Backward, Replay


@dataclass(frozen=True, slots=True)
class TapeRow:
    node: int
    name: str
    op: str  # its glyph; "leaf", "constant"
    data: float | None  # None: not reached
    grad: float | None
    line: int  # of the program; 0 where unknown
    active: bool  # takes part in the step that was taken last


def tape_rows(graph: Graph, names: Sequence[str], replay: Replay, cursor: int, limit: int = 200) -> list[TapeRow]:
    """At most `limit` nodes around the step taken last: in reverse of their creation in a backward pass, else in it.

    Raises IndexError for a cursor beyond the timeline.
    """
    state = replay.state(cursor)
    nodes = len(graph.op)
    backward = any(isinstance(s.phase, Backward) and s.start < cursor <= s.stop for s in replay.segments)
    step = next(replay.steps(cursor - 1, cursor), None) if cursor else None
    active = [getattr(step, field) for field in ("node", "input") if hasattr(step, field)]
    around = active[0] if active else nodes - 1 if backward else 0
    first = max(0, min(around - limit // 2, nodes - limit))
    window = range(first, min(nodes, first + limit))
    return [
        TapeRow(
            node=node,
            name=names[node],
            op=OPS[graph.op[node]].glyph or OPS[graph.op[node]].name,
            data=float(state.data[node]) if state.has_data[node] else None,
            grad=float(state.grad[node]) if state.has_grad[node] else None,
            line=int(graph.span[node, 0]),
            active=node in active,
        )
        for node in (reversed(window) if backward else window)
    ]
