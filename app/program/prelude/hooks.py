"""What the rewriter puts into a program: where it is, what things are called, and what the sandbox's Python lacks."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from app.program.prelude.tape import limits, now, variables
from app.program.prelude.value import Value, plain

if TYPE_CHECKING:
    from collections.abc import Iterable


def here(value: Any, site: int) -> Any:
    """`value`; what is done next is done at the place `site // 64`."""
    now.site = site
    return value


def start(seed: int, nodes: int, characters: int) -> None:
    random.seed(seed)
    limits.nodes = now.most = nodes
    now.room = characters


def where() -> int:
    """The site that the program was last at."""
    return now.site // 64


def aside(depth: int) -> None:
    """What follows is only printed, or no longer."""
    now.aside += depth


def last(value: Any) -> Any:
    """`value`, which the program's last line gave."""
    if isinstance(value, Value):
        now.last = value._node
    return value


def named(value: Any, name: str, inside: int, depth: int = 0) -> Any:
    """`value`, which is put in a variable called `name`, inside a function or not. The outermost first name is kept."""
    if isinstance(value, Value):
        known = variables.get(value._node)
        if known is None or inside < known[0]:
            variables[value._node] = (inside, name)
    elif isinstance(value, (list, tuple)) and depth < 3:
        for index, item in enumerate(value):
            if not isinstance(item, (Value, list, tuple)):
                break
            named(item, f"{name}[{index}]", inside, depth + 1)
    return value


def named_each(values: Iterable[Any], names: list[str], inside: int) -> list[Any]:
    values = list(values)
    for value, name in zip(values, names, strict=False):
        if name:
            named(value, name, inside)
    return values


def read(target: Any, name: str, getter: str) -> Any:
    """`target.name`, where `name` is a property of some class."""
    if hasattr(target, getter):
        return getattr(target, getter)()
    return getattr(target, name)


def write(target: Any, name: str, setter: str, value: Any) -> None:
    if hasattr(target, setter):
        getattr(target, setter)(value)
    else:
        setattr(target, name, value)


def shown(value: Any) -> Any:
    """`value` as a format such as .3f can take it."""
    if isinstance(value, tuple):
        return tuple([plain(item) for item in value])
    return plain(value)


def whole_power(x: Any, y: Any) -> Any:
    if isinstance(x, int) and isinstance(y, int) and y > 0 and abs(x) > 1 and y * len(str(abs(x))) > LONGEST:
        raise OverflowError(f"{x} ** {y} has too many digits")
    return x**y


def whole_shift(x: Any, y: Any) -> Any:
    if isinstance(y, int) and y > LONGEST:
        raise OverflowError(f"{x} << {y} has too many digits")
    return x << y


LONGEST = 10_000  # digits of a whole number


def remove(whole: Any, key: Any) -> None:
    """del whole[key]"""
    if hasattr(whole, "__delitem__"):
        whole.__delitem__(key)
    else:
        whole.pop(key)


class StaticMethod:
    """A function in a class that is called without an object."""

    def __init__(self, function: Any) -> None:
        self.function = function

    def __call__(self, *items: Any, **options: Any) -> Any:
        return self.function(*items, **options)


class ClassMethod:
    """A function in a class that is called with the class."""

    def __init__(self, function: Any) -> None:
        self.function = function
        self.owner = None

    def __call__(self, *items: Any, **options: Any) -> Any:
        return self.function(self.owner, *items, **options)


def inherit(child: Any, bases: list[Any], own: list[str], fields: list[str]) -> None:
    """Give `child` the members of its bases that are not its own; of one of our classes all that it names."""
    taken = set(own)
    for base, names in bases:
        for name in names or base._members:
            if name not in taken:
                taken.add(name)
                setattr(child, name, getattr(base, name))
    child._backlight_fields = fields


def bind(owner: Any, names: list[str]) -> None:
    for name in names:
        method = ClassMethod(getattr(owner, name).function)
        method.owner = owner
        setattr(owner, name, method)
