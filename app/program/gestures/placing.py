"""Where a new line goes: after what it needs, and before the lines that end a program (backward, prints, updates)."""

from __future__ import annotations

import ast

from app.engine.graph import LEAF
from app.program.gestures.ending import PREAMBLE, is_ending, runs_backward
from app.program.gestures.reading import Reading


def place_of_leaf(reading: Reading) -> int:
    """The top-level statement before which a new leaf goes: behind the last leaf, else as early as it can be."""
    early = after = 0
    for index, statement in enumerate(reading.tree.body):
        match statement:
            case ast.Assign(value=value) if value in reading.made:
                if all(reading.graph.op[node] == LEAF for node in reading.made[value]):
                    after = index + 1
            case ast.Expr(value=ast.Constant()):
                early = index + 1
            case _ if isinstance(statement, PREAMBLE):
                early = index + 1
    return after or early


def place_of_op(reading: Reading, needed: int) -> int:
    """The top-level statement before which an op goes that needs all statements before `needed`."""
    body = reading.tree.body
    end = len(body)
    while end > needed and is_ending(reading, body[end - 1]):
        end -= 1
    return next((index for index in range(needed, end) if runs_backward(body[index])), end)
