"""Tricks to get out of the sandbox, or to use it up: each ends in a sentence with a line, and the next program runs."""

from __future__ import annotations

import pytest

from app.program.errors import ProgramError
from app.program.sandbox import Sandbox, SandboxLimits

TRICKS = {
    "attributes through a format": "a = Value(1.0)\nprint('{0.__class__.__init__.__globals__}'.format(a))",
    "the frame of a generator": "def g():\n    yield 1\nprint(g().gi_frame.f_globals)",
    "what a method closes over": "a = 1\nprint(Value.__init__.__closure__)",
    "all classes there are": "a = 1\nprint((1).__class__.__mro__[1].__subclasses__())",
    "a module through exec": "exec('import os')\nprint(os.environ)",
    "a file through exec": "exec('from pathlib import Path')\nprint(Path('/etc/passwd').read_text())",
    "a forged node": "a = Value(1.0)\na._node = 10**6\nb = a * 2",
    "a node of another kind": "a = Value(1.0)\na._node = 'x'\nb = a * 2",
    "a wide field": "a = 1\nprint(f'{a:>1000000000}')",
    "padding": "a = 1\nprint('a'.rjust(10**10))",
    "a text that doubles": "x = 'ab'\nfor i in range(60): x = x + x",
    "a large tensor": "import torch\nx = torch.ones(1).expand(10**6, 10**6)",
    "a large array": "import numpy as np\nx = np.zeros((10**6, 10**6))",
    "memory in spite of errors": "x = []\nwhile 1:\n    try: x.append('a' * 10**8)\n    except MemoryError: pass",
    "a text that asks itself": "class A:\n    def __repr__(self): return repr(self)\nprint(A())",
    "an error that asks itself": "class E(Exception):\n    def __str__(self): return str(self)\nraise E()",
    "an error that raises itself": "class E(Exception):\n    def __init__(self): raise E()\nraise E()",
    "brackets in a text": "import json\njson.loads('[' * 100000)",
    "a text of many parts": "x = 'a'.join(['b' * 10**6] * 10**4)",
    "a random number without bounds": "import numpy as np\nnp.random.default_rng(0).integers(0, 10**40)",
    "chances that are none": "import torch\ntorch.multinomial(torch.tensor([0.0, 0.0]), 2, replacement=True)",
    "a metaclass": "class M(type):\n    def __new__(cls, *items): return 1\nclass A(metaclass=M): pass",
    "a name of the hooks": "a = 1\n_backlight_report()",
}


@pytest.mark.parametrize("trick", TRICKS)
def test_a_trick_ends_in_a_sentence_with_a_line(sandbox: Sandbox, trick: str) -> None:
    with pytest.raises(ProgramError) as error:
        sandbox.record(TRICKS[trick])
    assert error.value.line
    assert error.value.hint
    assert error.value.message.endswith(".")
    assert "/" not in error.value.message
    assert sandbox.record("a = Value(2.0)\nb = a * 3").graph.data[0] == 2.0


def test_functions_of_the_sandbox_can_be_overwritten_by_the_program_alone(sandbox: Sandbox) -> None:
    sandbox.record(
        "import torch\ntorch.tensor = 5\nValue.__add__ = lambda self, other: 5\nsum = len = 3\nprint(Value(1.0) + 1)"
    )
    assert sandbox.record("a = Value(2.0)\nb = sum([a, a])\nprint(b.data)").prints[0].text == "4.0\n"


def test_a_long_label_is_cut_as_long_as_a_name_may_be(sandbox: Sandbox) -> None:
    recording = sandbox.record("a = Value(1.0, label='x<&' * 1_000_000)\nb = a * 2\nb.label = 'y' * 64\n")
    assert list(recording.graph.label) == [("x<&" * 22)[:64], "", "y" * 64]


def test_more_labels_than_anybody_reads_are_refused_at_the_line_that_makes_them() -> None:
    small = Sandbox(SandboxLimits(labels=100, workers=1))
    try:
        same = "x = Value(1)\ny = 0\nfor i in range(30): y = y + Value(1, label='same label')\n"
        assert len(small.record(same).graph.op) == 62
        with pytest.raises(ProgramError) as raised:
            small.record(same.replace("'same label'", "f'label {i}'"))
    finally:
        small.close()
    assert (raised.value.code, raised.value.line) == ("memory", 3)
    assert raised.value.message == "The labels take more than 100 bytes."
