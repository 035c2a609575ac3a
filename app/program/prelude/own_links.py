"""What objects of a program's own classes hold: their operands, and the word for what made them."""

from __future__ import annotations

from typing import Any

from app.program.prelude.own_objects import is_own, mine


def children_of(thing: Any) -> list[Any]:
    """The objects of its kind that it holds, in the order it holds them; also by what it holds."""
    if thing._backlight_kind.users:
        return [each for each in mine.values() if any(user is thing for user in held_by(each))]
    return held_by(thing)


def held_by(thing: Any) -> list[Any]:
    held: list[Any] = [getattr(thing, name, None) for name in thing._backlight_kind.fields]
    holders = [each for each in held if hasattr(each, "_backlight_holds")]
    held += [getattr(each, name, None) for each in holders for name in each._backlight_holds]
    return [child for each in held for child in own_in(each) if child is not thing]


def own_in(held: Any) -> list[Any]:
    if is_own(held):
        return [held]
    if not isinstance(held, (list, tuple, set, frozenset, dict)):
        return []
    found = [item for item in held if is_own(item)]
    return found + [part for item in held if isinstance(item, (list, tuple)) for part in item if is_own(part)]


def operation_word(thing: Any) -> str:
    """What the object itself says that it came from: its short text, such as + or tanh; else the class of what made
    it, or its own."""
    for name in thing._backlight_kind.fields:
        held: Any = getattr(thing, name, None)
        if hasattr(held, "_backlight_word"):
            return str(held._backlight_word)
        if name not in ("label", "name") and isinstance(held, str) and held:
            return held
    return str(thing._backlight_kind.name)
