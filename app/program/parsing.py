"""Parsing, one text at a time: CPython before 3.13 loses count of its recursion when two threads build syntax trees."""

from __future__ import annotations

import ast
import warnings

from app.engine.parsing import ONE_AT_A_TIME, parse_expression

__all__ = ["check", "parse", "parse_expression"]


def parse(text: str) -> ast.Module:
    """The syntax tree of a program. Raises what ast.parse raises."""
    with ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text)


def check(tree: ast.Module) -> None:
    """Raise SyntaxError where a tree means nothing: a `return` outside of a function and the like."""
    with ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        compile(tree, "<program>", "exec", dont_inherit=True)
