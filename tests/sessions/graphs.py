"""Material without a program, for tests of what is played over it."""

from __future__ import annotations

from app.engine.builder import GraphBuilder
from app.engine.words import Words
from app.notation.names import node_names
from app.program.recording import Recording
from app.sessions.document import Document
from app.sessions.material import Material


def neuron(**changes: object) -> Material:
    """x, w, b leaves; n = x*w + b; o = tanh(n): six nodes, five edges."""
    builder = GraphBuilder()
    x, w, b = builder.leaf(2.0, "x"), builder.leaf(-3.0, "w"), builder.leaf(6.5, "b")
    product = builder.op("mul", x, w)
    builder.op("tanh", builder.op("add", product, b, label="n"), label="o")
    return material(builder, **changes)


def material(builder: GraphBuilder, **changes: object) -> Material:
    """Whatever was built, with other switches or precision."""
    graph = builder.graph()
    names = Words.of(node_names(graph))
    recording = Recording(
        graph=graph, names=names, prints=(), notes=(), reads_data=False, literals={}, epochs=None, own=None, lines={}
    )
    return Material.of(Document(program="").but(**changes), recording)
