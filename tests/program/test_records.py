"""Classes that are lists of names, and several properties set at once: what runs here prints what Python prints."""

from __future__ import annotations

import contextlib
import io

import pytest

from app.program.errors import ProgramError
from app.program.sandbox import Sandbox

PROGRAMS = {
    "named tuples": """\
from typing import NamedTuple
class Point(NamedTuple):
    \"\"\"A place.\"\"\"
    x: float
    y: float = 2.0
p = Point(1.0)
x, y = p
print(p, p.x, x + y, p._replace(x=5), Point(*[3, 4]) == (3, 4))
""",
    "exceptions of one's own": """\
class NotReady(Exception):
    pass
class TooBig(ValueError):
    \"\"\"More than it takes.\"\"\"
for kind in (NotReady, TooBig):
    try:
        raise kind("no")
    except kind as error:
        print("caught", error)
""",
    "dataclasses with options": """\
from dataclasses import dataclass, field
@dataclass(eq=False, slots=True, order=False)
class Node:
    data: float
    parents: list = field(default_factory=list, repr=False)
    step: object = field(init=False, default=None, compare=False)
a = Node(1.0)
b = Node(2.0, parents=[a])
print(a.data, len(b.parents), b.step)
""",
    "dataclasses that inherit": """\
from dataclasses import dataclass, field
@dataclass
class A:
    x: float
    y: float = 2.0
    seen: list = field(default_factory=list, repr=False)
@dataclass
class B(A):
    z: float = 3.0
    y: float = 5.0
    def total(self): return self.x + self.y + self.z
print(B(1.0), B(1.0, z=5).total(), A(4.0), B(1, 2, [], 4))
""",
    "properties set together": """\
class Box:
    def __init__(self): self._v = 0
    @property
    def v(self): return self._v
    @v.setter
    def v(self, x): self._v = 2 * x
a, b = Box(), Box()
a.v = b.v = 3
print(a.v, b.v)
a.v, b.v = b.v, 1
print(a.v, b.v)
[a.v, (c, b.v), *d] = [1, (2, 3), 4]
print(a.v, b.v, c, d)
""",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_it_prints_what_python_prints(sandbox: Sandbox, name: str) -> None:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(PROGRAMS[name], name, "exec"), {"__name__": "__main__"})
    assert "".join(line.text for line in sandbox.record(PROGRAMS[name]).prints) == printed.getvalue()


def test_a_failed_check_of_unittest_stops_at_its_line(sandbox: Sandbox) -> None:
    program = "import unittest\nclass T(unittest.TestCase):\n    def test_it(self):\n"
    ran = sandbox.record(program + "        self.assertEqual(Value(2.0).data, 2.0)\nunittest.main()\n")
    assert ran.prints[-1].text == "Ran 1 tests: OK\n"
    with pytest.raises(Exception, match=r"3\.0 is not 2\.0"):
        sandbox.record(program + "        self.assertEqual(Value(3.0).data, 2.0)\nunittest.main()\n")


def test_what_the_last_line_gives_is_not_handed_over(sandbox: Sandbox) -> None:
    assert sandbox.record("class K:\n    def __init__(self): self.held = {self: 1}\nK()\n").prints == ()


@pytest.mark.parametrize("call", ["x.sin(x)", "torch.nn.functional.leaky_relu(x, x)"])
def test_a_tensor_in_the_place_of_a_number_is_refused(sandbox: Sandbox, call: str) -> None:
    with pytest.raises(ProgramError, match="at most a number"):
        sandbox.record(f"import torch\nx = torch.tensor(1.0, requires_grad=True)\n{call}")


ENUM = """\
from enum import Enum, IntEnum, auto
class Op(Enum):
    ADD = "+"
    MUL = "*"
    def sign(self):
        return f"<{self.value}>"
class Level(IntEnum):
    LOW = auto()
    HIGH = auto()
print(Op.ADD, repr(Op.MUL), Op.ADD.name, Op.ADD.value, Op.MUL.sign(), Op("*") is Op.MUL, Op["ADD"] is Op.ADD)
print([op.name for op in Op], len(Op), Op.ADD in Op, {Op.ADD: 1}[Op.ADD], isinstance(Op.ADD, Op), Op.ADD == Op.MUL)
print(Level.LOW < Level.HIGH, Level.HIGH == 2, Level.HIGH.value, list(Level)[0].name)
try:
    Op("-")
except ValueError as error:
    print(error)
"""
FAILURES = """\
class GraphError(Exception):
    pass
class ShapeError(GraphError):
    def __init__(self, text, size=3):
        super().__init__(text)
        self.size = size
class Missing(KeyError):
    def __str__(self):
        return "nothing there"
for make in (lambda: ShapeError("bad", size=4), lambda: Missing("a"), lambda: ValueError("plain"), GraphError):
    try:
        raise make()
    except ShapeError as error:
        print("shape", error, error.size, type(error).__name__)
    except (GraphError, ZeroDivisionError) as error:
        print("graph", repr(error))
    except KeyError as error:
        print("key", error)
    except Exception as error:
        print("other", type(error).__name__, error)
    else:
        print("none")
    finally:
        print("done")
try:
    try:
        raise GraphError("inner")
    except ValueError:
        print("no")
except GraphError as error:
    print("outer", error)
"""


@pytest.mark.parametrize("program", [ENUM, FAILURES], ids=["enum", "exceptions"])
def test_classes_that_the_sandbox_lacks_do_what_python_does(sandbox: Sandbox, program: str) -> None:
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(program, "program", "exec", dont_inherit=True), {"__name__": "program"})
    assert "".join(line.text for line in sandbox.record(program).prints) == output.getvalue()


def test_an_exception_of_ones_own_that_nobody_catches_is_told_by_its_name(sandbox: Sandbox) -> None:
    with pytest.raises(ProgramError) as error:
        sandbox.record("class GraphError(Exception):\n    pass\na = Value(1.0)\nraise GraphError('a loop')\n")
    assert "GraphError: a loop" in error.value.message
    assert error.value.line == 4


def test_a_generator_without_an_end_is_told_before_it_runs(sandbox: Sandbox) -> None:
    with pytest.raises(ProgramError, match="batches yields without end") as error:
        sandbox.record("def batches():\n    while True:\n        yield 1\nfor x in batches():\n    break\n")
    assert error.value.line == 2


def test_a_module_that_nothing_uses_may_be_missing(sandbox: Sandbox) -> None:
    recording = sandbox.record("import os, doctest\nfrom scipy import stats\na = Value(1.0)\n")
    assert recording.graph.label == ("a",)
    assert [(note.line, "nothing uses it" in note.text) for note in recording.notes] == [
        (1, True),
        (1, True),
        (2, True),
    ]
    with pytest.raises(ProgramError, match="no module os"):
        sandbox.record("import os\nprint(os.getcwd())\n")


def test_a_function_knows_its_name(sandbox: Sandbox) -> None:
    assert sandbox.record("def square(x):\n    return x\nprint(square.__name__)").prints[0].text == "square\n"
