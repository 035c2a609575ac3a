"""Walks the op table: every row against HIPS autograd, PyTorch where it is installed, and its own differences."""

from __future__ import annotations

import ast
import dataclasses
import itertools
import math
from collections.abc import Callable, Iterator
from functools import cache

import numpy as np
import pytest
from autograd import grad

from app.engine import kernel, rules
from app.engine.builder import GraphBuilder
from app.engine.graph import Graph
from app.engine.ops import ANY, OP_CODE, OPS, Op
from app.engine.tape import Tape
from app.engine.texts import FUNCTIONS
from tests.engine.graphs import EXPONENTS, SPECIAL
from tests.engine.oracles import HAS_TORCH, by_torch, function, same

ROWS = [op for op in OPS if op.arity]
SLOPED = [(op, slot) for op in ROWS if op.arity != ANY for slot in range(len(op.derivative))]
walk = pytest.mark.parametrize("op", ROWS, ids=lambda op: op.name)
needs_torch = pytest.mark.skipif(not HAS_TORCH, reason="PyTorch is not installed")
Rule = Callable[..., tuple[float, float, float]]


def arguments(op: Op, numbers: tuple[float, ...]) -> Iterator[tuple[tuple[float, ...], float]]:
    """Inputs and the op's constant: once with a constant where the row has one, once with all inputs being nodes."""
    if op.arity == ANY:
        yield numbers, math.nan
    elif op.constant:
        exponents = EXPONENTS if op.name == "pow" else (op.default, 0.25)
        yield from (((x,), k) for x in numbers for k in exponents)
    if op.arity == 1 and not op.constant:
        yield from (((x,), math.nan) for x in numbers)
    if op.arity == 2:
        yield from ((pair, math.nan) for pair in itertools.product(numbers, repeat=2))


def points(op: Op) -> Iterator[tuple[tuple[float, ...], float]]:
    """The inputs that the row itself names; a last one too many is the constant."""
    for point in op.points:
        yield (point[:1], point[1]) if op.constant and len(point) == 2 else (point, math.nan)


def one(op: Op, inputs: tuple[float, ...], k: float, upstream: float = 1.0, single: bool = False) -> Graph:
    """The op alone, its result multiplied by `upstream`."""
    b = GraphBuilder()
    out = b.op(op.name, *(b.leaf(x) for x in inputs), param=k)
    b.op("mul", out, b.constant(upstream))
    return b.graph(single=single)


def inside(op: Op, seed: int = 0) -> list[tuple[float, ...]]:
    """Forty points inside the domain and off the ties, as (x, y or k)."""
    random = np.random.default_rng(seed)
    found: list[tuple[float, ...]] = []
    while len(found) < 40:
        x, y = random.uniform(-2.5, 2.5, 2).tolist()
        scope = {"x": x, "y": y, "k": y, "floor": math.floor}
        if min(abs(x), abs(y), abs(x - y)) > 0.05 and (not op.domain or eval(op.domain, scope)):
            found.append((x, y if op.arity == 2 or not op.constant else 0.25))
    return found


@cache
def textbook(op: Op) -> list[tuple[float, float, float, list[float]]]:
    """x, y (or k), value and slopes of the textbook's function at the points inside, by autograd."""
    found = []
    for x, y in inside(op):
        of = function(op) if op.arity == 2 or op.constant else lambda x, _: function(op)(x)
        slopes = [float(grad(of, slot)(x, y)) for slot in range(op.arity)]
        value: float = of(x, y)  # type: ignore[no-untyped-call]
        found.append((x, y, value, slopes))
    return found


def wrong_slots(rule: Rule, op: Op, code: int | None = None) -> set[int]:
    """The slots of the derivatives of a rule that are not the textbook's; -1 for the value."""
    found, code = set(), OP_CODE[op.name] if code is None else code
    for x, y, value, slopes in textbook(op):
        ours, *rest = rule(code, x, y, op.arity == 2)
        if not math.isclose(ours, value, rel_tol=1e-12, abs_tol=1e-15):
            found.add(-1)
        pairs = enumerate(zip(rest, slopes, strict=False))
        found |= {slot for slot, pair in pairs if not math.isclose(*pair, rel_tol=1e-12, abs_tol=1e-14)}
    return found


@walk
def test_a_row_is_complete(op: Op) -> None:
    assert op.title
    assert op.glyph
    assert op.torch
    assert len(op.derivative) == (1 if op.arity == ANY else op.arity)
    assert len(op.closed) in (0, len(op.derivative))
    assert bool(op.domain) == bool(op.needs)
    assert all(len(point) == op.arity for point in op.points if not op.constant)
    assert op.arity == ANY or len(op.points) > 1
    allowed = {"x", "y", "k", "out", "pi", "xs", *FUNCTIONS, *(row.name for row in (*OPS, op))}
    for text in (op.call, op.value, op.domain, *op.derivative, *op.closed):
        if text:
            assert {n.id for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Name)} <= allowed


def machine_rule(code: int, x: float, y: float, both: bool) -> tuple[float, float, float]:
    """The rule as the machine code of the engine has it: one node, whose constant is y unless that is an input."""
    inputs = 2 if both else 1
    data, local = np.array([x, y, 0.0])[-inputs - 1 :], np.zeros(2)
    if not both:
        data[0] = x
    kernel.forward(
        np.array([0] * inputs + [code], np.uint8), np.array([0] * (inputs + 1) + [inputs], np.uint32),
        np.arange(inputs, dtype=np.uint32), np.full(inputs + 1, y), np.zeros(inputs + 1, np.bool_), False, data, local,
    )  # fmt: skip
    return float(data[-1]), float(local[0]), float(local[1])


@walk
def test_value_and_slopes_are_those_of_the_textbook(op: Op) -> None:
    if op.arity == ANY:
        assert Tape(one(op, (1.0, 2.0, 4.0), math.nan)).gradients()[0][3] == 7.0
    else:
        assert wrong_slots(machine_rule, op) == set()
        assert wrong_slots(rules.functions()["rule"], op) == set()


@pytest.mark.parametrize(("op", "slot"), SLOPED, ids=lambda part: getattr(part, "name", str(part)))
def test_a_wrong_derivative_does_not_pass(op: Op, slot: int) -> None:
    for mistake in ("({}) * 1.0000001", "-({})", "({}) + 1e-9", "0"):
        texts = list(op.derivative)
        texts[slot] = mistake.format(texts[slot])
        table = (dataclasses.replace(op, derivative=tuple(texts)),)
        assert wrong_slots(rules.functions(table)["rule"], op, code=0) == {slot}


def test_a_new_row_is_all_that_a_new_op_needs() -> None:
    row = Op(
        name="expm1", title="exponential minus one", glyph="expm1", arity=1, call="expm1(x)", value="expm1(x)",
        derivative=("out + 1",), made_of=("exp(x) - 1",), torch="torch.expm1(x)", points=((0.0,), (1.5,), (-3.0,)),
    )  # fmt: skip
    assert wrong_slots(rules.functions((*OPS, row))["rule"], row, code=len(OPS)) == set()
    wrong = dataclasses.replace(row, derivative=("out",))
    assert wrong_slots(rules.functions((*OPS, wrong))["rule"], wrong, code=len(OPS)) == {0}
    test_a_row_is_complete(row)


@walk
def test_the_slopes_are_what_small_steps_measure(op: Op) -> None:
    if op.arity == ANY:
        return
    h = 1e-6
    for x, y in inside(op, seed=1):
        both, code = op.arity == 2, OP_CODE[op.name]
        _, by_x, by_y = machine_rule(code, x, y, both)
        up, down = (machine_rule(code, x + step, y, both)[0] for step in (h, -h))
        assert by_x == pytest.approx((up - down) / (2 * h), rel=1e-6, abs=1e-8)
        if both and not (op.constant and x < 0):
            up, down = (machine_rule(code, x, y + step, both)[0] for step in (h, -h))
            assert by_y == pytest.approx((up - down) / (2 * h), rel=1e-6, abs=1e-8)


@needs_torch
@walk
@pytest.mark.parametrize("upstream", [1.0, -0.5, 0.0, math.inf, math.nan])
def test_special_values_and_ties_are_those_of_pytorch(op: Op, upstream: float) -> None:
    for inputs, k in [*arguments(op, SPECIAL), *points(op)]:
        graph = one(op, inputs, k, upstream)
        data, grad = Tape(graph).gradients()
        values, gradients, has = by_torch(graph)
        assert same(data, values, 1e-12 * np.abs(values)), f"{op.name} of {inputs}, {k}"
        gradients = np.where(has, gradients, 0.0)
        assert same(grad, gradients, 1e-12 * np.abs(gradients)), f"{op.name} of {inputs}, {k}"


@needs_torch
@walk
def test_in_float32_a_node_is_within_two_units_in_the_last_place_of_pytorch(op: Op) -> None:
    random = np.random.default_rng(2)
    numbers = tuple(float(x) for x in random.normal(0, 1.5, 24).astype(np.float32))
    for inputs, k in arguments(op, numbers):
        graph = one(op, inputs, k, single=True)
        data, grad = Tape(graph).gradients()
        values, gradients, has = by_torch(graph)
        assert same(data, values, 2 * unit(values)), f"{op.name} of {inputs}, {k}"
        # A derivative that is a difference is as exact as the numbers that it is taken of.
        taken = np.maximum(np.abs(gradients), 1.0 if "out" in "".join(op.derivative) else 0.25)
        difference = any(sign in text for text in op.derivative for sign in (" - ", " + "))
        tolerance = 2 * unit(taken if difference and not op.constant else gradients)
        assert same(grad[has], gradients[has], tolerance[has]), f"{op.name} of {inputs}, {k}"


def unit(x: np.ndarray) -> np.ndarray:
    """[N] one unit in the last place of a float32."""
    with np.errstate(invalid="ignore", over="ignore"):
        spacing: np.ndarray = np.spacing(np.abs(x).astype(np.float32)).astype(np.float64)
    return spacing


def test_a_closed_gate_lets_nothing_through_and_a_zero_factor_is_a_factor() -> None:
    b = GraphBuilder()
    gated, squared = b.leaf(-1.0), b.leaf(0.0)
    b.op("add", b.op("log", b.op("relu", gated)), b.op("log", b.op("pow", squared, param=2.0)))
    grad = Tape(b.graph()).gradients()[1]
    assert grad[gated] == 0.0
    assert math.isnan(grad[squared])
