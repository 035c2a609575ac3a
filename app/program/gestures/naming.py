"""Names of nodes: another one, a first one, or none at all."""

from __future__ import annotations

import ast

from app.engine.graph import CONSTANT
from app.program.gestures import wanted
from app.program.gestures.editing import Editing
from app.program.gestures.gesture import Built, GestureRefused, Rename
from app.program.gestures.lines import remove
from app.program.gestures.reading import Binding
from app.program.gestures.spelling import Piece, demanded, strength


def rename(editing: Editing, gesture: Rename) -> Built:
    node, wished, reading = gesture.node, gesture.name.strip(), editing.reading
    editing.check(node)
    if editing.graph.op[node] == CONSTANT:
        raise GestureRefused("A bare number has no name.", "Add a leaf instead, and connect it here.")
    known, label = reading.variables.get(node, []), editing.graph.label[node]
    binding = next((other for other in known if other.name.id == label), known[0] if known else None)
    if not wished:
        return _put_in_place(editing, node, binding)
    if wished == label:
        raise GestureRefused(f"It is called {wished} already.", "Choose another name.")
    before, texts = editing.called(node), reading.label_texts(node)
    name = _rename_variable(editing, binding, wished) if binding else editing.extract(node, wished)
    for text in texts:
        editing.edits.replace(*reading.range(text), repr(name))
        wanted.rename(editing.rows, node, name)
    return editing.built(f"{before} is now called {name}.", name)


def _rename_variable(editing: Editing, binding: Binding, wished: str) -> str:
    """All places of the variable, and so the name of all nodes that have it from there."""
    reading, old = editing.reading, binding.name.id
    name = wished if wished == old else editing.name(wished)
    if old in reading.scopes.declared:
        raise editing.refused(binding.name, f"{old} is declared global in a function")
    for place in reading.scopes.variables[old]:
        if reading.text(place) != old:  # before 3.12, Python does not say where a name stands in an f-string
            raise editing.refused(reading.statement(place), f"{old} is used within an f-string")
        editing.edits.replace(*reading.range(place), name)
    for node, label in enumerate(editing.graph.label):
        if label == old and not reading.label_texts(node):
            wanted.rename(editing.rows, node, name)
    return name


def _put_in_place(editing: Editing, node: int, binding: Binding | None) -> Built:
    """The expression goes where its name is used."""
    reading = editing.reading
    if binding is None:
        raise GestureRefused(f"{editing.called(node)} has no name.", "Give it one first.")
    name, statement = binding.name.id, reading.statement(binding.name)
    uses = reading.loads(name)
    if len(reading.bindings[name]) > 1:
        raise editing.refused(reading.bindings[name][1].name, f"{name} is set more than once")
    if len(uses) != 1 or not reading.once(uses[0]):
        count = "in a place that runs many times" if len(uses) == 1 else f"in {len(uses)} places"
        raise GestureRefused(f"{name} is used {count}.", "Only what is used once can do without a name.")
    match statement:
        case ast.Assign(targets=[ast.Name()], value=value) if reading.value(value) == node:
            pass
        case _:
            raise editing.refused(statement, f"{name} is set together with something else")
    text = editing.edits.within(*reading.range(value))
    piece = Piece(f"({text})") if "\n" in text else Piece(text, strength(value))
    editing.edits.replace(*reading.outer(uses[0]), piece.held(demanded(reading.parents[uses[0]], uses[0])))
    remove(reading, editing.edits, {statement}, {})
    if not reading.label_texts(node):
        others = [known.name.id for known in reading.variables[node] if known is not binding]
        wanted.rename(editing.rows, node, others[0] if others else "")
    return editing.built(f"The name {name} is gone: {text} stands where it was used.")
