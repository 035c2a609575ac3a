"""Parsing, one text at a time: CPython before 3.13 loses count of its recursion when two threads build syntax trees."""

from __future__ import annotations

import ast
import warnings
from threading import Lock

_ONE_AT_A_TIME = Lock()


def parse(text: str) -> ast.Module:
    """The syntax tree of a program. Raises what ast.parse raises."""
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text)


def check(tree: ast.Module) -> None:
    """Raise SyntaxError where a tree means nothing: a `return` outside of a function and the like."""
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        compile(tree, "<program>", "exec", dont_inherit=True)


def parse_expression(text: str) -> ast.expr:
    """The syntax tree of one expression. Raises what ast.parse raises."""
    with _ONE_AT_A_TIME:
        return ast.parse(text, mode="eval").body
