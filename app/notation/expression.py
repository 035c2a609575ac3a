"""Expressions as small frozen trees: what formulas are made of before they are drawn, spelled or said.

A new kind of tree needs a case here, in `typeset.py` (MathML) and in `spelling.py` (text).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

ELLIPSIS = "…"
SLASH = "//"  # a division written in one line


@dataclass(frozen=True, slots=True)
class Number:
    value: float
    kind: str = ""  # "data" or "gradient": what the number is, for its colour


@dataclass(frozen=True, slots=True)
class Name:
    text: str


@dataclass(frozen=True, slots=True)
class Negative:
    operand: Expression


@dataclass(frozen=True, slots=True)
class Binary:
    operator: str  # + - * / ** > >= < <= == != and or, SLASH
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Call:
    function: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """`value if condition else otherwise`."""

    condition: Expression
    value: Expression
    otherwise: Expression


@dataclass(frozen=True, slots=True)
class Term:
    """What stands for one node of the graph: a link to it."""

    node: int
    content: Expression


@dataclass(frozen=True, slots=True)
class Partial:
    """∂of / ∂by; `slashed` within a line of text."""

    of: Expression
    by: Expression
    slashed: bool = False


Expression = Number | Name | Negative | Binary | Call | Choice | Term | Partial


def put_in(expression: Expression, parts: Mapping[str, Expression]) -> Expression:
    """The expression with the parts in place of the names that have one."""
    if isinstance(expression, Name):
        return parts.get(expression.text, expression)
    return rebuilt(expression, lambda part: put_in(part, parts))


def flat(expression: Expression) -> Expression:
    """The expression with a slash for every fraction bar, to stand in a line of text."""
    expression = rebuilt(expression, flat)
    match expression:
        case Binary("/", left, right):
            return Binary(SLASH, left, right)
        case Partial(of, by):
            return Partial(of, by, slashed=True)
    return expression


def rebuilt(expression: Expression, change: Callable[[Expression], Expression]) -> Expression:
    """The expression with each of its parts changed."""
    match expression:
        case Number() | Name():
            return expression
        case Negative(operand):
            return Negative(change(operand))
        case Binary(operator, left, right):
            return Binary(operator, change(left), change(right))
        case Call(function, arguments):
            return Call(function, tuple(map(change, arguments)))
        case Choice(condition, value, otherwise):
            return Choice(change(condition), change(value), change(otherwise))
        case Term(node, content):
            return Term(node, change(content))
        case Partial(of, by, slashed):
            return Partial(change(of), change(by), slashed)
