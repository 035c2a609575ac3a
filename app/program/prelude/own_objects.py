"""Objects of classes that the program defines itself: what is known of their class, and the numbers in them."""

from __future__ import annotations

from typing import Any

from app.program.prelude.numpy_array import Array

mine: dict[int, Any] = {}  # node → the object that it was noted for
frames: list[Frame] = []  # methods that are being run
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
