"""Generators, which the sandbox lacks."""

from __future__ import annotations

import ast

from app.program.errors import ProgramError
from app.program.rewrite.hooks import assign, placed
from app.program.rewrite.walk import every
from app.program.source import Source


class Generators:
    """A function that yields, as one that makes the whole list at once and gives an iterator over it."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.yields = [False]  # of the functions that the walk is in

    def enter_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.yields.append(False)

    def on_FunctionDef(self, node: ast.FunctionDef) -> ast.stmt:
        if self.yields.pop():
            self._check_end(node)
            for each in every(node):
                if isinstance(each, ast.Return):
                    each.value = _all_items()
            begin = assign(_ITEMS, ast.List([], ast.Load()), node)
            node.body = [begin, *node.body, placed(ast.Return(_all_items()), node)]
        return node

    def _check_end(self, node: ast.FunctionDef) -> None:
        """Raises ProgramError for a loop that would fill its list without end."""
        for loop in every(node):
            match loop:
                case ast.While(ast.Constant(value)) if value and not any(
                    isinstance(each, ast.Break | ast.Return | ast.Raise) for each in every(loop)
                ):
                    raise ProgramError(
                        f"{node.name} yields without end, and here all its items are made before the first is used.",
                        hint="Give the loop an end: for _ in range(100): …",
                        code="unsupported",
                        span=self.source.span(loop),
                    )

    def on_Expr(self, node: ast.Expr) -> ast.stmt:
        match node.value:
            case ast.Yield(value):
                method, item = "append", value or ast.Constant(None)
            case ast.YieldFrom(value):
                method, item = "extend", value
            case _:
                return node
        self.yields[-1] = True
        add = ast.Call(ast.Attribute(ast.Name(_ITEMS, ast.Load()), method, ast.Load()), [item], [])
        return placed(ast.Expr(placed(add, node)), node)


_ITEMS = "_backlight_items"


def _all_items() -> ast.expr:
    return ast.Call(ast.Name("iter", ast.Load()), [ast.Name(_ITEMS, ast.Load())], [])
