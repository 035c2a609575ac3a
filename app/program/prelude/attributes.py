"""getattr, setattr and hasattr, which know the properties that the sandbox does not have."""

from __future__ import annotations

from typing import Any

from app.program.prelude.hooks import read, write
from app.program.prelude.own import is_own


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
