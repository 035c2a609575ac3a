"""New nodes: a leaf, or an op of nodes that are there."""

from __future__ import annotations

from app.engine.graph import CONSTANT, LEAF
from app.program.gestures import wanted
from app.program.gestures.editing import Editing
from app.program.gestures.ending import is_ending, retarget
from app.program.gestures.gesture import AddLeaf, Apply, Built, Input
from app.program.gestures.placing import place_of_leaf, place_of_op
from app.program.gestures.style import check_operands, leaf_text, template, written
from app.program.gestures.words import as_float, checked_number


def add_leaf(editing: Editing, gesture: AddLeaf) -> Built:
    number = as_float(checked_number(gesture.number))
    name = editing.name(gesture.name)
    editing.put(place_of_leaf(editing.reading), f"{name} = {leaf_text(editing.reading, number)}")
    wanted.add(editing.rows, wanted.Row(LEAF, data=repr(float(number)), label=name))
    return editing.built(f"Added the leaf {name} = {number}.", name)


def apply(editing: Editing, gesture: Apply) -> Built:
    op, reading = editing.op(gesture.op), editing.reading
    wished = editing.name(gesture.name) if gesture.name else None
    index = place_of_op(reading, max((_needed(editing, given) for given in gesture.inputs), default=0))
    inputs = [editing.piece(given, index) for given in gesture.inputs]
    text = written(op, template(reading, op), [piece for piece, _ in inputs]).text
    operands = [operand for _, operand in inputs]
    check_operands(op, operands)
    name = wished or editing.name(None)
    editing.put(index, f"{name} = {text}")
    wanted.rename(editing.rows, wanted.put_op(editing.rows, op, operands), name)
    is_used = any(operand == reading.graph.root for operand in operands if isinstance(operand, int))
    ends = is_used and retarget(reading, editing.edits, index, name)
    return editing.built(f"Added {name} = {text}.{f' The program now ends with {name}.' if ends else ''}", name)


def _needed(editing: Editing, given: Input) -> int:
    """The top-level statement before which there is a name for this input, or before which it can be given one."""
    if isinstance(given, str):
        return 0
    editing.check(given)
    if editing.graph.op[given] == CONSTANT:
        return 0
    if known := editing.reading.variables.get(given):
        return known[0].index + 1
    place = editing.place(given)
    index = editing.reading.index(place)
    return index if is_ending(editing.reading, editing.reading.tree.body[index]) else index + 1
