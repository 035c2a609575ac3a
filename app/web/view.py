"""What a page shows of a session at a cursor: leaves, tape, graph. Templates only read it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from math import isfinite, isnan
from sys import float_info

import numpy as np

from app.engine.graph import LEAF, Graph
from app.engine.ops import OPS
from app.engine.replay import Backward, Segment, State
from app.notation.dot import dot
from app.notation.explain import explain
from app.notation.explanation import Explanation
from app.notation.micrograd import micrograd
from app.notation.pytorch import pytorch
from app.notation.tape_rows import TapeRow, is_topological, tape_rows
from app.program.ownership import Own
from app.sessions.errors import Refused
from app.sessions.session import Session
from app.web.digits import Digits, digits

LEAVES = 100  # sliders in a panel
ALL_LEAVES = 1_000  # when all are asked for: more take the server, and a browser, too long
ROWS = 100  # of the tape and the graph; a longer tape shows those around the last step
WRITTEN = 5_000  # nodes of a graph that is written out as a program or for Graphviz
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
    """A node of the graph; None is "not reached"."""

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
        self.seed = session.document.seed
        self.learning_rate = session.document.learning_rate
        self.mode = "expression" if session.document.training.data.kind == "none" else "network"
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

    @property
    def backward(self) -> bool:
        return self.segment is not None and isinstance(self.segment.phase, Backward)

    @property
    def order(self) -> str:
        """Of the pass, in words."""
        if not self.backward:
            return "topological order"
        return "reverse topological order" if is_topological(self.replay.tape) else "depth first"

    @property
    def colour(self) -> str:
        """The class of what the last step touched."""
        kind = self.segment.phase.kind if self.segment else ""
        return "update" if kind == "zero_grad" else kind

    @cached_property
    def leaves(self) -> list[LeafRow]:
        found = np.flatnonzero(self.recorded.op == LEAF).tolist()
        requires, data = self.recorded.requires_grad, self.state.data
        shown = found[: ALL_LEAVES if self.all_leaves else LEAVES]
        return [LeafRow(n, self.names[n], float(data[n]), bool(requires[n]), reach(float(data[n]))) for n in shown]

    @property
    def hidden_leaves(self) -> int:
        return int(np.count_nonzero(self.recorded.op == LEAF)) - len(self.leaves)

    @cached_property
    def explanation(self) -> Explanation:
        """Of the step taken last."""
        return explain(self.recorded, self.names, self.replay, self.cursor)

    @cached_property
    def tape(self) -> list[TapeRow]:
        """In the order of the pass."""
        return tape_rows(self.recorded, self.names, self.replay, self.cursor, ROWS)

    @cached_property
    def digits(self) -> Digits | None:
        return digits(self.session)

    @property
    def own(self) -> Own | None:
        return self.session.material.recording.own

    def yours(self, node: int) -> Yours | None:
        """The object of the program's own class that a node stands for."""
        own = self.own
        if own is None:
            return None
        epoch = min(self.session.document.epoch, len(own.data) - 1)
        data, grad, after = float(own.data[epoch, node]), float(own.grad[epoch, node]), self._after_backward
        if isnan(data):
            return None
        right_grad = float(after.grad[node]) if after.has_grad[node] else None
        held = None if isnan(grad) else grad
        return Yours(data, held, float(after.data[node]), right_grad, bool(own.wrong[epoch, node]))

    @cached_property
    def _after_backward(self) -> State:
        stops = [part.stop for part in self.replay.segments if isinstance(part.phase, Backward)]
        return self.session.state(stops[0] if stops else self.length)

    @cached_property
    def recorded(self) -> Graph:
        return self.session.material.graph

    @property
    def unwritten(self) -> str:
        """Why the graph is not written out, if it is not."""
        if not self.nodes:
            return "The program makes no Value yet, so there is nothing to write."
        if self.nodes > WRITTEN:
            return f"The graph has {self.nodes:,} nodes; one of {WRITTEN:,} at most is written out."
        return ""

    @cached_property
    def played(self) -> Graph:
        """The graph with the numbers that its leaves have at the start of the timeline, to be written out. Raises
        Refused."""
        if self.unwritten:
            raise Refused(self.unwritten)
        start = self.session.state(0)
        return replace(self.recorded, data=np.where(self.recorded.op == LEAF, start.data, self.recorded.data))

    @cached_property
    def pytorch(self) -> str:
        return pytorch(self.played)

    @cached_property
    def micrograd(self) -> str:
        return micrograd(self.played)

    @cached_property
    def graphviz(self) -> str:
        """With the numbers at the cursor."""
        return dot(self.played, self.names, self.state)

    @cached_property
    def graph(self) -> list[NodeRow]:
        """For reading alone: the first ROWS nodes with their numbers at the end of the timeline."""
        graph, end = self.recorded, self.session.state(self.length)
        return [
            NodeRow(
                self.names[node],
                OPS[graph.op[node]].glyph or OPS[graph.op[node]].name,
                tuple(self.names[n] for n in graph.inputs[graph.start[node] : graph.start[node + 1]].tolist()),
                float(end.data[node]) if end.has_data[node] else None,
                float(end.grad[node]) if end.has_grad[node] else None,
            )
            for node in range(min(self.nodes, ROWS))
        ]


@dataclass(frozen=True, slots=True)
class Yours:
    """What an object of the program's own class held after its backward pass, and what is right there."""

    data: float
    grad: float | None
    right_data: float
    right_grad: float | None
    wrong: bool


def reach(data: float) -> float:
    """How far a slider goes to each side: some way beyond its number, as far as that can be."""
    return next(
        (far for far in REACHES if not isfinite(data) or abs(data) <= 0.8 * far), min(2 * abs(data), float_info.max)
    )
