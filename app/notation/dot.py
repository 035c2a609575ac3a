"""A graph in Graphviz's language, drawn as the lecture draws it: a record for each value, a circle for each op."""

from __future__ import annotations

from collections.abc import Sequence

from app.engine.graph import Graph
from app.engine.ops import OPS
from app.engine.replay import State
from app.notation.numbers import NOT_REACHED, short

_ESCAPES = str.maketrans({character: f"\\{character}" for character in '\\"{}|<>'})


def dot(graph: Graph, names: Sequence[str], state: State) -> str:
    """The digraph with the numbers of a state; what has not been reached is a dash."""
    lines = ["digraph {", "  rankdir=LR", '  node [fontname="sans-serif"]']
    start, inputs = graph.start.tolist(), graph.inputs.tolist()
    data = [
        short(x) if has else NOT_REACHED for x, has in zip(state.data.tolist(), state.has_data.tolist(), strict=True)
    ]
    grad = [
        short(x) if has else NOT_REACHED for x, has in zip(state.grad.tolist(), state.has_grad.tolist(), strict=True)
    ]
    for node, (op, name) in enumerate(zip(graph.op.tolist(), names, strict=True)):
        fields = f"{name.translate(_ESCAPES)} | data {data[node]} | grad {grad[node]}"
        lines.append(f'  n{node} [shape=record, label="{{ {fields} }}"]')
        glyph = OPS[op].glyph.translate(_ESCAPES)
        if start[node] < start[node + 1]:
            lines += [f'  op{node} [shape=circle, label="{glyph}"]', f"  op{node} -> n{node}"]
        lines += [f"  n{source} -> op{node}" for source in inputs[start[node] : start[node + 1]]]
    return "\n".join([*lines, "}", ""])
