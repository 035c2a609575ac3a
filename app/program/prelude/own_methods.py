"""Methods of a class that the program defines itself: each is run as it stands, and what it makes is noted."""

from __future__ import annotations

from typing import Any

from app.program.prelude.operations import OPERATIONS
from app.program.prelude.own import note_constant, note_leaf, note_operation, note_waiting
from app.program.prelude.own_links import children_of, operation_word
from app.program.prelude.own_matching import MIRRORED, NAMES
from app.program.prelude.own_objects import Frame, frames, inner_nodes, is_own, number_of
from app.program.prelude.own_passes import finish_by_hand
from app.program.prelude.tape import code_of, now


def operate(name: str, method: Any, owner: Any, items: Any, options: Any) -> Any:
    """Run a method of an object, and note what it makes."""
    note_waiting()
    finish_by_hand()
    frame, site = Frame(name, [owner, *items, *options.values()]), now.site
    frames.append(frame)
    result = method(*items, **options)  # no try: it would hide the line of an error; `caught` tidies up
    frames.pop()
    now.site = site  # the functions that it called were not what the program came for
    for thing in frame.born:
        if thing is not result:
            inner = children_of(thing)
            if inner:
                note_operation(thing, operation_word(thing), inner)
                inner_nodes.add(thing._backlight_node)
            else:
                note_constant(thing)
    if any(thing is result for thing in frame.born):
        if is_copy(result, frame):
            note_leaf(result)
        else:
            note_operation(result, name, operands_of(frame))
    if is_own(result) and hasattr(result, "_backlight_node"):
        if frames:
            inner_nodes.add(result._backlight_node)
        else:
            inner_nodes.discard(result._backlight_node)
    return result


def is_copy(result: Any, frame: Frame) -> bool:
    """Whether a method gave the number of its object and nothing else, as detach() does."""
    known = frame.name in NAMES or frame.name in OPERATIONS
    same = len(frame.operands) == 1 and number_of(result) == number_of(frame.operands[0])
    return same and not known and not children_of(result)


def operands_of(frame: Frame) -> list[Any]:
    """The operands of a method; for a number that it wrapped into an object, that object."""
    wrapped = [
        thing for thing in frame.born if hasattr(thing, "_backlight_node") and code_of(thing._backlight_node) < 2
    ]
    operands = []
    for operand in frame.operands:
        if is_own(operand):
            operands.append(operand)
        elif isinstance(operand, (int, float)):
            same = [thing for thing in wrapped if number_of(thing) == operand]
            operands.append(same[0] if same else float(operand))
    return [*reversed(operands)] if frame.name in MIRRORED else operands
