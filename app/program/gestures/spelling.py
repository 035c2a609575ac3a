"""How an op is written, with parentheses only where Python needs them. The words come from the op table's own texts."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from app.engine.ops import Op
from app.program.parsing import parse_expression

# How tightly an expression holds together; see "Operator precedence" in the Python language reference.
LOOSE, CHOICE, OR, AND, NOT, COMPARISON, BITS, SUM, PRODUCT, SIGN, POWER, WHOLE = range(12)
TIGHT = frozenset({"*", "/", "**"})  # written without spaces between short operands, as the lecture does


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of program text that is one expression."""

    text: str
    strength: int = WHOLE

    def held(self, demanded: int) -> str:
        """The text where at least `demanded` strength is needed."""
        return self.text if self.strength >= demanded else f"({self.text})"


def strength(expression: ast.expr) -> int:
    """How tightly `expression` holds together."""
    match expression:
        case ast.BinOp(op=ast.Pow()):
            return POWER
        case ast.BinOp(op=ast.Add() | ast.Sub()):
            return SUM
        case ast.BinOp(op=ast.Mult() | ast.Div() | ast.FloorDiv() | ast.Mod() | ast.MatMult()):
            return PRODUCT
        case ast.BinOp():
            return BITS
        case ast.UnaryOp(op=ast.Not()):
            return NOT
        case ast.UnaryOp():
            return SIGN
        case ast.Compare():
            return COMPARISON
        case ast.BoolOp(op=ast.And()):
            return AND
        case ast.BoolOp():
            return OR
        case ast.IfExp() | ast.Lambda():
            return CHOICE
        case ast.NamedExpr() | ast.Starred() | ast.GeneratorExp() | ast.Yield() | ast.YieldFrom():
            return LOOSE
    return WHOLE


def demanded(parent: ast.AST, child: ast.expr) -> int:
    """The strength that `child` needs to stand without parentheses where it stands in `parent`."""
    match parent:
        case ast.BinOp(op=ast.Pow()):
            return WHOLE if child is parent.left else SIGN
        case ast.BinOp():
            return strength(parent) + (child is parent.right)
        case ast.UnaryOp() | ast.BoolOp() | ast.Compare():
            return strength(parent) + (not isinstance(parent, ast.UnaryOp))
        case ast.Attribute():
            return WHOLE
        case ast.Subscript() if child is parent.value:
            return WHOLE
        case ast.Call() if child is parent.func:
            return WHOLE
        case ast.IfExp():
            return CHOICE if child is parent.orelse else OR
        case ast.Starred():
            return BITS
        case ast.comprehension():
            return OR
        case ast.Assign() | ast.AugAssign() | ast.AnnAssign() | ast.Expr() | ast.Return():
            return LOOSE
    return CHOICE


def fill(template: str, pieces: Mapping[str, Piece]) -> Piece:
    """A text such as "x + y" or "x.tanh()" with pieces in the place of its names."""
    tree = parse_expression(template)
    parents = {child: parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)}
    names = [part for part in ast.walk(tree) if isinstance(part, ast.Name) and part.id in pieces]
    held = {name: pieces[name.id].held(demanded(parents[name], name)) for name in names}
    if isinstance(tree, ast.BinOp):
        left, right = (held[side] for side in (tree.left, tree.right) if isinstance(side, ast.Name))
        sign = template[tree.left.end_col_offset : tree.right.col_offset].strip()
        return Piece(infix(left, sign, right), strength(tree))
    text = template
    for name in sorted(names, key=lambda name: -name.col_offset):
        text = text[: name.col_offset] + held[name] + text[name.end_col_offset :]
    return Piece(text, strength(tree))


def infix(left: str, sign: str, right: str) -> str:
    short = sign == "**" or (sign in TIGHT and " " not in left + right)
    return f"{left}{sign}{right}" if short else f"{left} {sign} {right}"


def slots(op: Op) -> tuple[str, ...]:
    """What its inputs are called in its texts, in order; `k` is its constant, `xs` alone any number of inputs."""
    names = {part.id for part in ast.walk(parse_expression(op.call)) if isinstance(part, ast.Name)}
    return tuple(name for name in ("x", "y", "k", "xs") if name in names)
