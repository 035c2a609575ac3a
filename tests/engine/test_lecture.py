"""The numbers of the lecture "The spelled-out intro to neural networks and backpropagation"."""

from __future__ import annotations

import numpy as np
import pytest

from app.engine.builder import GraphBuilder
from app.engine.replay import Start
from app.engine.straight import train
from app.engine.tape import Tape
from tests.engine.graphs import lecture_mlp, neuron, shared

exactly = pytest.approx


def test_the_expression_of_the_first_half_hour_has_the_gradients_of_the_board() -> None:
    b = GraphBuilder()
    first, second, third, f = (b.leaf(x) for x in (2.0, -3.0, 10.0, -2.0))
    d = b.op("add", b.op("mul", first, second), third)
    b.op("mul", d, f)
    data, grad = Tape(b.graph()).gradients()
    assert data[-1] == -8.0
    assert [grad[n] for n in (first, second, third, d, f)] == [6.0, -4.0, -2.0, -2.0, 4.0]


@pytest.mark.parametrize(("x", "slope"), [(3.0, 14.0), (-3.0, -22.0), (2 / 3, 0.0)])
def test_the_parabola_has_its_slope(x: float, slope: float) -> None:
    b = GraphBuilder()
    leaf = b.leaf(x)
    square = b.op("mul", b.constant(3.0), b.op("pow", leaf, param=2.0))
    b.op("add", b.op("sub", square, b.op("mul", b.constant(4.0), leaf)), b.constant(5.0))
    data, grad = Tape(b.graph()).gradients()
    assert data[-1] == exactly(3 * x**2 - 4 * x + 5, rel=1e-15)
    assert grad[leaf] == exactly(slope, abs=1e-15)


def test_the_neuron_has_its_output_and_gradients() -> None:
    data, grad = Tape(neuron()).gradients()
    assert len(data) == 10
    assert data[8] == 0.8813735870195432
    assert data[9] == 0.7071067811865476
    assert grad[:5] == exactly([-1.5, 0.5, 1.0, 0.0, 0.5], rel=1e-12)


def test_the_neuron_with_tanh_taken_apart_has_the_same_leaf_gradients() -> None:
    graph = neuron(apart=True)
    data, grad = Tape(graph).gradients()
    e = graph.label.index("e")
    assert round(data[e], 4) == 5.8284
    assert round(grad[e], 4) == 0.0429
    assert grad[:5] == exactly([-1.5, 0.5, 1.0, 0.0, 0.5], rel=1e-12)


def test_a_bias_that_went_through_float32_gives_the_number_that_pytorch_prints() -> None:
    data, grad = Tape(neuron(rounded=True)).gradients()
    assert data[9] == 0.7071066904050358
    assert grad[0] == exactly(-1.5000003851533106, rel=1e-12)


def test_in_float32_every_node_is_a_float32_number() -> None:
    data, grad = Tape(neuron(single=True)).gradients()
    assert data.tolist() == data.astype(np.float32).tolist()
    assert grad.tolist() == grad.astype(np.float32).tolist()
    assert data[9] == np.float32(0.7071067)


def test_a_plus_a_receives_two_contributions() -> None:
    b = GraphBuilder()
    a = b.leaf(3.0)
    b.op("add", a, a)
    assert Tape(b.graph()).gradients()[1][a] == 2.0


def test_two_leaves_used_twice_sum_up_what_arrives() -> None:
    data, grad = Tape(shared()).gradients()
    assert data[-1] == -6.0
    assert grad[:2].tolist() == [-3.0, -8.0]


def test_the_perceptron_of_41_parameters_learns_the_four_rows() -> None:
    tape = Tape(lecture_mlp())
    assert len(tape.trainable) == 41
    losses = train(tape, Start(), 100, 0.05).losses
    assert losses[0] > 1.0
    assert losses[-1] < 0.1
