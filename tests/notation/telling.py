"""Explanations as plain text and as HTML, for the tests of this room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.engine.builder import GraphBuilder
from app.engine.graph import Graph
from app.engine.ops import ANY, OPS, Op
from app.engine.replay import Backward, Forward, Phase, Replay, Start
from app.notation.explain import explain
from app.notation.explanation import Explanation
from app.notation.names import node_names
from app.notation.phrases import plain

TEMPLATES = Path(__file__).parents[2] / "templates"
PANEL = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined).get_template(
    "panels/step.html"
)


def told(graph: Graph, *phases: Phase, start: Start | None = None) -> list[Explanation]:
    """The explanations at every cursor; without phases, of one forward and one backward."""
    replay = Replay(graph, start or Start(), phases or (Forward(), Backward()))
    names = node_names(graph)
    return [explain(graph, names, replay, cursor) for cursor in range(replay.length + 1)]


def sentences(explanations: list[Explanation]) -> list[str]:
    return [plain(explanation.sentence) for explanation in explanations]


def text(explanation: Explanation) -> Iterator[str]:
    """All that an explanation says, line by line."""
    yield explanation.title
    yield f"  {plain(explanation.sentence)}"
    for formula in explanation.formulas:
        yield f"    {formula.text}"
    for row in explanation.rows:
        yield f"  | {plain(row.label)} {row.formula.text if row.formula else ''} | {row.sign} {row.value}"
    for note in explanation.notes:
        yield f"  ({plain(note)})"


def html(explanation: Explanation) -> str:
    return PANEL.render(explanation=explanation)


def one_op(op: Op, point: tuple[float, ...]) -> Graph:
    """The op of leaves a, b, c with these numbers; its constant comes last where it has one."""
    b, numbers = GraphBuilder(), list(point)
    param = numbers.pop() if op.constant and len(numbers) == 2 else float("nan")
    b.op(op.name, *(b.leaf(x, name) for x, name in zip(numbers, "abcdef", strict=False)), param=param)
    return b.graph()


def points(op: Op) -> tuple[tuple[float, ...], ...]:
    return op.points or ((1.0, 2.0, 3.0)[: 3 if op.arity == ANY else op.arity],)


REAL_OPS = [op for op in OPS if op.arity]
