"""Values of a class that the program defines itself: noted as they are made, beside what they should be.

The tape computes the right numbers; the program's own stay in its objects and are reported too."""

from __future__ import annotations

from typing import Any

from app.program.prelude.gradients import set_data
from app.program.prelude.operations import LEAF, OPERATIONS
from app.program.prelude.own_links import children_of, operation_word
from app.program.prelude.own_matching import CERTAIN, NAMES, guessed, matching
from app.program.prelude.own_objects import frames, is_own, mine, number_of, plain_number, strange, words
from app.program.prelude.tape import code_of, compute, compute_one, constant, leaf, named_node, now, numbers

waiting: list[tuple[Any, int]] = []  # objects born outside of them, with their site; not yet known what they are


def born(thing: Any) -> None:
    """An object of such a class has been made."""
    if hasattr(thing, "_backlight_born"):
        return
    if plain_number(getattr(thing, thing._backlight_kind.number, None)) is None:
        return  # it holds a list, or an array: what is done to it cannot be told number by number
    thing._backlight_born = True
    if frames:
        frames[-1].born.append(thing)
    else:
        note_waiting()
        waiting.append((thing, now.site))


def note_waiting() -> None:
    """Note the objects that were made outside of methods; by now it is known whether they have children."""
    while waiting:
        thing, site = waiting.pop(0)
        before, now.site = now.site, site
        note_free(thing)
        now.site = before


def named_own(thing: Any, name: str, inside: int) -> None:
    """An object is put in a variable; in a function it may be that its maker is not done with it yet."""
    if not inside:
        note_waiting()
    if hasattr(thing, "_backlight_node"):
        named_node(thing._backlight_node, name, inside)
    elif not hasattr(thing, "_backlight_called"):
        thing._backlight_called = (name, inside)


def note_free(thing: Any) -> None:
    children = children_of(thing)
    if children:
        note_operation(thing, operation_word(thing), children)
    else:
        note_leaf(thing)


def note_leaf(thing: Any) -> None:
    wants = [getattr(thing, name, None) for name in thing._backlight_kind.fields if "require" in name]
    connect(thing, leaf(number_of(thing), not any(each is False for each in wants)))


def note_constant(thing: Any) -> None:
    connect(thing, constant(number_of(thing)))


def connect(thing: Any, node: int) -> None:
    thing._backlight_node = node
    mine[node] = thing
    if hasattr(thing, "_backlight_called"):
        named_node(node, *thing._backlight_called)


def note_operation(thing: Any, word: str, operands: list[Any]) -> None:
    """Note an object that was computed; of an unknown operation look for one that gives its number."""
    for operand in operands:
        if is_own(operand):
            refresh(operand)
    name = NAMES.get(word, NAMES.get(word.lower(), word.lower().strip("_")))
    out = number_of(thing)
    match = matching(name, operands, out)
    if match is None and name not in CERTAIN:
        match = guessed(operands, out)
    if match is None and name in CERTAIN and len(operands) == len(OPERATIONS[name].slopes):
        match = (name, operands, None)  # its own number is wrong: that is for the diagnosis
    if match is None:
        strange.append((now.site // 64, word))
        note_leaf(thing)
        return
    name, operands, k = match
    nodes = [operand._backlight_node if is_own(operand) else constant(operand) for operand in operands]
    operation = OPERATIONS[name]
    connect(thing, compute(operation, *nodes) if len(nodes) == 2 else compute_one(operation, nodes[0], k))
    words[thing._backlight_node] = word


def refresh(thing: Any) -> None:
    """Follow a leaf whose number the program changed behind our back."""
    if not hasattr(thing, "_backlight_node"):
        if any(thing is each for frame in frames for each in frame.born) and not children_of(thing):
            note_constant(thing)  # a number that a method wrapped
        else:
            note_free(thing)
    node = thing._backlight_node
    if code_of(node) == LEAF and numbers[node] != number_of(thing):
        set_data(node, number_of(thing))
