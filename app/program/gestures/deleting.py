"""Nodes that go: with all that is computed from them, or with their first input in their place."""

from __future__ import annotations

import ast

from app.engine.graph import CONSTANT
from app.program.gestures import wanted
from app.program.gestures.cuts import Cuts
from app.program.gestures.editing import Editing
from app.program.gestures.gesture import Built, Delete, GestureRefused
from app.program.gestures.lines import remove
from app.program.gestures.operands import Operand, operands, piece_of, spare
from app.program.gestures.reading import Maker
from app.program.gestures.spelling import demanded


def delete(editing: Editing, gesture: Delete) -> Built:
    node = gesture.node
    editing.check(node)
    if editing.graph.op[node] == CONSTANT:
        raise GestureRefused("A bare number belongs to its op.", "Connect another input there, or delete the op.")
    return _with_users(editing, node) if gesture.users == "delete" else _reconnected(editing, node)


def _with_users(editing: Editing, node: int) -> Built:
    reading = editing.reading
    gone = wanted.above(editing.rows, node)
    called = editing.called(node)
    users = [editing.called(other) for other in sorted(gone - {node})]
    cuts = Cuts(editing, gone)
    for other in sorted(gone):
        together = reading.made.get(reading.maker.get(other, reading.tree), [other])
        last = together[-1] if together[-1] in gone else other
        cuts.take(editing.place(last))
        gone.update(together if last == together[-1] else ())  # what sum adds up on its way
    cuts.make()
    for other in gone:
        del editing.rows[other]
    rest = f" and what was computed from it: {', '.join(users[:4])}{' …' if len(users) > 4 else ''}" if users else ""
    return editing.built(f"Deleted {called}{rest}.")


def _reconnected(editing: Editing, node: int) -> Built:
    place = editing.place(node)
    given = operands(editing, node, place)
    heir = next((operand for operand in given if isinstance(operand.is_, int)), None)
    if heir is None:
        raise GestureRefused(f"{editing.called(node)} has no input.", "Delete it with what is computed from it.")
    assert isinstance(heir.is_, int)
    called, new = editing.called(node), editing.called(heir.is_)
    for operand in given:
        if operand.is_ != heir.is_:
            spare(editing, operand)
    if not _renamed_away(editing, node, place, heir):
        _stand_in(editing, node, place, heir)
    wanted.bypass(editing.rows, node, heir.is_)
    return editing.built(f"Deleted {called}; {new} took its place.", editing.rows[heir.is_].label)


def _renamed_away(editing: Editing, node: int, place: Maker, heir: Operand) -> bool:
    """Where a line does nothing but name the node, and its input has a name too: that name stands for both."""
    reading = editing.reading
    statement = reading.statement(place)
    if not isinstance(heir.expression, ast.Name):
        return False
    match statement:
        case ast.AugAssign(target=target) if statement is place and heir.expression is target:
            remove(reading, editing.edits, {statement}, {})
            return True
        case ast.Assign(targets=[ast.Name() as target], value=value) if value is place:
            pass
        case _:
            return False
    uses, name = reading.loads(target.id), heir.expression.id
    if len(reading.bindings[target.id]) > 1:
        return False
    if len(reading.bindings[name]) > 1 and any(reading.name_at(heir.is_, reading.index(use)) != name for use in uses):  # type: ignore[arg-type]
        return False
    labels = {reading.statement(text) for text in reading.label_texts(node)} - {statement}
    for use in uses:
        if reading.statement(use) not in labels:
            editing.edits.replace(*reading.range(use), name)
    remove(reading, editing.edits, {statement, *labels}, {})
    return True


def _stand_in(editing: Editing, node: int, place: Maker, heir: Operand) -> None:
    """The input's own text stands where the op was."""
    reading, piece = editing.reading, piece_of(editing, heir)
    assert isinstance(heir.is_, int)
    if isinstance(place, ast.AugAssign):
        editing.edits.replace(*reading.range(place), f"{reading.text(place.target)} = {piece.text}")
    else:
        editing.edits.replace(*reading.outer(place), piece.held(demanded(reading.parents[place], place)))
    named = any(known.value is place for known in reading.variables.get(node, []))
    if named and (not editing.graph.label[heir.is_] or reading.label_texts(node)):
        wanted.rename(editing.rows, heir.is_, editing.rows[node].label)
