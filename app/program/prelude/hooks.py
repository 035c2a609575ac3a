"""What the rewriter puts into a program: where it is, what things are called, and what the sandbox's Python lacks."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from app.program.prelude.elements import nodes_of
from app.program.prelude.groups import groups
from app.program.prelude.own import named_own, note_waiting
from app.program.prelude.own_objects import is_own
from app.program.prelude.own_passes import own_write
from app.program.prelude.shapes import count, indices
from app.program.prelude.tape import limits, look, named_node, now
from app.program.prelude.tensor import Tensor
from app.program.prelude.tensor_text import only_number
from app.program.prelude.value import Value, plain

if TYPE_CHECKING:
    from collections.abc import Iterable


def here(value: Any, site: int) -> Any:
    """`value`; what is done next is done at the place `site // 64`."""
    now.site = site
    return value


def start(seed: int, nodes: int, nodes_in_all: int, characters: int) -> None:
    random.seed(seed)
    now.seed = seed
    limits.nodes = now.most = nodes
    limits.nodes_in_all = nodes_in_all
    now.room = characters


def where() -> int:
    """The site that the program was last at."""
    return now.site // 64


def column(number: float) -> Value:
    """A leaf that gets its numbers from a data set."""
    return Value(number, requires_grad=False)


def aside(depth: int) -> None:
    """What follows is only printed, or no longer."""
    now.aside += depth


def last(value: Any) -> Any:
    """`value`, which the program's last line gave."""
    if isinstance(value, Value):
        now.last = value._node
    elif is_own(value):
        note_waiting()
        now.last = value._backlight_node
    elif isinstance(value, Tensor) and value._nodes is not None and len(value._nodes) == 1:
        now.last = value._nodes[0]
    return value


def named_tensor(tensor: Tensor, name: str, inside: int) -> None:
    """A tensor that was written down becomes a leaf when it gets its name; a table of data, when it is used."""
    if tensor._link or (tensor._nodes is None and not (tensor._made and count(tensor._shape) == 1)):
        tensor._named = tensor._named or (inside, name)
        return
    nodes = nodes_of(tensor)
    for node, index in zip(nodes, indices(tensor._shape) if len(nodes) > 1 else [""], strict=True):
        named_node(node, name + index, inside)


def named(value: Any, name: str, inside: int, depth: int = 0) -> Any:
    """`value`, which is put in a variable called `name`, inside a function or not. The outermost first name is kept."""
    if isinstance(value, Value):
        named_node(value._node, name, inside)
    elif is_own(value):
        named_own(value, name, inside)
    elif isinstance(value, Tensor):
        named_tensor(value, name, inside)
    elif hasattr(value, "_backlight_group"):
        row = groups[value._backlight_group]
        if not row[3]:
            row[1] = row[3] = name
    elif isinstance(value, (list, tuple)) and depth < 3:
        for index, item in enumerate(value):
            if not (isinstance(item, (Value, Tensor, list, tuple)) or is_own(item) and not (inside and depth)):
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
    if is_own(target):
        look()
    return getattr(target, name)


def write(target: Any, name: str, setter: str, value: Any, written: int = 0) -> None:
    """target.name = value; `written` says that the value is a number in the text."""
    if is_own(target):
        own_write(target, name, value, setter, written)
    elif hasattr(target, setter):
        getattr(target, setter)(value)
    else:
        setattr(target, name, value)


def shown(value: Any, form: int = 1) -> Any:
    """`value` as a format can take it: a number, for a format such as .3f; a single tensor in any case."""
    if isinstance(value, tuple):
        return tuple([shown(item) for item in value])
    if isinstance(value, Tensor):
        if form and value._shape:
            raise TypeError("unsupported format string passed to Tensor.__format__")
        return value if value._shape else only_number(value)
    return plain(value) if form else value


def truth(value: Any) -> bool:
    """Whether `value` counts as true, for objects that say so themselves."""
    if hasattr(value, "__bool__"):
        return value.__bool__()  # type: ignore[no-any-return]
    if hasattr(value, "__len__"):
        return value.__len__() > 0  # type: ignore[no-any-return]
    return bool(value)


def change(name: str, x: Any, y: Any) -> Any:
    """x += y and its like, where x may be changed in place."""
    method = f"__i{name}__"
    if hasattr(x, method):
        return getattr(x, method)(y)
    if isinstance(x, list) and name == "add":
        x.extend(y)
    elif name == "add":
        x += y
    elif name == "sub":
        x -= y
    elif name == "mul":
        x *= y
    else:
        x /= y
    return x


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
    """Give `child` the members of its bases that are not its own, those that they inherited themselves too."""
    taken = list(own)
    for base, names in bases:
        if hasattr(base, "_backlight_inherited"):
            base._backlight_inherited(child, own)
        for name in [*names, *getattr(base, "_backlight_members", ())]:
            if name not in taken and hasattr(base, name):  # else it was only announced: data: float
                taken.append(name)
                setattr(child, name, getattr(base, name))
    child._backlight_members = taken
    child._backlight_bases = [base for base, _ in bases]
    child._backlight_fields = fields


def is_subclass(kind: Any, base: Any) -> bool:
    """issubclass()"""
    if isinstance(base, tuple):
        return any(is_subclass(kind, each) for each in base)
    if kind is base or base is object:
        return True
    return any(is_subclass(each, base) for each in getattr(kind, "_backlight_bases", ()))


def bind(owner: Any, names: list[str]) -> None:
    for name in names:
        method = ClassMethod(getattr(owner, name).function)
        method.owner = owner
        setattr(owner, name, method)
