"""getattr, setattr and hasattr, which know the properties that the sandbox does not have; and methods of numbers."""

from __future__ import annotations

from typing import Any

from app.program.prelude.hooks import read, write
from app.program.prelude.numpy_array import Array
from app.program.prelude.own_objects import is_own
from app.program.prelude.value import Value


def attribute_of(thing: Any, name: str, *default: Any) -> Any:
    """getattr()"""
    if isinstance(name, str) and (hasattr(thing, f"_get_{name}") or is_own(thing) and hasattr(thing, name)):
        return read(thing, name, f"_get_{name}")
    return getattr(thing, name, *default)


def give_attribute(thing: Any, name: str, value: Any) -> None:
    """setattr()"""
    if isinstance(name, str) and (hasattr(thing, f"_set_{name}") or is_own(thing)):
        write(thing, name, f"_set_{name}", value, 1 if isinstance(value, (int, float)) else 0)
    else:
        setattr(thing, name, value)


def has_attribute(thing: Any, name: str) -> bool:
    """hasattr()"""
    return hasattr(thing, name) or isinstance(name, str) and hasattr(thing, f"_get_{name}")


def of_number(thing: Any, name: str) -> Any:
    """The method of a number that numpy gave: here it is Python's, and an array without dimensions does it."""
    if not isinstance(thing, (int, float)):
        return attribute_of(thing, name)
    if name == "bit_length":
        return lambda: len(bin(abs(int(thing)))) - 2 if thing else 0

    def method(*items: Any, **options: Any) -> Any:
        result = getattr(Array([thing], ()), name)(*items, **options)
        return result.items[0] if isinstance(result, Array) and not result.shape else result

    return method


def identity_of(thing: Any) -> int:
    """id(): a value that was found in `_prev` is the one that the program made, though another object stands for it."""
    return FIRST_IDENTITY + thing._node if isinstance(thing, Value) else id(thing)


FIRST_IDENTITY = 1 << 56  # beyond those of other objects


named_as: list[tuple[Any, Any]] = []  # functions, and those whose names they took over


def wraps(function: Any, *parts: Any, **options: Any) -> Any:
    """functools.wraps(), which gives a name."""

    def taking(wrapper: Any) -> Any:
        named_as.append((wrapper, function))
        return wrapper

    return taking


def name_of_function(thing: Any) -> Any:
    """thing.__name__, which functions of the sandbox do not have."""
    for wrapper, function in reversed(named_as):
        thing = function if wrapper is thing else thing
    return thing.__name__ if hasattr(thing, "__name__") else str(thing).split(" ")[1].strip("'>")
