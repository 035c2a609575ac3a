"""A text of the op table with holes for its inputs: how PyTorch or micrograd spells an op."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from app.engine.parsing import parse_expression
from app.notation.spelling import ATOM, POWER, PRODUCT, SIGN, SUM, fits

HOLES = frozenset({"x", "y", "k", "xs"})
_OPERATORS: dict[type[ast.operator], tuple[str, int]] = {
    ast.Add: ("+", SUM),
    ast.Sub: ("-", SUM),
    ast.Mult: ("*", PRODUCT),
    ast.Div: ("/", PRODUCT),
    ast.Pow: ("**", POWER),
}


class Code(NamedTuple):
    """An expression of Python and how tightly it binds, see `spelling.precedence`."""

    text: str
    binds: int = ATOM


@dataclass(frozen=True, slots=True)
class Template:
    pieces: tuple[str, ...]  # the text around the holes, one more than there are holes
    holes: tuple[tuple[str, str, int], ...]  # name, operator beside it, slot: see `spelling.fits`
    binds: int

    @property
    def is_infix(self) -> bool:
        return self.binds < ATOM

    def filled(self, parts: Mapping[str, Code]) -> Code:
        """With the parts in the holes, in parentheses where they need them."""
        text = self.pieces[0]
        for (name, operator, slot), piece in zip(self.holes, self.pieces[1:], strict=True):
            part = parts[name]
            text += (part.text if fits(operator, slot, part.binds) else f"({part.text})") + piece
        return Code(text, self.binds)


@cache
def template(text: str) -> Template:
    """Raises SyntaxError for a text that is no expression."""
    tree = parse_expression(text)
    found = sorted(_holes(tree, "argument", 0))
    ends = [0, *(column + len(name) for column, name, _, _ in found)]
    starts = [*(column for column, *_ in found), len(text)]
    pieces = tuple(text[end:start] for end, start in zip(ends, starts, strict=True))
    match tree:
        case ast.BinOp(op=operator):
            binds = _OPERATORS[type(operator)][1]
        case ast.UnaryOp():
            binds = SIGN
        case _:
            binds = ATOM
    return Template(pieces, tuple((name, operator, slot) for _, name, operator, slot in found), binds)


def _holes(tree: ast.AST, operator: str, slot: int) -> list[tuple[int, str, str, int]]:
    match tree:
        case ast.Name(id=name, col_offset=column):
            return [(column, name, operator, slot)] if name in HOLES else []
        case ast.BinOp(left=left, op=sign, right=right):
            beside = _OPERATORS[type(sign)][0]
            return _holes(left, beside, 0) + _holes(right, beside, 1)
        case ast.UnaryOp(operand=operand):
            return _holes(operand, "-x", 0)
        case ast.Attribute(value=value):
            return _holes(value, "∂", 0)  # whatever stands before a dot must hold together
        case ast.Call(func=function, args=arguments):
            return sum((_holes(argument, "argument", 0) for argument in arguments), _holes(function, "∂", 0))
    return []
