"""The lines that end a program: those that start backward, print, or only say which node is the last."""

from __future__ import annotations

import ast

from app.program.gestures.edits import Edits
from app.program.gestures.reading import Reading

PREAMBLE = ast.Import | ast.ImportFrom | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def is_ending(reading: Reading, statement: ast.stmt) -> bool:
    """Whether nothing can need it: a bare expression, or a block that sets no variable and makes no node."""
    if isinstance(statement, PREAMBLE | ast.Assign | ast.AugAssign | ast.AnnAssign):
        return False
    parts = list(ast.walk(statement))
    sets = any(isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load) for part in parts)
    return not sets and (isinstance(statement, ast.Expr) or not any(part in reading.made for part in parts))


def runs_backward(statement: ast.stmt) -> bool:
    if isinstance(statement, PREAMBLE):
        return False
    calls = (part.func for part in ast.walk(statement) if isinstance(part, ast.Call))
    return any(isinstance(function, ast.Attribute) and function.attr == "backward" for function in calls)


def end_of(reading: Reading, statement: ast.stmt) -> ast.expr | None:
    """What the program ends with, if this line says so: `o` of `o.backward()`, or of a bare `o` in the last line."""
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=end, attr="backward"))):
            return end
        case ast.Expr(value=end) if statement is reading.tree.body[-1]:
            return end
    return None


def retarget(reading: Reading, edits: Edits, index: int, name: str) -> bool:
    """Lets the program end with `name` where it ended with the root, from top-level statement `index` on.

    Whether anything was changed.
    """
    ends = [end_of(reading, statement) for statement in reading.tree.body[index:]]
    roots = [end for end in ends if end is not None and reading.value(end) == reading.graph.root]
    for end in roots:
        edits.replace(*reading.outer(end), name)
    return bool(roots)
