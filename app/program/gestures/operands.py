"""What an op is given, in the text and in the graph at once."""

from __future__ import annotations

import ast
import math
from dataclasses import dataclass

from app.engine.graph import CONSTANT, LEAF
from app.program.gestures import wanted
from app.program.gestures.editing import Editing
from app.program.gestures.gesture import GestureRefused, Input
from app.program.gestures.moving import move_before
from app.program.gestures.reading import Maker
from app.program.gestures.spelling import Piece, strength


@dataclass(frozen=True, slots=True, eq=False)
class Operand:
    """An expression of the program, and the node (int) or bare number (float) that it is."""

    expression: ast.expr
    is_: int | float


def operands(editing: Editing, node: int, place: Maker) -> list[Operand]:
    """By slot. Raises GestureRefused where the text does not show them one by one."""
    graph = editing.graph
    if graph.op[node] in (LEAF, CONSTANT):
        raise GestureRefused(f"{editing.called(node)} is a leaf: nothing goes into it.", "Pick a node with an op.")
    inputs = graph.inputs[graph.start[node] : graph.start[node + 1]].tolist()
    found: list[int | float] = [float(graph.data[n]) if graph.op[n] == CONSTANT else n for n in inputs]
    expressions = _expressions(editing, place)
    if len(expressions) == len(found) + 1 and not math.isnan(graph.param[node]):
        found.append(float(graph.param[node]))
    if len(expressions) != len(found):
        raise editing.refused(place, f"{editing.called(node)} is one of several nodes of one expression")
    return [Operand(*pair) for pair in zip(expressions, found, strict=True)]


def _expressions(editing: Editing, place: Maker) -> list[ast.expr]:
    match place:
        case ast.BinOp(left=left, right=right) | ast.AugAssign(target=left, value=right):
            return [left, right]
        case ast.UnaryOp(operand=operand):
            return [operand]
        case ast.Call(func=ast.Attribute(value=ast.Name(id=module)), args=args, keywords=[]):
            if module in editing.reading.scopes.imported:
                return args
    match place:
        case ast.Call(func=ast.Attribute(value=owner), args=args, keywords=[]):
            return [owner, *args]
        case ast.Call(func=ast.Name(), args=args, keywords=[]):
            return args
    return []


def piece_of(editing: Editing, operand: Operand) -> Piece:
    """Its text as it stands, with what has been edited within."""
    outer = editing.reading.outer(operand.expression)
    if name := editing.edits.instead_of(*outer):
        return Piece(name)
    text = editing.edits.within(*editing.reading.range(operand.expression))
    return Piece(f"({text})") if "\n" in text else Piece(text, strength(operand.expression))


def spare(editing: Editing, operand: Operand) -> None:
    """What is not used here any more gets a line of its own, where it has no other place."""
    reading = editing.reading
    if isinstance(operand.is_, int) and reading.value(operand.expression) == operand.is_:
        if not isinstance(operand.expression, ast.Name):
            editing.extract(operand.is_)


def bring(editing: Editing, given: Input, place: Maker, node: int) -> tuple[Piece, int | float]:
    """An input that `node`, made at `place`, shall have: its lines move up where they stand too far below."""
    if isinstance(given, str):
        return editing.piece(given, 0)
    editing.check(given)
    if given in wanted.above(editing.rows, node):
        said = "itself" if given == node else f"{editing.called(given)}, which is computed from it"
        raise GestureRefused(
            f"{editing.called(node)} cannot be computed from {said}.", "Pick a node that comes before it."
        )
    reading, index = editing.reading, editing.reading.index(place)
    source = reading.expression(given)
    is_above = source is not None and reading.range(source)[0] < reading.range(place)[1]
    if reading.name_at(given, index) or is_above or editing.graph.op[given] == CONSTANT:
        return editing.piece(given, index)
    known = reading.variables.get(given)
    if not known or len(reading.bindings[known[0].name.id]) > 1:
        raise editing.refused(
            reading.maker.get(given, place), f"{editing.called(given)} is made further below and has no name of its own"
        )
    move_before(editing.reading, editing.edits, reading.statement(known[0].name), reading.tree.body[index])
    return Piece(known[0].name.id), given
