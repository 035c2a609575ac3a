"""The texts of the op table as functions that numba compiles. A text is parsed, never pasted: `source()` shows the
outcome. In float32 every operation of a text is rounded, so that a node computes what PyTorch's float32 computes."""

from __future__ import annotations

import ast
import hashlib
import math
from typing import TYPE_CHECKING, Any

import numpy as np
from numba import njit

from app.engine.ops import ANY, OPS, Op

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

LIBRARY = ("exp", "log", "sqrt", "sin", "cos", "tan", "erf", "expm1", "log1p", "floor")
FUNCTIONS = (*LIBRARY, "tanh", "abs")  # what a text may call besides the names of rows
_ARITHMETIC = (ast.Constant, ast.Name, ast.BinOp, ast.UnaryOp, ast.Call)
_ROWS = {op.name: op for op in OPS}


def compiled(function: Callable[..., Any]) -> Any:
    """A function for the kernel's loops. numpy's error model: 1 / 0 is infinite, as in PyTorch."""
    return njit(error_model="numpy", nogil=True)(function)


@compiled
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


@compiled
def tanh(x: float) -> float:
    """tanh within one unit in the last place, so that the lecture's 0.7071067811865476 is met; many a libm has two."""
    e = math.expm1(2.0 * abs(x))
    t = 1.0 - 2.0 / (e + 2.0) if e > 2.0 else e / (e + 2.0)
    return math.copysign(t, x)


@compiled
def one_minus_square(x: float) -> float:
    """1 - x ** 2 without the rounding of the square, which would be felt where a tanh saturates; PyTorch fuses it."""
    return (1.0 - x) * (1.0 + x)


@compiled
def single(x: float) -> float:
    """x rounded to float32."""
    return np.float64(np.float32(x))


class _Rule(ast.NodeTransformer):
    """One text as numba reads it: floats only, `**` as power(), rows called by name put in, float32 where asked."""

    def __init__(self, rounded: bool) -> None:
        self.rounded = rounded

    def _round(self, node: ast.expr) -> ast.expr:
        return _call("single", node) if self.rounded else node

    def visit(self, node: ast.AST) -> Any:
        # What is made of the op's constants alone is computed in float64 and rounded once, as PyTorch does.
        if self.rounded and isinstance(node, _ARITHMETIC) and not _names(node) & {"x", "y", "out"}:
            number = _Rule(rounded=False).visit(node)
            return number if _is_single(number) else _call("single", number)
        return super().visit(node)

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        return ast.Constant(_float(node))

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        match node:
            case ast.BinOp(ast.Constant(1), ast.Sub(), ast.BinOp(x, ast.Pow(), ast.Constant(2))):
                return self._round(_call("one_minus_square", self.visit(x)))
            case ast.BinOp(x, ast.Pow(), k):
                variable = ast.Name("both") if "k" in _names(k) else ast.Constant(False)
                exponent = _Rule(rounded=False).visit(k)
                if self.rounded:  # PyTorch rounds an exponent that is a node, and none that is a constant
                    exponent = ast.IfExp(variable, _call("single", exponent), exponent)
                return self._round(_call("power", self.visit(x), exponent, variable))
        return self._round(ast.BinOp(self.visit(node.left), node.op, self.visit(node.right)))

    def visit_Call(self, node: ast.Call) -> ast.expr:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name in FUNCTIONS:
            argument = self.visit(node.args[0])
            if self.rounded and name in LIBRARY:  # in float32 the C library's own expf, erff, …
                return _call("float64", _call(name, _call("float32", argument)))
            return self._round(_call(name, argument))
        return self.visit(_substitute(_ROWS[name].value, node.args[0]))  # type: ignore[no-any-return]


def _call(name: str, *arguments: ast.expr) -> ast.expr:
    return ast.Call(ast.Name(name), list(arguments), [])


def _float(node: ast.Constant) -> float:
    return float(ast.unparse(node))


def _is_single(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and float(np.float32(_float(node))) == _float(node)


def _names(node: ast.AST) -> set[str]:
    return {name.id for name in ast.walk(node) if isinstance(name, ast.Name)}


def _substitute(text: str, x: ast.expr) -> ast.expr:
    class Put(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            return x if node.id == "x" else node

    return Put().visit(parse(text))  # type: ignore[no-any-return]


def parse(text: str) -> ast.expr:
    """The expression of a text of the table. Raises SyntaxError."""
    return ast.parse(text, mode="eval").body


def compiled_text(text: str, rounded: bool = False) -> str:
    return ast.unparse(ast.fix_missing_locations(_Rule(rounded).visit(parse(text))))


def _branches(ops: Sequence[Op]) -> Iterator[tuple[str, Op]]:
    for code, op in enumerate(ops):
        if op.arity not in (0, ANY):
            yield f"    if code == {code}:  # {op.name}", op


def _derivative(op: Op, slot: int, rounded: bool) -> str:
    if slot >= len(op.derivative):
        return "0.0"
    text = compiled_text(op.derivative[slot], rounded)
    return f"({text}) if both else 0.0" if slot == 1 and op.constant else text


def _rule(name: str, ops: Sequence[Op], rounded: bool) -> Iterator[str]:
    yield f"def {name}(code, x, y, both):"
    yield "    k = y"
    if rounded:
        yield "    x = single(x)"
        yield "    y = single(y)"
    for branch, op in _branches(ops):
        yield branch
        yield f"        out = {compiled_text(op.value, rounded)}"
        yield f"        return out, {_derivative(op, 0, rounded)}, {_derivative(op, 1, rounded)}"
    yield "    return nan, nan, nan"


def _closed(ops: Sequence[Op]) -> Iterator[str]:
    yield "def closed(code, slot, x, y):"
    yield "    k = y"
    for branch, op in _branches(ops):
        if op.closed:
            yield branch
            first, second = (compiled_text(text) if text else "False" for text in (*op.closed, "")[:2])
            yield f"        return {first} if slot == 0 else {second}"
    yield "    return False"


def source(ops: Sequence[Op] = OPS) -> str:
    """The generated functions as text.

    rule(code, x, y, both) -> (value, derivative by x, derivative by y), in float64; rule_single likewise in float32.
    `both` says that y is an input and not the op's constant. closed(code, slot, x, y) says that nothing passes back.
    """
    return "\n".join([*_rule("rule", ops, False), "", *_rule("rule_single", ops, True), "", *_closed(ops), ""])


HELPERS = {"power": power, "tanh": tanh, "one_minus_square": one_minus_square, "single": single}


def functions(ops: Sequence[Op] = OPS) -> dict[str, Callable[..., Any]]:
    """The functions of `source`, not compiled. The text is our own table's; nothing of a learner's comes near it."""
    scope: dict[str, Any] = {name: getattr(math, name) for name in LIBRARY} | HELPERS
    scope |= {"abs": abs, "pi": math.pi, "nan": math.nan, "float32": np.float32, "float64": np.float64}
    exec(compile(source(ops), "<the op table>", "exec"), scope)
    return {name: scope[name] for name in ("rule", "rule_single", "closed")}


def fingerprint(ops: Sequence[Op] = OPS) -> str:
    """Differs whenever the machine code of the rules may differ."""
    codes = (helper.py_func.__code__ for helper in HELPERS.values())
    parts = [source(ops), *(repr((code.co_code, code.co_consts, code.co_names)) for code in codes)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


rule, rule_single, closed = (compiled(function) for function in functions().values())
