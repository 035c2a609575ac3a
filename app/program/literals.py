"""The numbers in a program that a leaf was made from, and how to write another number in their place."""

from __future__ import annotations

import ast
import math
from dataclasses import dataclass

from app.program.source import Source


@dataclass(frozen=True, slots=True)
class Literal:
    """Place of one number with its sign; lines from 1, columns from 0, counted in characters."""

    line: int
    column: int
    end_line: int
    end_column: int


def is_number(node: ast.expr) -> bool:
    """Whether `node` is a number as it is written: 2, -3.0, +1e-3."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        node = node.operand
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def replace_literal(program: str, literal: Literal, value: float) -> str:
    """`program` with `value` where `literal` stands, in the shortest form that reads back as the same number."""
    source = Source(program)
    start = source.offset(literal.line, literal.column)
    end = source.offset(literal.end_line, literal.end_column)
    return program[:start] + written(value) + program[end:]


def written(value: float) -> str:
    """`value` as Python source; numbers that have no literal become `float('nan')` and the like."""
    return repr(float(value)) if math.isfinite(value) else f"float('{float(value)!r}')"
