"""How a rewritten program calls the prelude: by names that no program may use."""

from __future__ import annotations

import ast
from typing import TypeVar

PREFIX = "_backlight_"
Node = TypeVar("Node", bound=ast.AST)
Argument = ast.expr | str | int | None


def call_hook(name: str, *arguments: Argument, at: ast.AST | None = None) -> ast.Call:
    """A call of the prelude's function `name`; its place is that of `at`, or of its first argument."""
    parts = [part if isinstance(part, ast.expr) else ast.Constant(part) for part in arguments]
    return placed(ast.Call(ast.Name(PREFIX + name, ast.Load()), parts, []), at or parts[0])


def run_hook(name: str, *arguments: Argument, at: ast.AST) -> ast.Expr:
    """The same as a statement."""
    return placed(ast.Expr(call_hook(name, *arguments, at=at)), at)


def is_hook(node: ast.expr) -> bool:
    """Whether `node` is a call that a pass has put in."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.startswith(PREFIX)


def placed(node: Node, at: ast.AST) -> Node:
    """A made-up node at the place of `at`. What is inside may have no place: errors look for the nearest that has."""
    if hasattr(at, "lineno"):
        node.lineno, node.col_offset = at.lineno, at.col_offset  # type: ignore[attr-defined]
        node.end_lineno, node.end_col_offset = at.end_lineno, at.end_col_offset  # type: ignore[attr-defined]
    return node


def assign(name: str, value: ast.expr, at: ast.AST) -> ast.Assign:
    return placed(ast.Assign([ast.Name(name, ast.Store())], value), at)


def texts(names: list[str]) -> ast.List:
    """A list of strings as an expression."""
    return ast.List([ast.Constant(name) for name in names], ast.Load())
