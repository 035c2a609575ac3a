from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.builder import GraphBuilder
from app.engine.composite import can_open, open_ops
from app.engine.graph import Graph
from app.engine.ops import OPS
from app.engine.replay import Start
from app.engine.tape import Tape
from tests.engine.graphs import neuron, random_graph
from tests.engine.oracles import inputs_of

COMPOSITE = [op for op in OPS if op.made_of]


def names(graph: Graph) -> list[str]:
    return [OPS[code].name for code in graph.op.tolist()]


def test_the_ops_of_the_lecture_are_made_of_smaller_ones() -> None:
    assert {"tanh", "sigmoid", "sqrt", "softplus", "div"} <= {op.name for op in COMPOSITE}


def test_tanh_opens_into_the_lectures_exponentials() -> None:
    graph = neuron()
    opened = open_ops(graph, [9])
    assert names(opened.graph)[9:] == ["constant", "mul", "exp", "constant", "sub", "constant", "add", "div"]
    assert opened.graph.label[16] == "o"
    assert opened.graph.root == 16
    assert opened.node.tolist() == [*range(9), 16]
    assert opened.origin.tolist() == [*range(9), *[9] * 8]
    assert opened.graph.groups == ("", "tanh o")
    data, grad = Tape(opened.graph).gradients()
    assert round(data[11], 4) == 5.8284
    assert round(grad[11], 4) == 0.0429
    assert grad[:5] == pytest.approx([-1.5, 0.5, 1.0, 0.0, 0.5], rel=1e-12)


def test_division_opens_into_a_power_of_minus_one_as_in_micrograd() -> None:
    b = GraphBuilder()
    b.op("div", b.leaf(3.0), b.leaf(4.0))
    opened = open_ops(b.graph(), [2])
    assert names(opened.graph) == ["leaf", "leaf", "pow", "mul"]
    assert [inputs_of(opened.graph, n) for n in (2, 3)] == [[1], [0, 2]]
    assert opened.graph.param[2] == -1.0


def test_a_sum_opens_into_the_additions_of_python() -> None:
    b = GraphBuilder()
    x, y = b.leaf(3.0), b.leaf(4.0)
    b.op("sum", x, y, x)
    opened = open_ops(b.graph(), [2])
    assert names(opened.graph) == ["leaf", "leaf", "constant", "add", "add", "add"]
    assert [inputs_of(opened.graph, n) for n in (3, 4, 5)] == [[2, 0], [3, 1], [4, 0]]


def test_what_was_opened_opens_further_and_closes_by_opening_only_the_others() -> None:
    graph = neuron()
    once = open_ops(graph, [9])
    twice = open_ops(once.graph, [16, 13])
    assert names(twice.graph)[12:] == ["constant", "neg", "add", "constant", "add", "pow", "mul"]
    closed = open_ops(graph, [])
    assert names(closed.graph) == names(graph)
    assert closed.graph.inputs.tolist() == graph.inputs.tolist()


@pytest.mark.parametrize("node", [0, 5, 99, -1])
def test_a_node_that_is_made_of_nothing_smaller_is_refused(node: int) -> None:
    with pytest.raises(ValueError, match="is not made of smaller ops"):
        open_ops(neuron(), [node])


@pytest.mark.parametrize("op", COMPOSITE, ids=lambda op: op.name)
def test_an_opened_op_has_the_value_and_the_gradients_of_the_closed_one(op: object) -> None:
    row = next(row for row in COMPOSITE if row is op)
    for x, y in [(0.5, 2.0), (-1.25, 0.75), (2.0, -3.0), (3.0, 0.1)]:
        x = abs(x) if row.domain == "x >= 0" else x
        b = GraphBuilder()
        leaves = [b.leaf(number) for number in ((x,) if row.arity == 1 else (x, y))]
        out = b.op(row.name, *leaves)
        b.op("mul", out, out)
        data, grad = Tape(b.graph()).gradients()
        opened = open_ops(b.graph(), [out])
        opened_data, opened_grad = Tape(opened.graph).gradients()
        assert opened_data[opened.node] == pytest.approx(data, rel=1e-12)
        assert opened_grad[opened.node] == pytest.approx(grad, rel=1e-12)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 200))
def test_opening_every_op_changes_no_other_gradient(seed: int, nodes: int) -> None:
    graph = random_graph(seed, nodes)
    opened = open_ops(graph, [n for n in range(nodes) if can_open(graph, n)])
    tape, wide = Tape(graph), Tape(opened.graph)
    data, grad = tape.gradients()
    wide_data, wide_grad = wide.gradients()
    scale = max(1.0, float(np.abs(grad).max()))
    assert wide_data[opened.node] == pytest.approx(data, rel=1e-9, abs=1e-12)
    assert wide_grad[opened.node] == pytest.approx(grad, rel=1e-7, abs=1e-11 * scale)
    assert not math.isnan(wide.data(Start().data).sum())
