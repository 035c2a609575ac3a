"""What is computed from a document before anything is played: the recording, the graph with its switches, the tape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from app.engine.averaging import Averaging, Examples
from app.engine.graph import LEAF, Graph
from app.engine.replay import Phase, Replay, Start
from app.engine.tape import Tape
from app.engine.words import Words
from app.notation.names import node_names
from app.program.recording import Recording
from app.sessions.document import Document
from app.sessions.opening import Apart, apart
from app.training.binding import leaves_of
from app.training.datasets import Table


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Examples that are played together; `mean` or sum of their losses counts."""

    table: Table
    mean: bool


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """Everything about a program but its play; shared by all sessions that hold the same one."""

    program: str
    apart: Apart
    graph: Graph  # with the session's switches and precision
    tape: Tape
    names: Words  # [N]
    numbers: list[float]  # [N] what leaves and constants begin with, rounded as they are
    examples: Examples | None = None  # all of them, where their mean is played

    @classmethod
    def of(
        cls,
        document: Document,
        recording: Recording,
        example: Mapping[str, float] | None = None,
        batch: Batch | None = None,
    ) -> Material:
        """Switches of nodes that are no leaves are passed over; leaves called as a column of the `example` have its
        number. The mean of a `batch` is played instead, if there is one."""
        opened = apart(recording, document.opened)
        graph = opened.recording.graph
        requires_grad = graph.requires_grad.copy()
        for node, on in document.switches.items():
            if node < len(graph.op) and graph.op[node] == LEAF:
                requires_grad[node] = on
        single = np.ones_like(graph.single) if document.precision == "float32" else graph.single
        data = graph.data.copy()
        for nodes, number in zip(leaves_of(graph, list(example or ())), (example or {}).values(), strict=True):
            data[list(nodes)] = number
        graph = replace(graph, requires_grad=requires_grad, single=single, data=data)
        tape = Tape(graph)
        names = Words.of(node_names(graph)) if opened.groups else recording.names
        examples = examples_of(graph, batch) if batch else None
        return cls(document.program, opened, graph, tape, names, tape.data().tolist(), examples)

    @property
    def recording(self) -> Recording:
        """With ops taken apart as the session has them."""
        return self.apart.recording

    @property
    def nodes(self) -> int:
        return len(self.graph.op)

    @property
    def work(self) -> int:
        """Nodes to be played for one pass."""
        return self.nodes * (self.examples.count if self.examples else 1)

    def replay(self, start: Start, phases: tuple[Phase, ...]) -> Replay:
        if self.examples:
            return Averaging(self.examples, self.graph, start, phases, self.tape)
        return Replay(self.graph, start, phases, self.tape)

    def is_leaf(self, node: int) -> bool:
        return bool(self.graph.op[node] == LEAF)


def examples_of(graph: Graph, batch: Batch) -> Examples | None:
    """Those of the leaves that are called as the columns; None where there are no such leaves."""
    columns = leaves_of(graph, batch.table.columns)
    of_nodes = {node: batch.table.rows[:, c] for c, nodes in enumerate(columns) for node in nodes}
    return Examples(of_nodes, len(batch.table.rows), batch.mean) if of_nodes else None
