"""Programs that are wrong: each gets its place and a sentence, and the sandbox goes on."""

from __future__ import annotations

import pytest

from app.program.errors import ProgramError, UnknownNames
from app.program.sandbox import Sandbox, SandboxLimits
from tests.program import own_classes as own

WRONG = {  # program → code, line, column, words of the message
    "a = (1": ("syntax", 1, 4, "never closed"),
    "def f():\nreturn 1": ("syntax", 2, 0, "indented block"),
    "if True\n    pass": ("syntax", 1, 7, "expected ':'"),
    "return 3": ("syntax", 1, 0, "outside function"),
    "x = yield 3": ("syntax", 1, 4, "outside function"),
    "a = Value(2.0)\nprint(tnah(a))": ("name", 2, 6, "tnah"),
    "x = y\ny = 2": ("name", 1, 4, "no value yet"),
    "import os\nos.getcwd()": ("module_not_found", 1, 0, "os"),
    "from subprocess import run\nrun('ls')": ("module_not_found", 1, 0, "subprocess"),
    "open('/etc/passwd')": ("permission", 1, 0, "no files"),
    "a = Value(2.0)\n\nb = (a +\n     'x')": ("type", 3, 5, "'Value' and 'str'"),
    "a = Value('x')": ("type", 1, 4, "one number"),
    "log('a')": ("type", 1, 0, "log needs a number"),
    "import math\nmath.tanh(Value(1.0))": ("type", 2, 0, "must be real number"),
    "def f(n):\n    return f(n - 1)\nf(3)": ("recursion", 2, None, "deep"),
    "x = 10**10**8": ("overflow", 1, 4, "digits"),
    "x = 1 << 10**9": ("overflow", 1, 4, "digits"),
    "[0] * 10**9": ("memory", 1, 0, "MB"),
    "a = Value(10**400)": ("overflow", 1, 4, "too large"),
    "class A(list): x = 1": ("unsupported", 1, 8, "list"),
    "raise ValueError('my own')": ("value", 1, 6, "my own"),
    "assert 1 > 2, 'told you'": ("assertion", 1, 7, "told you"),
    "a = Value(1.0)\na(2)": ("type", 2, 0, "not callable"),
    "a = Value(1.0) * 2\na.requires_grad = False": ("runtime", 2, 0, "leaf"),
    "(" * 5000 + "1" + ")" * 5000: ("too_deep", 1, 64, "64 deep"),
    "x = " + "-" * 5000 + "1": ("too_deep", 1, 4, "signs"),
    "x = " + "not " * 500 + "1": ("too_deep", 1, 4, "signs"),
    "x = " + "**".join("1" * 500): ("too_deep", 1, 5, "signs"),
    "x = " + "+".join("1" * 500): ("too_deep", 1, None, "deep"),
    "if 0: pass\n" + "elif 0: pass\n" * 1000: ("too_deep", None, None, "deep"),
    "a = 1\0": ("character", 1, 5, "NUL"),
    "\n'\ud800'": ("character", 2, 1, "surrogate"),
    "a = 1\n" * 200_000: ("too_long", 10_923, 4, "characters"),
    "\n" * 3000: ("too_long", 2001, 0, "lines"),
    "a" * 65 + " = 1": ("name_too_long", 1, 0, "name"),
    "x = " + "9" * 5000: ("number_too_long", 1, 4, "number"),
    "_backlight_here(1, 2)": ("name", 1, 0, "taken"),
    "x = [" + "1," * 31_000 + "]": ("too_long", 1, None, "parts"),
    "f = lambda: 0\n" * 501: ("too_long", 1, None, "functions"),
}


@pytest.mark.parametrize("program", WRONG, ids=lambda program: program[:30])
def test_a_wrong_program_gets_its_place_and_a_sentence(sandbox: Sandbox, program: str) -> None:
    code, line, column, words = WRONG[program]
    with pytest.raises(ProgramError) as raised:
        sandbox.record(program)
    error = raised.value
    assert error.code == code
    assert words in error.message
    assert line in (None, error.line)
    assert column in (None, error.column)
    assert (error.end_line, error.end_column) >= (error.line, error.column)
    assert error.hint


@pytest.mark.parametrize(
    ("program", "line"),
    [
        ("while True: pass", 1),
        ("a = 1\n\nwhile True: a = a + 1\n", 3),
        ("for i in range(10**15): pass", 1),
        ("def f():\n    while True:\n        pass\nf()", 2),
        ("a = Value(1.0)\nfor i in range(10**9): a = a * 1", 2),
        ("while True: print('again')", 1),
    ],
)
def test_a_program_that_does_not_end_is_stopped_where_it_was(program: str, line: int) -> None:
    sandbox = Sandbox(SandboxLimits(seconds=0.1, nodes=10**7))
    try:
        with pytest.raises(ProgramError) as raised:
            sandbox.record(program)
    finally:
        sandbox.close()
    assert (raised.value.code, raised.value.line) == ("timeout", line)


def test_a_graph_may_have_so_many_nodes_and_no_more() -> None:
    sandbox = Sandbox(SandboxLimits(nodes=100))
    try:
        assert len(sandbox.record("a = Value(1.0)\nfor i in range(49): a = a * 2\na * a").graph.op) == 100
        with pytest.raises(ProgramError, match="more than 100 nodes"):
            sandbox.record("a = Value(1.0)\nfor i in range(50): a = a * 2")
    finally:
        sandbox.close()


def test_a_bare_expression_names_all_that_it_lacks(sandbox: Sandbox) -> None:
    with pytest.raises(UnknownNames) as raised:
        sandbox.record("a*b + c")
    assert raised.value.names == ("a", "b", "c")
    assert "a, b and c are not defined" in raised.value.message


def test_names_that_are_called_are_not_offered_as_numbers(sandbox: Sandbox) -> None:
    with pytest.raises(UnknownNames) as raised:
        sandbox.record("a = Value(1.0)\nb = a * q + frobnicate(a)")
    assert raised.value.names == ("q",)


@pytest.mark.parametrize("call", ["print('x' * 100)", "print()", "print(end='')"])
def test_printing_without_end_is_cut_with_a_note(sandbox: Sandbox, call: str) -> None:
    recording = sandbox.record(f"for i in range(10_000): {call}")
    assert sum(max(8, len(line.text)) for line in recording.prints) <= SandboxLimits().printed
    assert [note.line for note in recording.notes] == [1]


@pytest.mark.parametrize(
    ("program", "line"),
    {
        "def g(x):\n    y = 1\n    return y / (x - x)\ndef f(x):\n    a = 2\n    return g(a)\nf(1)": 3,
        "class A:\n    def m(self, x):\n        z = x\n        return z + None\n    def __call__(self, x):\n"
        "        return self.m(x)\nA()(1)": 4,
        own.CLOSURES + "a = Value(2.0)\na.grad = None\nb = a * a\nb.backward()": 30,
        own.CLOSURES + "a = Value(2.0)\nb = a ** 'x'": 36,
    }.items(),
)
def test_an_error_in_a_function_is_told_at_its_own_line(sandbox: Sandbox, program: str, line: int) -> None:
    with pytest.raises(ProgramError) as error:
        sandbox.record(program)
    assert error.value.line == line


def test_a_class_is_traced_on_after_an_error_that_the_program_caught(sandbox: Sandbox) -> None:
    caught = "a = Value(2.0)\ntry:\n    a ** 'x'\nexcept Exception:\n    pass\nb = a * a\nb.backward()\n"
    recording = sandbox.record(own.CLOSURES + caught)
    assert recording.own is not None
    assert recording.own.grad.tolist() == [[4.0, 1.0]]
