"""Programs run in the real sandbox, and what is recorded of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.engine.ops import OPS
from app.program.errors import ProgramError
from app.program.literals import replace_literal
from app.program.sandbox import Sandbox

NEURON = """\
x1 = Value(2.0)
x2 = Value(0.0)
w1, w2 = Value(-3.0), Value(1.0, label="second weight")
b = Value(6.8813735870195432)
n = x1*w1 + x2*w2 + b
o = tanh(n)
o.backward()
print(o.data, x1.grad)
"""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    sandbox = Sandbox()
    yield sandbox
    sandbox.close()


def ops(recording) -> list[str]:  # type: ignore[no-untyped-def]
    return [OPS[code].name for code in recording.graph.op]


def test_the_neuron_of_the_lecture_is_ten_values(sandbox: Sandbox) -> None:
    graph = sandbox.record(NEURON).graph
    assert [OPS[code].name for code in graph.op] == ["leaf"] * 5 + ["mul", "mul", "add", "add", "tanh"]
    assert graph.inputs.tolist() == [0, 2, 1, 3, 5, 6, 7, 4, 8]
    assert graph.label == ("x1", "x2", "w1", "second weight", "b", "", "", "", "n", "o")
    assert graph.root == 9


def test_the_program_computes_its_own_gradients(sandbox: Sandbox) -> None:
    (line,) = sandbox.record(NEURON).prints
    assert line.line == 8
    assert [float(word) for word in line.text.split()] == pytest.approx([0.7071067811865476, -1.5], rel=1e-12)


def test_a_literal_can_be_rewritten_through_its_leaf(sandbox: Sandbox) -> None:
    recording = sandbox.record(NEURON)
    assert replace_literal(NEURON, recording.literals[2], 0.25) == NEURON.replace("-3.0", "0.25")
    assert set(recording.literals) == {0, 1, 2, 3, 4}


def test_a_node_used_twice_keeps_both_of_its_edges(sandbox: Sandbox) -> None:
    graph = sandbox.record("a = Value(3.0)\nb = a + a").graph
    assert graph.inputs.tolist() == [0, 0]


def test_every_bare_number_is_a_constant_of_its_own(sandbox: Sandbox) -> None:
    recording = sandbox.record("a = Value(3.0)\nb = 2 * a + 2 - 1")
    assert ops(recording) == ["leaf", "constant", "mul", "constant", "add", "constant", "sub"]


def test_an_error_points_into_the_learners_own_line(sandbox: Sandbox) -> None:
    with pytest.raises(ProgramError) as error:
        sandbox.record('a = Value(2.0)\n\nb = (a +\n     "x")')
    assert (error.value.line, error.value.column) == (3, 5)
