"""Enum: the members of a class of names."""

from __future__ import annotations

from typing import Any

from app.program.prelude.modules import MODULES, Namespace, same


class Auto:
    """enum.auto(): one more than the member before."""


def make_members(kind: Any, names: list[str], values: list[Any]) -> None:
    members: list[Any] = []
    last = 0
    for name, value in zip(names, values, strict=True):
        number = last + 1 if isinstance(value, Auto) else value
        known = [member for member in members if member.value == number]
        member = known[0] if known else kind(name, number)
        if not known:
            members.append(member)
        last = number if isinstance(number, int) else last
        setattr(kind, name, member)
    kind._backlight_enum = members


def member_of(kind: Any, value: Any) -> Any:
    """Op("+")"""
    for member in kind._backlight_enum:
        if member is value or member.value == value:
            return member
    raise ValueError(f"{value!r} is not a valid {kind.__name__}")


def member_named(kind: Any, name: str) -> Any:
    """Op["ADD"]"""
    for member in kind._backlight_enum:
        if member.name == name:
            return member
    raise KeyError(name)


def members_of(kind: Any) -> list[Any]:
    return list(kind._backlight_enum)


MODULES["enum"] = Namespace(Enum=object, IntEnum=object, StrEnum=object, auto=Auto, unique=same)
