"""The op table as functions for the compiler: `source()` shows them. Five serve one number at a time, two a row of
examples."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from app.engine.ops import ANY, OPS, Op
from app.engine.parsing import parse_expression
from app.engine.texts import LIBRARY, compiled_text, names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


def power(x: float, k: float, variable: bool) -> float:
    """x ** k; constant exponents that PyTorch treats on their own (ATen/native/cpu/PowKernel.cpp) likewise here."""
    if k == 2.0:
        return x * x
    if k == 1.0:
        return x
    if variable:
        return float(x**k)
    if k == 0.5:
        return math.sqrt(x)
    if k == -0.5:
        return 1.0 / math.sqrt(x)
    if k == 3.0:
        return x * x * x
    if k == -1.0:
        return 1.0 / x
    if k == -2.0:
        return 1.0 / (x * x)
    return float(x**k)


def tanh(x: float) -> float:
    """tanh, faster than the C library's and more often the nearest number: the lecture's 0.7071067811865476 is met."""
    double = 2.0 * abs(x)
    if double > 1.0:
        t = 1.0 - 2.0 / (math.exp(double) + 1.0)
    else:
        e = math.expm1(double)
        t = e / (e + 2.0)
    return math.copysign(t, x)


def one_minus_square(x: float) -> float:
    """1 - x ** 2 without the rounding of the square, which would be felt where a tanh saturates; PyTorch fuses it."""
    return (1.0 - x) * (1.0 + x)


def single(x: float) -> float:
    """x rounded to float32."""
    return np.float64(np.float32(x))


def _branches(ops: Sequence[Op]) -> Iterator[tuple[str, Op]]:
    test = "if"
    for code, op in enumerate(ops):
        if op.arity not in (0, ANY):
            yield f"    {test} code == {code}:  # {op.name}", op
            test = "elif"


def _closed(op: Op, slot: int) -> str:
    return compiled_text(op.closed[slot]) if op.closed and op.closed[slot] else "False"


def _rule(name: str, ops: Sequence[Op], rounded: bool) -> Iterator[str]:
    """(value, derivative by x, derivative by y); `both` says that y is an input and not the op's constant."""
    yield f"def {name}(code, x, y, both):"
    yield "    k = y"
    if rounded:
        yield "    x = single(x)"
        yield "    y = single(y)"
    for branch, op in _branches(ops):
        by_x, by_y = [compiled_text(text, rounded) for text in (*op.derivative, "0")[:2]]
        yield branch
        yield f"        out = {compiled_text(op.value, rounded)}"
        yield f"        return out, {by_x}, {f'({by_y}) if both else 0.0' if op.constant else by_y}"
    yield "    return nan, nan, nan"


def _value(ops: Sequence[Op]) -> Iterator[str]:
    """The value alone, for who asks for the derivatives later."""
    yield "def value(code, x, y, both):"
    yield "    k = y"
    for branch, op in _branches(ops):
        yield branch
        yield f"        return {compiled_text(op.value)}"
    yield "    return nan"


def _shares(ops: Sequence[Op]) -> Iterator[str]:
    """What a node with the value `out` and the gradient `upstream` passes on to x and to y."""
    yield "def shares(code, upstream, x, y, out, both):"
    yield "    k = y"
    for branch, op in _branches(ops):
        to_x, to_y = [_product(op, slot, "upstream") for slot in range(len(op.derivative))] + ["0.0"] * (op.arity == 1)
        yield branch
        yield f"        return {to_x}, {f'({to_y}) if both else 0.0' if op.constant else to_y}"
    yield "    return nan, nan"


def _product(op: Op, slot: int, upstream: str) -> str:
    """The gradient times the local derivative by one input, 0 where that edge is closed."""
    product = f"{upstream} * ({compiled_text(op.derivative[slot])})"
    return f"0.0 if {_closed(op, slot)} else {product}" if op.closed and op.closed[slot] else product


def _gate(ops: Sequence[Op]) -> Iterator[str]:
    """Whether nothing passes back through an edge, whatever arrives."""
    yield "def closed(code, slot, x, y):"
    yield "    k = y"
    for code, op in enumerate(ops):
        if op.closed:
            yield f"    if code == {code}:  # {op.name}"
            yield f"        return {_closed(op, 0)}" + (f" if slot == 0 else {_closed(op, 1)}" if op.arity == 2 else "")
    yield "    return False"


def _loop(indent: str, line: str, *texts: str) -> Iterator[str]:
    """A loop over the examples with the numbers that the texts name."""
    used = set().union(*(names(parse_expression(text)) for text in texts if text))
    reads = {"x": "data[a, s]", "y": "data[b, s]", "out": "data[o, s]", "k": "data[b, s] if both else constant"}
    yield f"{indent}for s in range(count):"
    yield from (f"{indent}    {name} = {read}" for name, read in reads.items() if name in used)
    yield f"{indent}    {line}"


def _value_rows(ops: Sequence[Op]) -> Iterator[str]:
    """Computes `count` examples of row o of [nodes, examples] from rows a and b, or a and the op's constant."""
    yield "def value_row(code, both, constant, data, count, a, b, o):"
    for branch, op in _branches(ops):
        yield branch
        yield from _loop("        ", f"data[o, s] = {compiled_text(op.value)}", op.value)


def _slope_rows(ops: Sequence[Op]) -> Iterator[str]:
    """Adds `count` examples of row u of the gradients times the local derivative by one input to row t."""
    yield "def slope_row(code, slot, both, constant, data, count, a, b, o, grad, u, t):"
    for branch, op in _branches(ops):
        yield branch
        for slot, text in enumerate(op.derivative):
            yield f"        if slot == {slot}:"
            closed = op.closed[slot] if op.closed else ""
            yield from _loop("            ", f"grad[t, s] += {_product(op, slot, 'grad[u, s]')}", text, closed)


@cache
def source(ops: tuple[Op, ...] = OPS) -> str:
    """The generated functions as text."""
    rules = _rule("rule", ops, False), _rule("rule_single", ops, True)
    parts = *rules, _value(ops), _shares(ops), _gate(ops), _value_rows(ops), _slope_rows(ops)
    return "\n\n".join("\n".join(part) for part in parts)


HELPERS: dict[str, Callable[..., Any]] = {
    "power": power,
    "tanh": tanh,
    "one_minus_square": one_minus_square,
    "single": single,
}
INLINE = ("rule", "value", "shares")  # the ones that speed hangs on


@cache
def functions(ops: tuple[Op, ...] = OPS) -> dict[str, Callable[..., Any]]:
    """Those of `source` and what they call, by name. The text is our own table's; nothing of a learner's comes near."""
    scope: dict[str, Any] = {name: getattr(math, name) for name in LIBRARY} | HELPERS
    scope |= {"abs": abs, "pi": math.pi, "nan": math.nan, "float32": np.float32, "float64": np.float64}
    exec(compile(source(ops), "<the op table>", "exec"), scope)
    for name in INLINE:
        scope[name].compiling = {"inline": "always"}
    return {name: scope[name] for name in (*HELPERS, *INLINE, "rule_single", "closed", "value_row", "slope_row")}


rule: Callable[..., Any]  # what `functions` makes, for whoever reads the loops that call it
rule_single: Callable[..., Any]
value: Callable[..., Any]
shares: Callable[..., Any]
closed: Callable[..., Any]
value_row: Callable[..., Any]
slope_row: Callable[..., Any]
