"""Parsing, one text at a time: CPython before 3.13 loses count of its recursion when two threads build syntax trees."""

from __future__ import annotations

import ast
from threading import Lock

ONE_AT_A_TIME = Lock()


def parse_expression(text: str) -> ast.expr:
    """The syntax tree of one expression. Raises what ast.parse raises."""
    with ONE_AT_A_TIME:
        return ast.parse(text, mode="eval").body
