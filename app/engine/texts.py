"""The texts of the op table as they are compiled. A text is parsed, changed as a tree and written out again. In
float32 every operation of it is rounded, so that a node computes what PyTorch's float32 computes."""

from __future__ import annotations

import ast
from typing import Any

import numpy as np

from app.engine.ops import OPS
from app.engine.parsing import parse_expression

LIBRARY = ("exp", "log", "sqrt", "sin", "cos", "tan", "erf", "expm1", "log1p", "floor")
FUNCTIONS = (*LIBRARY, "tanh", "abs")  # what a text may call besides the names of rows
_ARITHMETIC = (ast.Constant, ast.Name, ast.BinOp, ast.UnaryOp, ast.Call)
_ROWS = {op.name: op for op in OPS}


def names(node: ast.AST) -> set[str]:
    return {name.id for name in ast.walk(node) if isinstance(name, ast.Name)}


def compiled_text(text: str, rounded: bool = False) -> str:
    """A text as the compiler reads it; `rounded` for float32."""
    return ast.unparse(ast.fix_missing_locations(_Rule(rounded).visit(parse_expression(text))))


class _Rule(ast.NodeTransformer):
    """Floats only, `**` as power(), rows called by name put in, every operation rounded where asked."""

    def __init__(self, rounded: bool) -> None:
        self.rounded = rounded

    def _round(self, node: ast.expr) -> ast.expr:
        return _call("single", node) if self.rounded else node

    def visit(self, node: ast.AST) -> Any:
        # What is made of the op's constants alone is computed in float64 and rounded once, as PyTorch does.
        if self.rounded and isinstance(node, _ARITHMETIC) and not names(node) & {"x", "y", "out"}:
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
                variable = ast.Name("both") if "k" in names(k) else ast.Constant(False)
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
        return self.visit(_Put(node.args[0]).visit(parse_expression(_ROWS[name].value)))  # type: ignore[no-any-return]


class _Put(ast.NodeTransformer):
    """Puts an expression in for x."""

    def __init__(self, x: ast.expr) -> None:
        self.x = x

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self.x if node.id == "x" else node


def _call(name: str, *arguments: ast.expr) -> ast.expr:
    return ast.Call(ast.Name(name), list(arguments), [])


def _float(node: ast.Constant) -> float:
    return float(ast.unparse(node))


def _is_single(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and float(np.float32(_float(node))) == _float(node)
