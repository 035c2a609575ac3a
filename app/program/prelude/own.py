"""Values of a class that the program defines itself: noted as they are made, beside what they should be.

The tape computes the right numbers; the program's own stay in its objects and are reported too."""

from __future__ import annotations

from typing import Any

from app.program.prelude.gradients import set_data
from app.program.prelude.numpy_array import Array
from app.program.prelude.operations import LEAF, OPERATIONS
from app.program.prelude.own_links import children_of, operation_word
from app.program.prelude.own_matching import CERTAIN, MIRRORED, NAMES, guessed, matching
from app.program.prelude.own_passes import finish_by_hand
from app.program.prelude.tape import code_of, compute, compute_one, constant, leaf, named_node, now, numbers

mine: dict[int, Any] = {}  # node → the object that it was noted for
frames: list[Frame] = []  # methods that are being run
waiting: list[tuple[Any, int]] = []  # objects born outside of them, with their site; not yet known what they are
strange: list[tuple[int, str]] = []  # sites of operations that nobody knows, and their method
inner_nodes: set[int] = set()  # nodes that a method made on the way to its result
words: dict[int, str] = {}  # node → the method that made it, or what the object says of itself


class OwnKind:
    """What the rewriter saw of a class: where its objects keep their number, their gradient, and the rest; `users`
    where that is not what they were made from, but what was made of them."""

    def __init__(self, name: str, number: str, gradient: str, fields: list[str], users: bool) -> None:
        self.name = name
        self.number = number
        self.gradient = gradient
        self.fields = fields
        self.users = users


class Frame:
    """A method of an object that is being run: its name, the operands, and the objects born in it."""

    def __init__(self, name: str, operands: list[Any]) -> None:
        self.name = name
        self.operands = operands
        self.born: list[Any] = []


def own_class(cls: Any, name: str, number: str, gradient: str, fields: list[str], users: bool) -> None:
    cls._backlight_kind = OwnKind(name, number, gradient, fields, users)


def own_holder(cls: Any, name: str, kin: list[str]) -> None:
    """Objects of `cls` keep operands of an operation that is called `name`."""
    cls._backlight_holds = kin
    cls._backlight_word = name


def is_own(thing: Any) -> bool:
    return hasattr(thing, "_backlight_kind") and hasattr(thing, "_backlight_born")


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


def plain_number(held: Any) -> float | None:
    """The number that an object holds, also as an array of one element; else None."""
    if isinstance(held, Array) and len(held.items) == 1:
        held = held.items[0]
    return float(held) if isinstance(held, (int, float)) else None


def number_of(thing: Any) -> float:
    return plain_number(getattr(thing, thing._backlight_kind.number)) or 0.0


def gradient_of(thing: Any) -> float | None:
    """None where it has none yet, or never."""
    name = thing._backlight_kind.gradient
    return plain_number(getattr(thing, name, 0.0)) if name else None


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
