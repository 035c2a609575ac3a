"""The number in the text that a leaf was made from can be written anew."""

from __future__ import annotations

import math

import pytest

from app.program.literals import replace_literal
from app.program.sandbox import Sandbox


def test_a_literal_can_be_rewritten_through_its_leaf(sandbox: Sandbox) -> None:
    program = "a = Value(-3.0, label='w')\nb = Value(2)\n"
    literals = sandbox.record(program).literals
    assert replace_literal(program, literals[0], 0.25) == program.replace("-3.0", "0.25")
    assert replace_literal(program, literals[1], -1e-30) == program.replace("2", "-1e-30")


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_and_wide_characters_do_not_move_it(sandbox: Sandbox, ends: str) -> None:
    program = ends.join(["# ägypten 😀 \u2028 \x0b", "x = '😀é'; a = Value(1.5)", "b = a"])
    assert replace_literal(program, sandbox.record(program).literals[0], 2.5) == program.replace("1.5", "2.5")


@pytest.mark.parametrize(
    "program",
    [
        "x = 2.0\na = Value(x)",
        "a = Value(1.0 + 1.0)",
        "for i in range(2): a = Value(3.0)",
        "a = [Value(v) for v in (1.0, 2.0)]",
        "a = Value(True)",
    ],
)
def test_a_leaf_that_no_single_number_made_has_none(sandbox: Sandbox, program: str) -> None:
    assert sandbox.record(program).literals == {}


@pytest.mark.parametrize("value", [0.1, -0.0, 1e300, 5e-324, 123456789.123456789, math.inf, -math.inf, 3])
def test_a_written_number_reads_back_as_itself(sandbox: Sandbox, value: float) -> None:
    program = "a = Value(1.0)"
    changed = replace_literal(program, sandbox.record(program).literals[0], value)
    assert repr(sandbox.record(changed).graph.data.tolist()) == repr([float(value)])
