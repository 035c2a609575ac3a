"""Programs in PyTorch's spelling: they print what PyTorch prints, and what raises there raises here."""

from __future__ import annotations

import contextlib
import io
import json
import warnings
from pathlib import Path

import pytest

from app.engine.graph import LEAF
from app.program.errors import ProgramError
from app.program.sandbox import Sandbox

PROGRAMS = json.loads((Path(__file__).parent / "pytorch.json").read_text())
"""What PyTorch 2 printed, so that the comparison runs also where it is not installed."""


@pytest.mark.parametrize("case", PROGRAMS, ids=lambda case: case["program"][13:50])
def test_it_prints_what_pytorch_prints(sandbox: Sandbox, case: dict[str, str]) -> None:
    if "raises" not in case:
        assert "".join(line.text for line in sandbox.record(case["program"]).prints) == case["prints"]
        return
    with pytest.raises(ProgramError) as error:
        sandbox.record(case["program"])
    assert case["message"][:40].lower() in error.value.message.lower()
    assert error.value.hint


@pytest.mark.parametrize("case", PROGRAMS, ids=lambda case: case["program"][13:50])
def test_pytorch_still_prints_it(case: dict[str, str]) -> None:
    torch = pytest.importorskip("torch")
    torch.set_default_dtype(torch.float32)
    output = io.StringIO()
    with warnings.catch_warnings(), contextlib.redirect_stdout(output):
        warnings.simplefilter("ignore")
        with contextlib.nullcontext() if "raises" not in case else pytest.raises((Exception,), match="."):
            exec(compile(case["program"], "program", "exec", dont_inherit=True), {})
    torch.set_default_dtype(torch.float32)
    assert output.getvalue() == case["prints"]


BLOG = """\
import torch
x = torch.Tensor([6.8813735870195432]).double(); x.requires_grad = True
y = torch.tensor(0.1)
z = torch.tensor([1.0, 2.0], requires_grad=True)
w = x * y
"""


def test_leaves_say_how_their_numbers_were_rounded(sandbox: Sandbox) -> None:
    recording = sandbox.record(BLOG)
    graph = recording.graph
    leaves = {graph.label[node]: node for node in range(len(graph.op)) if graph.op[node] == LEAF}
    x, y, z = leaves["x"], leaves["y"], leaves["z[0]"]
    assert graph.data[[x, y]].tolist() == [6.8813735870195432, 0.1]
    assert graph.rounded[[x, y, z]].tolist() == [True, False, False]
    assert graph.single[[x, y, z]].tolist() == [False, True, True]
    assert graph.requires_grad[[x, y, z]].tolist() == [True, False, True]
    assert [recording.literals[leaf].line for leaf in (x, y)] == [2, 3]


def test_a_node_is_as_wide_as_pytorch_makes_it(sandbox: Sandbox) -> None:
    graph = sandbox.record(BLOG + "v = x * y.double() + 1").graph
    assert not graph.single[graph.root]


def test_what_no_grad_computes_is_no_part_of_the_graph(sandbox: Sandbox) -> None:
    program = (
        "import torch\nw = torch.tensor(2.0, requires_grad=True)\nwith torch.no_grad():\n    v = w * 3 + 1\nprint(v)"
    )
    recording = sandbox.record(program)
    assert len(recording.graph.op) == 1
    assert recording.prints[0].text == "tensor(7.)\n"


def test_gradient_descent_changes_leaves_and_makes_no_node(sandbox: Sandbox) -> None:
    program = """\
import torch
w = torch.tensor(2.0, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.25)
(w * w).backward()
optimizer.step()
print(w)
"""
    recording = sandbox.record(program)
    assert recording.graph.op.tolist()[:1] == [LEAF]
    assert len(recording.graph.op) == 2
    assert recording.graph.data[0] == 2.0
    assert recording.prints[0].text == "tensor(1., requires_grad=True)\n"
    assert recording.reads_data
