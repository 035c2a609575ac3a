"""Text → expression: of the op table's rows and of names, never of a program."""

from __future__ import annotations

import ast
import re
from functools import lru_cache, reduce

from app.engine.parsing import parse_expression
from app.notation.expression import Binary, Call, Choice, Expression, Name, Negative, Number

LONGEST = 200  # characters; longer texts are shown as they stand, not parsed
WORD = r"[^\W\d][\w…]*(?:\.[^\W\d][\w…]*)*(?:\[\d+\])*(?:#\d+)?"  # x1, model.w[0][2], n#2 (the second n)
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


@lru_cache(maxsize=4096)
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
        return _tree(parse_expression(source.strip()), names)
    except (SyntaxError, ValueError):
        return Name(text)


def _tree(tree: ast.expr, names: list[str]) -> Expression:
    match tree:
        case ast.Constant(value=int() | float() as value):
            return Number(float(value))
        case ast.Name(id=name):
            return Name(names[int(name[1:])])
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)) if value:
            return Number(-float(value))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return Negative(_tree(operand, names))
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
