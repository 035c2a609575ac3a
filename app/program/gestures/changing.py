"""Another op for a node, or another input."""

from __future__ import annotations

import ast

from app.engine.graph import CONSTANT, LEAF
from app.engine.ops import ANY, OPS, Op
from app.program.gestures import wanted
from app.program.gestures.editing import Editing
from app.program.gestures.gesture import Built, Connect, GestureRefused, Replace
from app.program.gestures.operands import Operand, bring, operands, piece_of, spare
from app.program.gestures.reading import Maker
from app.program.gestures.spelling import Piece, demanded, slots
from app.program.gestures.style import check_operands, is_operator, like, written

ORDINALS = ("first", "second", "third")


def replace(editing: Editing, gesture: Replace) -> Built:
    node, op, reading = gesture.node, editing.op(gesture.op), editing.reading
    editing.check(node)
    if editing.graph.op[node] in (LEAF, CONSTANT):
        raise GestureRefused(f"{editing.called(node)} has no op.", "Change its number, or pick a node with an op.")
    if OPS[editing.graph.op[node]] is op:
        raise GestureRefused(f"{editing.called(node)} is {op.title} already.", "Pick another op.")
    place = reading.maker.get(node) or editing.place(node)
    nodes = [other for other in reading.made[place] if editing.graph.op[other] == editing.graph.op[node]]
    given = operands(editing, node, place)
    kept = _kept(op, given)
    dropped = [operand for operand in given if operand not in kept]
    if len(nodes) > 1 or not reading.once(place):
        if gesture.more or any(isinstance(operand.is_, int) for operand in dropped):
            editing.place(node)  # says why not
    more = [bring(editing, wish, place, node) for wish in gesture.more]
    for operand in dropped:
        spare(editing, operand)
    pieces = [*(piece_of(editing, operand) for operand in kept), *(piece for piece, _ in more)]
    text = written(op, like(reading, place, op), pieces)
    for other in nodes:
        values = [operands(editing, other, place)[given.index(operand)].is_ for operand in kept]
        check_operands(op, [*values, *(value for _, value in more)])
        wanted.put_op(editing.rows, op, [*values, *(value for _, value in more)], other)
    called = editing.called(node)
    _write(editing, place, op, text, pieces)
    if len(nodes) > 1:
        return editing.built(f"All {len(nodes)} nodes that line {reading.line(place)} makes are {op.name} now.")
    subject = called if called != reading.text(place) else "It"
    return editing.built(f"{subject} is {text.text} now.", editing.rows[node].label)


def connect(editing: Editing, gesture: Connect) -> Built:
    node, slot, reading = gesture.node, gesture.slot, editing.reading
    editing.check(node)
    op = OPS[editing.graph.op[node]]
    place = editing.place(node)
    given = operands(editing, node, place)
    if not 0 <= slot < len(given):
        count = "one input" if len(given) == 1 else f"{len(given)} inputs"
        raise GestureRefused(f"{editing.called(node)} has {count}.", "Pick one that it has.")
    piece, value = bring(editing, gesture.source, place, node)
    if value == given[slot].is_ and type(value) is type(given[slot].is_):
        raise GestureRefused(f"{piece.text} is connected there already.", "Pick another node.")
    before = reading.text(given[slot].expression)
    spare(editing, given[slot])
    values = [*(operand.is_ for operand in given[:slot]), value, *(operand.is_ for operand in given[slot + 1 :])]
    check_operands(op, values)
    wanted.put_op(editing.rows, op, values, node)
    target = given[slot].expression
    if isinstance(place, ast.AugAssign) and slot == 0:
        pieces = [piece, piece_of(editing, given[1])]
        _write(editing, place, op, written(op, like(reading, place, op), pieces), pieces)
    else:
        editing.edits.replace(*reading.outer(target), piece.held(demanded(reading.parents[target], target)))
    which = f"The {ORDINALS[slot]} input" if slot < len(ORDINALS) else f"Input {slot + 1}"
    said = f"{which} of {editing.called(node)} is {piece.text} now, instead of {before}."
    return editing.built(said, editing.rows[node].label)


def _kept(op: Op, given: list[Operand]) -> list[Operand]:
    """The inputs that another op goes on with."""
    if op.arity == 1:
        return [operand for operand in given if isinstance(operand.is_, int)][:1]
    return given if op.arity == ANY else given[: len(slots(op))]


def _write(editing: Editing, place: Maker, op: Op, text: Piece, pieces: list[Piece]) -> None:
    """Puts a new text for an op in the place of the old one."""
    reading = editing.reading
    if isinstance(place, ast.AugAssign):
        target = reading.text(place.target)
        if is_operator(op) and len(pieces) == 2 and pieces[0].text == target:
            sign = op.call.removeprefix("x").removesuffix("y").removesuffix("k").strip()
            editing.edits.replace(*reading.range(place), f"{target} {sign}= {pieces[1].text}")
        else:
            editing.edits.replace(*reading.range(place), f"{target} = {text.text}")
        return
    start, stop = reading.outer(place)
    old = reading.program[start:stop]
    if old.count("#") > text.text.count("#"):
        raise editing.refused(place, "There is a comment within this expression")
    held = text.held(demanded(reading.parents[place], place))
    editing.edits.replace(start, stop, f"({text.text})" if "\n" in text.text and old.startswith("(") else held)
