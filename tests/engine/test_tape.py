from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from app.engine.builder import GraphBuilder
from app.engine.tape import Tape
from tests.engine.graphs import neuron, shared


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("data", np.zeros(3), "differ in length"),
        ("label", ("a",), "differ in length"),
        ("start", np.array([0, 0, 0, 2, 4], np.int32), "differ in length"),
        ("start", np.array([0, 0, 0, 4, 2, 6], np.int32), "do not rise"),
        ("start", np.array([0, 0, 0, 2, 4, 9], np.int32), "do not rise"),
        ("inputs", np.array([0, 1, 0, 1, 2, 4], np.int32), "come before its node"),
        ("inputs", np.array([0, -1, 0, 1, 2, 3], np.int32), "come before its node"),
        ("op", np.array([0, 0, 4, 2, 99], np.int16), "no such op"),
        ("op", np.array([0, 0, 4, 2, -1], np.int16), "no such op"),
        ("op", np.array([0, 0, 4, 2, 8], np.int16), "node 4, exp, has 2 inputs"),
        ("op", np.array([0, 8, 4, 2, 4], np.int16), "node 1, exp, has 0 inputs"),
        ("root", 5, "the root is node 5 of 5"),
        ("root", -1, "the root is node -1 of 5"),
    ],
)
def test_columns_that_make_no_graph_are_refused_before_the_kernel_meets_them(
    column: str, value: Any, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        Tape(replace(shared(), **{column: value}))


def test_a_missing_constant_is_the_ops_default() -> None:
    b = GraphBuilder()
    b.op("leaky_relu", b.leaf(-2.0))
    assert Tape(b.graph()).gradients()[0][1] == -0.02


def test_numbers_given_to_leaves_replace_the_programs() -> None:
    data = Tape(neuron()).gradients({0: 1.0, 4: 0.0})[0]
    assert data[:9].tolist() == [1.0, 0.0, -3.0, 1.0, 0.0, -3.0, 0.0, -3.0, -3.0]


def test_a_rounded_leaf_rounds_what_the_program_says_and_not_what_a_step_made_of_it() -> None:
    tape = Tape(neuron(rounded=True))
    assert tape.data()[4] == np.float32(6.8813735870195432)
    assert tape.data({4: 6.8813735870195432})[4] == 6.8813735870195432


def test_a_sum_of_nothing_is_zero() -> None:
    b = GraphBuilder()
    b.op("add", b.op("sum"), b.leaf(2.0))
    assert Tape(b.graph()).gradients()[0].tolist() == [0.0, 2.0, 2.0]


def test_float32_and_float64_nodes_live_in_one_graph() -> None:
    b = GraphBuilder()
    x = b.leaf(0.1)
    low = b.op("mul", x, x)
    b.op("mul", low, low)
    graph = b.graph()
    single = np.array([True, True, False])
    data, grad = Tape(replace(graph, single=single)).gradients()
    x32 = np.float32(0.1)
    assert data.tolist() == [float(x32), float(x32 * x32), float(x32 * x32) ** 2]
    assert grad[1] == np.float32(2 * float(x32 * x32))
    assert grad[0] == np.float32(grad[0])
