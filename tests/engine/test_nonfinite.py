from __future__ import annotations

import math

import numpy as np
import pytest

from app.engine.builder import GraphBuilder
from app.engine.graph import Graph
from app.engine.nonfinite import Culprit, first_gradient, first_value
from app.engine.tape import Tape
from tests.engine.graphs import neuron


def culprits(graph: Graph) -> tuple[Culprit | None, Culprit | None]:
    tape = Tape(graph)
    data = tape.data()
    local, grad = tape.forward(data), tape.seeded(np.zeros(tape.nodes))
    _, amount, total = tape.backward_noted(data, local, grad)
    return first_value(tape, data), first_gradient(tape, data, local, amount, total)


def test_where_all_is_finite_nobody_is_to_blame() -> None:
    assert culprits(neuron()) == (None, None)


@pytest.mark.parametrize(
    ("op", "inputs", "param", "reason", "message"),
    [
        ("log", (-2.0,), math.nan, "domain", "log needs a positive number, but x is -2.0"),
        ("log", (0.0,), math.nan, "domain", "log needs a positive number, but x is 0.0"),
        ("div", (1.0, 0.0), math.nan, "domain", "div needs a divisor that is not 0, but x is 1.0 and y is 0.0"),
        ("pow", (-4.0,), 0.5, "domain", "but x is -4.0 and k is 0.5"),
        ("pow", (0.0, -1.0), math.nan, "domain", "but x is 0.0 and k is -1.0"),
        ("exp", (1000.0,), math.nan, "overflow", "exp is too large for a float64 where x is 1000.0"),
        ("mul", (1e200, 1e200), math.nan, "overflow", "mul is too large for a float64 where x is 1e+200 and y is"),
        ("sum", (1e308, 1e308, 1.0), math.nan, "overflow", "sum is too large for a float64 where x1 is 1e+308 and"),
    ],
)
def test_the_first_value_that_is_not_finite_has_a_reason(
    op: str, inputs: tuple[float, ...], param: float, reason: str, message: str
) -> None:
    b = GraphBuilder()
    made = b.op(op, *(b.leaf(x) for x in inputs), param=param)
    b.op("sub", b.op("exp", made), made)
    found = culprits(b.graph())[0]
    assert found is not None
    assert (found.node, found.input, found.reason) == (made, None, reason)
    assert message in found.message


def test_a_number_that_float32_cannot_hold_is_infinite_from_the_start() -> None:
    b = GraphBuilder()
    b.op("neg", b.leaf(1e39))
    found = culprits(b.graph(single=True))[0]
    assert found == Culprit(0, None, math.inf, "given", "1e+39 is too large for float32")


def test_a_float32_overflows_earlier() -> None:
    b = GraphBuilder()
    b.op("exp", b.leaf(100.0))
    assert culprits(b.graph())[0] is None
    found = culprits(b.graph(single=True))[0]
    assert found is not None
    assert found.message == "exp is too large for a float32 where x is 100.0"


def test_an_infinite_slope_of_a_finite_value_is_found_on_the_way_back() -> None:
    b = GraphBuilder()
    x = b.leaf(0.0)
    root = b.op("sqrt", b.op("mul", x, x))
    value, gradient = culprits(b.graph())
    assert value is None
    assert gradient == Culprit(root, 1, math.inf, "slope", "the slope of sqrt is inf where x is 0.0")


def test_a_gradient_that_grows_too_large_is_found_where_it_does() -> None:
    b = GraphBuilder()
    x, factor = b.leaf(1e-300), b.constant(1e200)
    inner = b.op("mul", x, factor)
    b.op("mul", inner, factor)
    value, gradient = culprits(b.graph())
    assert value is None
    assert gradient is not None
    assert (gradient.node, gradient.input, gradient.reason) == (inner, x, "overflow")


def test_a_gradient_through_an_infinite_value_blames_the_value() -> None:
    b = GraphBuilder()
    out = b.op("exp", b.leaf(1000.0))
    b.op("mul", out, b.constant(2.0))
    value, gradient = culprits(b.graph())
    assert value is not None
    assert gradient is not None
    assert (value.node, gradient.node, gradient.reason) == (out, out, "value")
