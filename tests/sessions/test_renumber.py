"""A number written into a program without running it gives what running it would give."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import fields

import numpy as np
import pytest

from app.engine.graph import CONSTANT
from app.program.recording import Recording
from app.program.sandbox import Sandbox
from app.sessions.renumber import must_run, renumbered

PROGRAMS = {
    "one a line": "a = Value(2.0)\nb = Value(-3)\nc = a*b\n",
    "many a line": "a = Value(2.0); b = Value( -3.5 ); d = a*b + Value(1e3)*a; e = d.tanh()\n",
    "a list": "w = [Value(0.1), Value(-20), Value(3)]\nx = w[0]*w[1] + w[2]\n",
    "after other text": "été = Value(1.5); ö = Value(2.5) * été  # 1.5\nz = ö + Value(1)\n",
    "lines of all kinds": "s = 'a\\x0cb'\r\na = Value(1.0)\r\nb = Value(2.0) * a\r\n",
}
NUMBERS = (0.0, -0.0, 1.0, -1.0, 5e-324, -1.7976931348623157e308, 1e22, 0.1 + 0.2, 123456789.0)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    sandbox = Sandbox()
    yield sandbox
    sandbox.close()


def columns(recording: Recording) -> dict[str, object]:
    """All that counts of a graph; op nodes have no number of their own."""
    graph = recording.graph
    found = {field.name: getattr(graph, field.name) for field in fields(graph)}
    found["data"] = np.where(graph.op > CONSTANT, 0.0, graph.data)
    return {name: column.tolist() if isinstance(column, np.ndarray) else column for name, column in found.items()}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_it_is_as_if_the_program_had_run(sandbox: Sandbox, program: str, seed: int) -> None:
    recording, draw = sandbox.record(program), random.Random(seed)
    assert recording.literals
    for _ in range(5):
        leaf = draw.choice(sorted(recording.literals))
        number = draw.choice(NUMBERS) if draw.random() < 0.5 else draw.uniform(-100, 100)
        assert not must_run(recording, leaf)
        program, recording, _ = renumbered(program, recording, leaf, number)
        anew = sandbox.record(program)
        assert repr(columns(recording)) == repr(columns(anew))
        assert recording.literals == anew.literals


def test_what_moved_is_told_as_a_line_a_column_and_by_how_much(sandbox: Sandbox) -> None:
    program = "a = Value(2.0)\nb = Value(2.0) + a"
    text, recording, moved = renumbered(program, sandbox.record(program), 1, -0.125)
    assert text == "a = Value(2.0)\nb = Value(-0.125) + a"
    assert (moved.line, moved.column, moved.by) == (2, 13, 3)
    assert recording.graph.span[:, 3].tolist() == [14, 17, 21]


@pytest.mark.parametrize(
    "program",
    ["a = Value(2.0)\nprint(a)", "a = Value(2.0)\nb = a*2 if a.data > 1 else a", "a = Value(-\\\n2.0)\nb = a*a"],
    ids=["prints", "looks at the number", "over two lines"],
)
def test_a_program_that_would_do_something_else_must_run(sandbox: Sandbox, program: str) -> None:
    assert must_run(sandbox.record(program), 0)
