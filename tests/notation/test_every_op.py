"""What is said of every op at the points of its row. explanations.txt holds the whole text.

After a change, `python -m tests.notation.test_every_op` writes it anew: read the difference before you commit it.
"""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from app.engine.ops import Op
from app.engine.replay import Backward, BackwardStep, Forward, Replay, Start
from app.notation.expression import Name
from app.notation.local import operation
from app.notation.names import node_names
from app.notation.parsing import parse
from app.notation.spelling import spell
from tests.notation.telling import REAL_OPS, one_op, points, text, told

GOLDEN = Path(__file__).parent / "explanations.txt"
each_op = pytest.mark.parametrize("op", REAL_OPS, ids=lambda op: op.name)


def written(op: Op) -> str:
    lines = []
    for point in points(op):
        lines.append(f"== {op.name} of {', '.join(map(str, point))}")
        for explanation in told(one_op(op, point))[1:]:
            if explanation.kind == "backward" or explanation.title.startswith("Forward through"):
                lines += text(explanation)
        lines.append("")
    return "\n".join(lines)


@each_op
def test_the_explanations_of_an_op_are_those_of_the_golden_file(op: Op) -> None:
    golden, now = GOLDEN.read_text(encoding="utf-8"), written(op)
    if f"== {op.name} of " in golden:  # else it is a new row, for which nobody has read and written it down yet
        assert now in golden, f"read {__name__} on how to write it anew"
    assert now.count("Forward through") == len(points(op))


@each_op
def test_every_text_of_a_row_is_an_expression_that_can_be_typeset(op: Op) -> None:
    for source in (op.call, op.value, *op.derivative, *op.closed, op.domain):
        assert not isinstance(parse(source), Name) or source in ("", "x", "y", "out"), source


@each_op
def test_the_local_derivative_with_the_numbers_put_in_is_the_engines(op: Op) -> None:
    functions = {name: getattr(math, name) for name in dir(math) if not name.startswith("_")}
    for point in points(op):
        graph = one_op(op, point)
        replay = Replay(graph, Start(), (Forward(), Backward()))
        node = len(graph.op) - 1
        told_of = operation(graph, node_names(graph), replay.state(replay.length).data, node)
        functions["sigmoid"] = lambda x: 1 / (1 + math.exp(-x))
        for step in replay.steps():
            if isinstance(step, BackwardStep) and math.isfinite(step.local):
                shown, _ = told_of.branch(told_of.rule(step.slot))
                value = eval(spell(shown), functions | dict(told_of.values))
                assert math.isclose(value, step.local, rel_tol=1e-4, abs_tol=1e-12), (point, step.slot)


if __name__ == "__main__":
    GOLDEN.write_text("\n".join(map(written, REAL_OPS)), encoding="utf-8")
