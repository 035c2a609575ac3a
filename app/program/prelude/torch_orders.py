"""Functions that put elements in order, pick some of them or ask them: max, sort, topk, where, all, any."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from app.program.prelude.elements import derived, is_tracked, nodes_for, numbers_for, of_two, values
from app.program.prelude.reductions import extreme
from app.program.prelude.shapes import along, axis_of, common_shape, count
from app.program.prelude.tape import look, now
from app.program.prelude.tensor import Tensor
from app.program.prelude.tensor_text import compared
from app.program.prelude.views import flipped, taken

if TYPE_CHECKING:
    from collections.abc import Callable


class Found:
    """torch.return_types.max and its like: the elements, and where they were."""

    def __init__(self, name: str, found: Tensor, indices: Tensor) -> None:
        self.name = name
        self.values = found
        self.indices = indices

    def __iter__(self) -> Any:
        return iter([self.values, self.indices])

    def __getitem__(self, key: int) -> Tensor:
        return [self.values, self.indices][key]

    def __len__(self) -> int:
        return 2

    def __repr__(self) -> str:
        return f"torch.return_types.{self.name}(\nvalues={self.values},\nindices={self.indices})"


def picked_along(name: str, tensor: Tensor, dim: int, order: Callable[[list[Any]], list[int]]) -> Found:
    """Of each line along `dim` the elements that `order` chooses; in the graph they stay what they are."""
    look()
    shape = tensor._shape or (1,)
    axis = axis_of(dim, shape)
    lines, rest = along(shape, axis)
    items = values(tensor)
    chosen = [order([items[place] for place in line]) for line in lines]
    size = len(chosen[0]) if chosen else 0
    inner = count(rest[axis:])
    outer = len(lines) // inner if inner else 0
    order_of = [(o * inner + i, k) for o in range(outer) for k in range(size) for i in range(inner)]
    wanted = (*rest[:axis], size, *rest[axis:])
    places = [lines[line][chosen[line][k]] for line, k in order_of]
    where = Tensor([chosen[line][k] for line, k in order_of], wanted, "int64")
    return Found(name, taken(tensor, places, wanted, name.title()), where)


def largest_or_pair(name: str) -> Any:
    """max(x), max(x, y) and max(x, dim)."""

    def best(line: list[Any]) -> list[int]:
        sign = 1 if name == "max" else -1
        place = 0
        for i, item in enumerate(line):
            if sign * item > sign * line[place]:
                place = i
        return [place]

    def function(input: Tensor, dim: Any = None, keepdim: bool = False, other: Any = None, axis: Any = None) -> Any:
        dim = axis if dim is None else dim
        other = dim if isinstance(dim, Tensor) else other
        if other is not None:
            return of_two(name, input, other)
        if dim is None:
            return extreme(name, input)
        found = picked_along(name, input, dim, best)
        if keepdim:
            return found
        shape = found.values._shape
        rest = shape[: axis_of(dim, shape)] + shape[axis_of(dim, shape) + 1 :] if input._shape else ()
        places = list(range(count(rest)))
        where = Tensor(found.indices._numbers, rest, "int64")
        return Found(name, taken(found.values, places, rest, name.title()), where)

    return function


def place_of(name: str) -> Any:
    """argmax(), argmin()"""
    pick = largest_or_pair(name)

    def function(input: Tensor, dim: Any = None, keepdim: bool = False) -> Any:
        if dim is None:
            input, dim = taken(input, list(range(count(input._shape))), (count(input._shape),)), 0
        return pick(input, dim, keepdim).indices

    return function


def in_order(input: Tensor, dim: int = -1, descending: bool = False) -> Found:
    """sort()"""

    def order(line: list[Any]) -> list[int]:
        return sorted(range(len(line)), key=lambda i: -line[i] if descending else line[i])

    return picked_along("sort", input, dim, order)


def largest_few(input: Tensor, k: int, dim: int = -1, largest: bool = True) -> Found:
    """topk()"""

    def order(line: list[Any]) -> list[int]:
        return sorted(range(len(line)), key=lambda i: -line[i] if largest else line[i])[:k]

    return picked_along("topk", input, dim, order)


def middle(input: Tensor) -> Any:
    """median(): of two middle ones the lower."""

    def order(line: list[Any]) -> list[int]:
        return [sorted(range(len(line)), key=lambda i: line[i])[(len(line) - 1) // 2]]

    flat = taken(input, list(range(count(input._shape))), (count(input._shape),))
    return taken(picked_along("median", flat, 0, order).values, [0], (), "median")


def picked_where(condition: Tensor, input: Any, other: Any) -> Any:
    """where(): element by element the one or the other, which stay what they are."""
    shape = common_shape(condition._shape, input._shape if isinstance(input, Tensor) else ())
    shape = common_shape(shape, other._shape if isinstance(other, Tensor) else ())
    yes = numbers_for(condition, shape)
    both = [each for each in (input, other) if isinstance(each, Tensor)]
    dtype = both[0]._dtype if both else now.width
    if now.recording and any(is_tracked(each) for each in both):
        pairs = zip(yes, nodes_for(input, shape), nodes_for(other, shape), strict=True)
        return derived([a if test else b for test, a, b in pairs], shape, dtype, "where", any(x._wants for x in both))
    pairs = zip(yes, numbers_for(input, shape), numbers_for(other, shape), strict=True)
    return Tensor([a if test else b for test, a, b in pairs], shape, dtype)


def tested(test: Callable[[float], bool]) -> Any:
    return lambda input: Tensor([test(item) for item in values(input)], input._shape, "bool")


def compared_by(sign: str) -> Any:
    return lambda input, other: compared(input, sign, other)


def nearly(input: Tensor, other: Tensor, rtol: float = 1e-05, atol: float = 1e-08) -> Tensor:
    pairs = zip(values(input), numbers_for(other, input._shape), strict=True)
    return Tensor([abs(a - b) <= atol + rtol * abs(b) for a, b in pairs], input._shape, "bool")


def distinct(input: Tensor) -> Tensor:
    return Tensor(sorted(set(values(input))), (len(set(values(input))),), input._dtype)


ORDERS: dict[str, Any] = {
    "max": largest_or_pair("max"),
    "min": largest_or_pair("min"),
    "amax": lambda input, dim=None, keepdim=False: _values(largest_or_pair("max")(input, dim, keepdim)),
    "amin": lambda input, dim=None, keepdim=False: _values(largest_or_pair("min")(input, dim, keepdim)),
    "argmax": place_of("max"),
    "argmin": place_of("min"),
    "sort": in_order,
    "argsort": lambda input, dim=-1, descending=False: in_order(input, dim, descending).indices,
    "topk": largest_few,
    "median": middle,
    "unique": distinct,
    "flip": flipped,
    "isnan": tested(lambda item: item != item),
    "isinf": tested(math.isinf),
    "isfinite": tested(math.isfinite),
    "isclose": nearly,
    "all": lambda input: Tensor([all(values(input))], (), "bool"),
    "any": lambda input: Tensor([any(values(input))], (), "bool"),
    "eq": compared_by("=="),
    "ne": compared_by("!="),
    "lt": compared_by("<"),
    "le": compared_by("<="),
    "gt": compared_by(">"),
    "ge": compared_by(">="),
    "equal": lambda input, other: input._shape == other._shape and values(input) == values(other),
}


def _values(found: Any) -> Any:
    return found.values if isinstance(found, Found) else found
