"""Building by hand: a gesture on the graph becomes a change of the program text, so that text and graph never disagree.

`perform` edits the text and says which graph it has to record; `check` compares, once it was recorded. To add a
gesture: a row of `gesture.Gesture`, a function like those of adding.py, a case here."""

from __future__ import annotations

from app.engine.graph import Graph
from app.program.gestures import wanted
from app.program.gestures.adding import add_leaf, apply
from app.program.gestures.changing import connect, replace
from app.program.gestures.deleting import delete
from app.program.gestures.editing import Editing
from app.program.gestures.gesture import (
    AddLeaf,
    Apply,
    Built,
    Connect,
    Delete,
    Gesture,
    GestureRefused,
    Rename,
    Replace,
)
from app.program.gestures.naming import rename
from app.program.gestures.reading import Reading
from app.program.parsing import parse
from app.program.recording import Recording

__all__ = [
    "AddLeaf",
    "Apply",
    "Built",
    "Connect",
    "Delete",
    "Gesture",
    "GestureRefused",
    "Rename",
    "Replace",
    "check",
    "perform",
]


IN_THE_TEXT = "Make the change in the program text instead."
BY_HAND = 5_000  # nodes of a graph that is built on by hand: to read and compare a larger one takes too long


def perform(program: str, recording: Recording, gesture: Gesture) -> Built:
    """The program after a gesture. Raises GestureRefused with a sentence that says what to do instead."""
    if (nodes := len(recording.graph.op)) > BY_HAND:
        said = f"The graph has {nodes:,} nodes; one of {BY_HAND:,} at most is built on by hand."
        raise GestureRefused(said, IN_THE_TEXT)
    editing = Editing(Reading(program, recording))
    match gesture:
        case AddLeaf():
            built = add_leaf(editing, gesture)
        case Apply():
            built = apply(editing, gesture)
        case Rename():
            built = rename(editing, gesture)
        case Delete():
            built = delete(editing, gesture)
        case Replace():
            built = replace(editing, gesture)
        case Connect():
            built = connect(editing, gesture)
    try:
        parse(built.program)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise _too_much() from None
    return built


def check(built: Built, graph: Graph) -> None:
    """Raises GestureRefused where the graph that the new program records is not the one that was asked for."""
    if not wanted.same(built.wanted, wanted.rows_of(graph)):
        raise _too_much()


def _too_much() -> GestureRefused:
    said = "This would change something else in the program too, so nothing was done."
    return GestureRefused(said, IN_THE_TEXT)
