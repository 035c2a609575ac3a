"""What a page shows of a session at a cursor: leaves, tape, graph. Templates read it; nothing is computed in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from sys import float_info

from app.engine.graph import LEAF
from app.engine.ops import OPS
from app.engine.replay import Backward, Segment, State, Step
from app.sessions.session import Session

LEAVES = 100  # sliders in a panel
ROWS = 300  # of the tape; a longer one shows those around the last step
REACHES = (5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0)


@dataclass(frozen=True, slots=True)
class LeafRow:
    """A leaf with its controls. Its slider goes from -reach to reach."""

    node: int
    name: str
    data: float
    requires_grad: bool
    reach: float


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node of the tape or the graph; None is "not reached"."""

    node: int
    name: str
    op: str
    inputs: tuple[str, ...]
    data: float | None
    grad: float | None


class SessionView:
    """A session at a cursor; without one, at its own. Raises IndexError beyond the timeline."""

    def __init__(self, session: Session, cursor: int | None = None, all_leaves: bool = False) -> None:
        self.session = session
        self.all_leaves = all_leaves
        self.id, self.mine, self.title = session.id, session.mine, session.document.title
        self.program, self.precision = session.document.program, session.document.precision
        self.learning_rate = session.document.learning_rate
        self.replay = session.timeline.replay
        self.cursor = session.timeline.cursor if cursor is None else cursor
        self.length = self.replay.length
        self.prints, self.notes = session.material.recording.prints, session.material.recording.notes
        self.nodes, self.names = session.material.nodes, session.material.names
        self.state: State = session.state(self.cursor)

    @cached_property
    def segment(self) -> Segment | None:
        """The phase of the step taken last."""
        return next((part for part in self.replay.segments if part.start < self.cursor <= part.stop), None)

    @cached_property
    def step(self) -> Step | None:
        """The step taken last."""
        return next(self.replay.steps(self.cursor - 1, self.cursor), None) if self.cursor else None

    @property
    def backward(self) -> bool:
        return self.segment is not None and isinstance(self.segment.phase, Backward)

    @property
    def colour(self) -> str:
        """The class of what the last step touched."""
        kind = self.segment.phase.kind if self.segment else ""
        return "update" if kind == "zero_grad" else kind

    @cached_property
    def active(self) -> frozenset[int]:
        """The nodes of the last step."""
        touched = (getattr(self.step, field, None) for field in ("node", "input"))
        return frozenset(node for node in touched if node is not None)

    @cached_property
    def leaves(self) -> list[LeafRow]:
        found = [n for n, op in enumerate(self.session.material.graph.op.tolist()) if op == LEAF]
        requires, data = self.session.material.graph.requires_grad, self.state.data
        shown = found if self.all_leaves else found[:LEAVES]
        return [LeafRow(n, self.names[n], float(data[n]), bool(requires[n]), reach(float(data[n]))) for n in shown]

    @property
    def hidden_leaves(self) -> int:
        return int((self.session.material.graph.op == LEAF).sum()) - len(self.leaves)

    @cached_property
    def tape_range(self) -> range:
        """The nodes of the tape: all, or as many as ROWS around the last step."""
        middle = max(self.active, default=self.nodes if self.backward else 0)
        start = max(0, min(middle - ROWS // 2, self.nodes - ROWS))
        return range(start, min(self.nodes, start + ROWS))

    @cached_property
    def tape(self) -> list[NodeRow]:
        """In the order of the pass."""
        rows = [self._row(node, self.state) for node in self.tape_range]
        return rows[::-1] if self.backward else rows

    @cached_property
    def graph(self) -> list[NodeRow]:
        """For reading alone: the first ROWS nodes with their numbers at the end of the timeline."""
        end = self.session.state(self.length)
        return [self._row(node, end) for node in range(min(self.nodes, ROWS))]

    def _row(self, node: int, state: State) -> NodeRow:
        graph = self.session.material.graph
        op = OPS[graph.op[node]]
        inputs = graph.inputs[graph.start[node] : graph.start[node + 1]].tolist()
        return NodeRow(
            node,
            self.names[node],
            op.glyph or op.name,
            tuple(self.names[n] for n in inputs),
            float(state.data[node]) if state.has_data[node] else None,
            float(state.grad[node]) if state.has_grad[node] else None,
        )


def reach(data: float) -> float:
    """How far a slider goes to each side: some way beyond its number, as far as that can be."""
    return next(
        (far for far in REACHES if not isfinite(data) or abs(data) <= 0.8 * far), min(2 * abs(data), float_info.max)
    )
