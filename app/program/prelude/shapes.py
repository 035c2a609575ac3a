"""Shapes of tensors: how elements lie in rows, and how shapes are made to fit each other, as in PyTorch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    Shape = tuple[int, ...]


def count(shape: Shape) -> int:
    total = 1
    for size in shape:
        total *= size
    return total


def shape_of_list(items: Any) -> Shape:
    """The shape of nested lists. Raises ValueError where they are not even."""
    if not isinstance(items, (list, tuple, range)):
        return ()
    shapes = [shape_of_list(item) for item in items]
    for shape in shapes:
        if shape != shapes[0]:
            raise ValueError(f"expected sequence of length {shapes[0][0] if shapes[0] else 0} at dim 1")
    return (len(items), *(shapes[0] if shapes else ()))


def flat(items: Any) -> list[Any]:
    """The numbers of nested lists, row after row."""
    if not isinstance(items, (list, tuple, range)):
        return [items]
    return [number for item in items for number in flat(item)]


def nested(items: list[Any], shape: Shape) -> Any:
    """The opposite of flat()."""
    if not shape:
        return items[0]
    size = count(shape[1:])
    return [nested(items[i * size : (i + 1) * size], shape[1:]) for i in range(shape[0])]


def indices(shape: Shape) -> list[str]:
    """[0][0], [0][1] …: how the elements are written."""
    names = [""]
    for size in shape:
        names = [f"{name}[{i}]" for name in names for i in range(size)]
    return names


def common_shape(a: Shape, b: Shape) -> Shape:
    """The shape that two shapes are stretched to. Raises RuntimeError where they do not fit."""
    length = max(len(a), len(b))
    wide_a, wide_b = (1,) * (length - len(a)) + a, (1,) * (length - len(b)) + b
    result = []
    for axis in range(length):
        x, y = wide_a[axis], wide_b[axis]
        if x != y and x != 1 and y != 1:
            raise RuntimeError(
                f"The size of tensor a ({x}) must match the size of tensor b ({y}) at non-singleton dimension {axis}"
            )
        result.append(y if x == 1 else x)
    return tuple(result)


def stretched(items: list[Any], shape: Shape, wanted: Shape) -> list[Any]:
    """The elements of `shape` as often as `wanted` needs them."""
    if shape == wanted:
        return items
    if len(items) == 1:
        return items * count(wanted)
    shape = (1,) * (len(wanted) - len(shape)) + shape
    strides = [0] * len(shape)
    step = 1
    for axis in range(len(shape) - 1, -1, -1):
        strides[axis] = step if shape[axis] > 1 else 0
        step *= shape[axis]
    places = [0]
    for axis, size in enumerate(wanted):
        places = [place + i * strides[axis] for place in places for i in range(size)]
    return [items[place] for place in places]


def axis_of(axis: int, shape: Shape) -> int:
    """`axis` counted from the front. Raises IndexError where there is none."""
    dimensions = max(len(shape), 1)
    if not -dimensions <= axis < dimensions:
        low, high = -dimensions, dimensions - 1
        raise IndexError(f"Dimension out of range (expected to be in range of [{low}, {high}], but got {axis})")
    return axis % dimensions


def along(shape: Shape, axis: int) -> tuple[list[list[int]], Shape]:
    """For each element that is left when `axis` is taken away: where its elements lie."""
    inner, size = count(shape[axis + 1 :]), shape[axis]
    outer = count(shape[:axis])
    lines = [[o * size * inner + k * inner + i for k in range(size)] for o in range(outer) for i in range(inner)]
    return lines, shape[:axis] + shape[axis + 1 :]


class Places:
    """An index that says of all elements which ones are meant, wherever they lie."""

    def __init__(self, chosen: list[int]) -> None:
        self.chosen = chosen


def picked(shape: Shape, key: Any) -> tuple[Any, Shape]:
    """Where the elements lie that `x[key]` picks, and in which shape. Raises IndexError."""
    places = range(count(shape))  # of which parts are taken without a copy: x[i] takes no longer in a long x
    if isinstance(key, Places):
        return [places[place] for place in key.chosen], (len(key.chosen),)
    if not isinstance(key, tuple):
        key = (key,)
    if any(part is Ellipsis for part in key):
        at = [part is Ellipsis for part in key].index(True)
        given = len([part for part in key if part is not None]) - 1
        key = key[:at] + (slice(None),) * (len(shape) - given) + key[at + 1 :]
    lists = [len(part) for part in key if isinstance(part, list)]
    if len(lists) > 1:  # several lists go side by side: x[[0, 1], [2, 0]] is x[0, 2] and x[1, 0]
        rows = [tuple([part[i] if isinstance(part, list) else part for part in key]) for i in range(min(lists))]
        pairs = [picked_from(places, shape, list(row)) for row in rows]
        return [place for row, _ in pairs for place in row], (len(rows), *(pairs[0][1] if pairs else ()))
    return picked_from(places, shape, list(key))


def picked_from(places: Any, shape: Shape, key: list[Any]) -> tuple[Any, Shape]:
    if not key:
        return places, shape
    part, rest = key[0], key[1:]
    if part is None:
        inner, inner_shape = picked_from(places, shape, rest)
        return inner, (1, *inner_shape)
    if not shape:
        raise IndexError(
            "invalid index of a 0-dim tensor. Use `tensor.item()` in Python to convert a 0-dim tensor to a number"
        )
    size = count(shape[1:])
    if not isinstance(part, (slice, list)):
        if not -shape[0] <= part < shape[0]:
            raise IndexError(f"index {part} is out of bounds for dimension 0 with size {shape[0]}")
        start = part % shape[0] * size
        return picked_from(places[start : start + size], shape[1:], rest)
    rows = [places[i * size : (i + 1) * size] for i in range(shape[0])]
    if isinstance(part, slice):
        chosen = [picked_from(row, shape[1:], rest) for row in rows[part]]
    else:
        chosen = [picked_from(rows[i], shape[1:], rest) for i in chosen_rows(part, shape[0])]
    inner_shape = chosen[0][1] if chosen else picked_from([0] * size, shape[1:], rest)[1]
    return [place for row, _ in chosen for place in row], (len(chosen), *inner_shape)


def chosen_rows(part: list[Any], size: int) -> list[int]:
    if part and isinstance(part[0], bool):
        return [i for i in range(size) if part[i]]
    for i in part:
        if not -size <= i < size:
            raise IndexError(f"index {i} is out of bounds for dimension 0 with size {size}")
    return [int(i) for i in part]
