"""The exported programs compute what the engine computes."""

from __future__ import annotations

import contextlib
import importlib.util
import math
import shutil
import subprocess
import sys
from collections.abc import Iterator
from types import ModuleType

import numpy as np
import pytest

from app.engine.builder import GraphBuilder
from app.engine.graph import Graph
from app.engine.ops import Op
from app.engine.replay import Backward, Forward, Replay, Start
from app.engine.tape import Tape
from app.notation.dot import dot
from app.notation.micrograd import micrograd
from app.notation.names import node_names
from app.notation.pytorch import pytorch
from tests.engine.graphs import lecture_mlp, neuron, random_graph
from tests.notation.telling import REAL_OPS, one_op, points
from tests.notation.value import Value

needs_torch = pytest.mark.usefixtures("torch_as_it_starts")
each_op = pytest.mark.parametrize("op", REAL_OPS, ids=lambda op: op.name)
each_graph = pytest.mark.parametrize("seed", range(12))


def printed(program: str, capsys: pytest.CaptureFixture[str]) -> list[float]:
    """The numbers that a program prints, root first, then the gradients of the leaves."""
    exec(compile(program, "<export>", "exec"), {"__name__": "export"})
    return [float(line.split()[-1]) for line in capsys.readouterr().out.splitlines()]


def expected(graph: Graph) -> list[float]:
    tape = Tape(graph)
    data, grad = tape.gradients()
    return [float(data[tape.root]), *(float(grad[n]) for n in tape.trainable if tape.active[n])]


def assert_same(found: list[float], graph: Graph, tolerance: float = 1e-12) -> None:
    wanted = expected(graph)
    scale = tolerance * max([1.0, *(abs(x) for x in wanted if math.isfinite(x))])
    assert np.allclose(found, wanted, rtol=tolerance, atol=scale, equal_nan=True), (found, wanted)


@pytest.fixture
def torch_as_it_starts() -> Iterator[None]:
    """The programs set torch's default precision, which outlasts them."""
    torch = pytest.importorskip("torch")
    torch.set_default_dtype(torch.float32)
    yield
    torch.set_default_dtype(torch.float32)


@pytest.fixture(autouse=True)
def a_micrograd(monkeypatch: pytest.MonkeyPatch) -> None:
    """micrograd's own classes need not be installed: a `Value` with what its engine has stands in for it."""
    package, engine = ModuleType("micrograd"), ModuleType("micrograd.engine")
    engine.Value = type("Value", (Value,), {})  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "micrograd", package)
    monkeypatch.setitem(sys.modules, "micrograd.engine", engine)


@needs_torch
@each_op
def test_pytorch_computes_every_op_at_its_points(op: Op, capsys: pytest.CaptureFixture[str]) -> None:
    for point in points(op):
        graph = one_op(op, point)
        assert_same(printed(pytorch(graph), capsys), graph)


@needs_torch
@each_graph
def test_pytorch_computes_random_graphs(seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    graph = random_graph(seed, 5 + 10 * seed)
    assert_same(printed(pytorch(graph), capsys), graph)


@needs_torch
def test_pytorch_computes_in_the_precision_of_the_graph(capsys: pytest.CaptureFixture[str]) -> None:
    assert "float32" not in pytorch(neuron(single=True))
    assert_same(printed(pytorch(neuron(single=True)), capsys), neuron(single=True))
    for graph in (neuron(), neuron(rounded=True)):
        assert_same(printed(pytorch(graph), capsys), graph)


@each_op
def test_micrograd_computes_every_op_at_its_points(op: Op, capsys: pytest.CaptureFixture[str]) -> None:
    compared = 0
    for point in points(op):
        graph = one_op(op, point)
        with contextlib.suppress(ZeroDivisionError, OverflowError, ValueError):  # plain Python's, out of range
            found = printed(micrograd(graph), capsys)
            if all(map(math.isfinite, expected(graph))):
                assert_same(found, graph)
                compared += 1
    assert compared


@each_graph
def test_micrograd_computes_random_graphs(seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    graph = random_graph(seed, 5 + 10 * seed)
    if not graph.rounded.any():
        assert_same(printed(micrograd(graph), capsys), graph)


@pytest.mark.skipif(importlib.util.find_spec("micrograd") is None, reason="micrograd is not installed")
def test_the_real_micrograd_runs_the_same_program(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.undo()
    for graph in (neuron(), neuron(apart=True), lecture_mlp()):
        assert_same(printed(micrograd(graph), capsys), graph)


def test_the_program_reads_as_a_learner_would_write_it() -> None:
    assert pytorch(neuron()).split("\n\n")[2].splitlines() == [
        "x1 = torch.tensor(2.0, requires_grad=True)",
        "x2 = torch.tensor(0.0, requires_grad=True)",
        "w1 = torch.tensor(-3.0, requires_grad=True)",
        "w2 = torch.tensor(1.0, requires_grad=True)",
        "b = torch.tensor(6.881373587019543, requires_grad=True)",
        "n = x1 * w1 + x2 * w2 + b",
        "o = torch.tanh(n)",
    ]


def test_a_deep_chain_is_no_trouble(capsys: pytest.CaptureFixture[str]) -> None:
    b = GraphBuilder()
    node = b.leaf(0.5, "x")
    for i in range(3000):
        node = b.op("sin", node, label=f"n{i % 7}")
    graph = b.graph()
    assert_same(printed(micrograd(graph), capsys), graph)
    assert pytorch(graph).count("torch.sin(") == 3000


def test_names_that_are_no_identifiers_become_some() -> None:
    b = GraphBuilder()
    leaves = [b.leaf(1.0, label) for label in ("lambda", "torch", "w[0]", "w 0", "1st", "α", '"; import os', "v1", "")]
    b.op("sum", *leaves)
    names = [line.split(" = ")[0] for line in pytorch(b.graph()).splitlines() if " = " in line]
    assert names == ["lambda_2", "torch_2", "w_0", "w_0_2", "v1st", "v1", "import_os", "v1_2", "v2", "v3"]


def test_a_root_that_requires_no_gradient_is_only_printed() -> None:
    b = GraphBuilder()
    b.op("exp", b.leaf(1.0, "x", requires_grad=False), label="o")
    assert "backward" not in pytorch(b.graph())


def drawn(graph: Graph, cursor: int) -> str:
    return dot(graph, node_names(graph), Replay(graph, Start(), (Forward(), Backward())).state(cursor))


def test_dot_shows_what_has_been_reached_and_a_dash_for_the_rest() -> None:
    text = drawn(neuron(), 6)
    assert '  n5 [shape=record, label="{ x1*w1 | data −6.0000 | grad — }"]' in text
    assert '  n6 [shape=record, label="{ x2*w2 | data — | grad — }"]' in text
    assert '  op5 [shape=circle, label="×"]\n  op5 -> n5\n  n0 -> op5\n  n2 -> op5' in text


def test_dot_keeps_both_edges_of_a_node_that_is_used_twice() -> None:
    b = GraphBuilder()
    a = b.leaf(1.0, "a")
    b.op("add", a, a)
    assert drawn(b.graph(), 0).count("n0 -> op1") == 2


def test_dot_escapes_what_has_a_meaning_in_records() -> None:
    b = GraphBuilder()
    b.leaf(1.0, '}|<a> "\\')
    assert r"{ \}\|\<a\> \"\\ | data" in drawn(b.graph(), 0)


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
def test_graphviz_reads_it() -> None:
    for graph in (neuron(), random_graph(1, 40, special=0.5)):
        text = drawn(graph, len(graph.op))
        assert subprocess.run(["dot", "-Tsvg"], input=text.encode(), capture_output=True, check=True).stdout
