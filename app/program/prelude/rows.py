"""The engine's op table as text for the sandbox: each op a row of operations.py, with a function and a method to it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.engine.ops import ANY, OPS, Op

FUNCTIONS = tuple(op.name for op in OPS if op.arity == 1 and op.call.startswith(f"{op.name}("))
_ROWS = {op.name: op for op in OPS}
_NEVER = "lambda x, y, out: False"


def rows() -> Iterator[str]:
    """`Operation(…)`, a line for each op, in the functions of arithmetic.py."""
    for code, op in enumerate(OPS):
        if op.arity == ANY:
            one = "(lambda x, y, out: 1.0,)"
            yield f"Operation({op.name!r}, {code}, None, {one}, (), None, {one})"
        elif op.arity:
            exact, single = _rule(op, op.value), _rule(op, op.value, rounded=True)
            slopes, single_slopes = _rules(op, op.derivative), _rules(op, op.derivative, rounded=True)
            rules = (exact, slopes, _rules(op, op.closed), single, single_slopes)
            yield f"Operation({op.name!r}, {code}, {', '.join(rules)})"


def table_functions() -> str:
    """The names of ops that are functions, for the modules that offer them."""
    return f"TABLE_FUNCTIONS = {FUNCTIONS!r}"


def methods() -> Iterator[str]:
    """`def op_tanh(x)` and `Value.tanh`, for each op that is called by its name."""
    for op in OPS:
        if op.name in FUNCTIONS:
            default, number = (f", {op.constant}={op.default!r}", f", {op.constant}") if op.constant else ("", "")
            yield f"def op_{op.name}(x{default}): return apply(OPERATIONS[{op.name!r}], x{number})"
            yield f"Value.{op.name} = op_{op.name}"


def _rules(op: Op, texts: tuple[str, ...], rounded: bool = False) -> str:
    return "(" + "".join(f"{_rule(op, text, rounded)}, " for text in texts) + ")"


def _rule(op: Op, text: str, rounded: bool = False) -> str:
    if not text:
        return _NEVER
    body = ast.unparse(_Arithmetic(rounded).visit(ast.parse(text, mode="eval")))
    return f"lambda x, {'k' if op.constant else 'y'}, out: {body}"


class _Arithmetic(ast.NodeTransformer):
    """A text of the op table in the functions of arithmetic.py: divide(), power(), rows called by name put in, and
    where it is `rounded` every result rounded to float32."""

    def __init__(self, rounded: bool) -> None:
        self.rounded = rounded

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        return ast.Constant(float(node.value))  # type: ignore[arg-type]

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        match node:
            case ast.BinOp(ast.Constant(1), ast.Sub(), ast.BinOp(x, ast.Pow(), ast.Constant(2))):
                return self._round(_call("one_minus_square", self.visit(x)))
            case ast.BinOp(x, ast.Div(), y):
                return self._round(_call("divide", self.visit(x), self.visit(y)))
            case ast.BinOp(x, ast.Pow(), k):
                return self._round(_call("power", self.visit(x), self.visit(k)))
        return self._round(ast.BinOp(self.visit(node.left), node.op, self.visit(node.right)))

    def visit_Call(self, node: ast.Call) -> ast.expr:
        name, x = node.func.id, node.args[0]  # type: ignore[attr-defined]
        row = _ROWS.get(name)
        if row is None or row.value == node.func.id + "(x)":  # type: ignore[attr-defined]
            return self._round(_call(name, self.visit(x)))
        return self.visit(_Put(x).visit(ast.parse(row.value, mode="eval").body))  # type: ignore[no-any-return]

    def _round(self, node: ast.expr) -> ast.expr:
        return _call("single", node) if self.rounded else node


class _Put(ast.NodeTransformer):
    """Another expression in place of x."""

    def __init__(self, x: ast.expr) -> None:
        self.x = x

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self.x if node.id == "x" else node


def _call(name: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(name), list(arguments), [])
