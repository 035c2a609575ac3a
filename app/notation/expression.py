"""Expressions as small frozen trees, parsed from the op table's texts and from names, never from a whole program.

A new kind of tree needs a case here, in `typeset.py` (MathML) and in `spelling.py` (text).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce

ELLIPSIS = "…"
WORD = r"[^\W\d][\w…]*(?:\.[^\W\d][\w…]*)*(?:\[\d+\])*(?:#\d+)?"  # x1, model.w[0][2], n#2 (the second n)
SLASH = "//"  # a division written in one line
LONGEST = 200  # characters; longer texts are shown as they stand, not parsed


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

_OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "**",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.And: "and",
    ast.Or: "or",
}
_TOKEN = re.compile(rf"\s*(?:(?P<name>{WORD}|…)|\d+(?:\.\d+)?(?:e-?\d+)?(?![\w.])|\*\*|[-+*/(),]|[<>=!]=?)")


def parse(text: str) -> Expression:
    """The tree of a Python expression; a text that is none (any label is allowed) becomes one name as it stands."""
    names: list[str] = []
    source, end = "", 0
    while len(text) <= LONGEST and (token := _TOKEN.match(text, end)):
        end = token.end()
        if token["name"] in ("if", "else", "and", "or"):
            source += f" {token['name']} "
        elif token["name"]:
            source += f" n{len(names)} "
            names.append(token["name"])
        else:
            source += token[0]
    if text[end:].strip() or not source:
        return Name(text)
    try:
        return _tree(ast.parse(source.strip(), mode="eval").body, names)
    except (SyntaxError, ValueError):
        return Name(text)


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


def _tree(tree: ast.expr, names: list[str]) -> Expression:
    match tree:
        case ast.Constant(value=int() | float() as value):
            return Number(float(value))
        case ast.Name(id=name):
            return Name(names[int(name[1:])])
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            inner = _tree(operand, names)
            return Number(-inner.value) if isinstance(inner, Number) else Negative(inner)
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATORS:
            return Binary(_OPERATORS[type(operator)], _tree(left, names), _tree(right, names))
        case ast.Compare(left=left, ops=[operator], comparators=[right]) if type(operator) in _OPERATORS:
            return Binary(_OPERATORS[type(operator)], _tree(left, names), _tree(right, names))
        case ast.BoolOp(op=operator, values=values):
            parts = [_tree(value, names) for value in values]
            return reduce(lambda left, right: Binary(_OPERATORS[type(operator)], left, right), parts)
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
            return Call(names[int(name[1:])], tuple(_tree(argument, names) for argument in arguments))
        case ast.IfExp(test=condition, body=value, orelse=otherwise):
            return Choice(_tree(condition, names), _tree(value, names), _tree(otherwise, names))
    raise ValueError
