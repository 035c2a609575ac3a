"""Exceptions of the program's own: objects that travel inside of one of Python's."""

from __future__ import annotations

from typing import Any

under_way: list[tuple[Any, Any]] = []  # what was raised, and the object that it carries


class Failure:
    """What such classes inherit from."""

    _backlight_base: Any = Exception
    _backlight_line: Any = ()

    def __init__(self, *args: Any) -> None:
        self.args = args

    def __str__(self) -> str:
        args = getattr(self, "args", ())
        return "" if not args else str(args[0]) if len(args) == 1 else str(args)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join([repr(each) for each in getattr(self, 'args', ())])})"


def carried(thing: Any) -> Any:
    """What is raised for `thing`: an error as it is, for an object of the program's own one that carries it."""
    if not hasattr(thing, "_backlight_base"):
        return thing
    if not hasattr(thing, "args"):
        thing = thing() if is_class(thing) else thing
    error = thing._backlight_base(f"{type(thing).__name__}: {thing}")
    under_way.append((error, thing))
    return error


def is_class(thing: Any) -> bool:
    return str(type(thing)) == "<class 'type'>"


def found(error: Any) -> Any:
    """What was raised: the error itself, or what it carries."""
    for raised, thing in reversed(under_way):
        if raised is error or str(raised) == str(error):
            return thing
    return error


def is_failure(thing: Any, kinds: Any) -> bool:
    """Whether `except kinds` takes it."""
    for kind in kinds if isinstance(kinds, tuple) else (kinds,):
        if hasattr(kind, "_backlight_base"):
            if hasattr(thing, "_backlight_base") and kind.__name__ in thing._backlight_line:
                return True
        elif hasattr(thing, "_backlight_base"):
            if isinstance(thing._backlight_base(""), kind):
                return True
        elif isinstance(thing, kind):
            return True
    return False
