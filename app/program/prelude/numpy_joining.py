"""Arrays of others: put one after the other, over each other, repeated, in order."""

from __future__ import annotations

from typing import Any

from app.program.prelude.numpy_array import Array, array_of, scalar_or_array
from app.program.prelude.numpy_elements import pairwise, transpose
from app.program.prelude.numpy_kinds import as_wide
from app.program.prelude.shapes import along, axis_of, count


def rows_of_all(parts: Any) -> list[Array]:
    made = [array_of(part) for part in parts]
    return [part if isinstance(part, Array) else Array([part], (1,)) for part in made]


def concatenate(arrays: Any, axis: Any = 0) -> Any:
    parts = rows_of_all(arrays)
    if axis is None:
        items = [item for part in parts for item in part.items]
        return Array(items, (len(items),))
    at = axis_of(axis, parts[0].shape)
    if at:
        return transpose(concatenate([transpose(part) for part in parts]))
    items = [item for part in parts for item in part.items]
    return Array(items, (sum([part.shape[0] for part in parts]), *parts[0].shape[1:]))


def stack(arrays: Any, axis: int = 0) -> Any:
    parts = [array_of(each) for each in arrays]
    rows = array_of([part.tolist() if isinstance(part, Array) else part for part in parts])
    return transpose(rows) if axis in (1, -1) and len(rows.shape) == 2 else rows


def vstack(arrays: Any) -> Any:
    return concatenate([part if len(part.shape) > 1 else part.reshape(1, -1) for part in rows_of_all(arrays)])


def hstack(arrays: Any) -> Any:
    parts = rows_of_all(arrays)
    return concatenate(parts, 1 if len(parts[0].shape) > 1 else 0)


def column_stack(arrays: Any) -> Any:
    return concatenate([part if len(part.shape) > 1 else part.reshape(-1, 1) for part in rows_of_all(arrays)], 1)


class Columns:
    """np.c_[x, y]"""

    def __getitem__(self, arrays: Any) -> Any:
        return column_stack(arrays if isinstance(arrays, tuple) else (arrays,))


def append(arr: Any, values: Any, axis: Any = None) -> Any:
    return concatenate([arr, values], axis)


def expand_dims(a: Any, axis: int) -> Array:
    x = array_of(a)
    at = axis % (len(x.shape) + 1)
    return Array(x.items, (*x.shape[:at], 1, *x.shape[at:]))


def squeeze(a: Any, axis: Any = None) -> Any:
    x = array_of(a)
    kept = [size for i, size in enumerate(x.shape) if size != 1 or (axis is not None and i != axis % len(x.shape))]
    return Array(x.items, tuple(kept))


def repeat(a: Any, repeats: int, axis: Any = None) -> Array:
    x = array_of(a)
    if axis is None or not isinstance(x, Array):
        items = [item for item in (x.items if isinstance(x, Array) else [x]) for _ in range(repeats)]
        return Array(items, (len(items),))
    at = axis_of(axis, x.shape)
    step = count(x.shape[at + 1 :])
    parts = [x.items[start : start + step] for start in range(0, len(x.items), step)]
    items = [item for part in parts for _ in range(repeats) for item in part]
    return Array(items, (*x.shape[:at], x.shape[at] * repeats, *x.shape[at + 1 :]))


def nonzero(a: Any) -> tuple[Array, ...]:
    """np.nonzero(), and np.where() of a condition alone: along each axis, where something is."""
    x = array_of(a)
    places = [place for place, item in enumerate(x.items) if item]
    steps = [count(x.shape[axis + 1 :]) for axis in range(len(x.shape))]
    lines = [[place // step % size for place in places] for step, size in zip(steps, x.shape, strict=True)]
    return tuple([Array(line, (len(line),)) for line in lines])


def tile(A: Any, reps: Any) -> Any:
    x = array_of(A)
    rows, times = (1, reps) if isinstance(reps, int) else reps
    line = x if len(x.shape) > 1 else x.reshape(1, -1)
    wide = concatenate([line] * times, 1)
    return concatenate([wide] * rows) if not isinstance(reps, int) else wide.reshape(-1) if x.ndim == 1 else wide


def along_lines(function: Any) -> Any:
    """A function of a line of numbers that gives another, for each line along an axis: sort, cumsum."""

    def apply_to(a: Any, axis: int = -1) -> Any:
        x = array_of(a)
        if not isinstance(x, Array):
            return x
        lines, _ = along(x.shape, axis_of(axis, x.shape))
        items = list(x.items)
        for line in lines:
            for place, item in zip(line, function([x.items[place] for place in line]), strict=True):
                items[place] = item
        return scalar_or_array(items, x.shape)

    return apply_to


def running(step: Any) -> Any:
    def totals(line: list[Any]) -> list[Any]:
        sums = line[:1]
        for item in line[1:]:
            sums.append(step(sums[-1], item))
        return sums

    return totals


def cumulative(step: Any) -> Any:
    """np.cumsum(): without an axis of all elements, one after the other."""
    over = along_lines(running(step))
    return lambda a, axis=None: over(array_of(a).reshape(-1), 0) if axis is None else over(a, axis)


def grid(x: Any, y: Any) -> list[Array]:
    """np.meshgrid() of two rows."""
    a, b = array_of(x), array_of(y)
    shape = (count(b.shape), count(a.shape))
    return [Array(a.items * shape[0], shape), Array([item for item in b.items for _ in a.items], shape)]


def either(condition: Any, x: Any = None, y: Any = None) -> Any:
    """np.where()"""
    if x is None:
        return nonzero(condition)
    kept = pairwise(condition, x, lambda t, item: (t, item))
    return pairwise(kept, y, lambda pair, item: as_wide(pair[1] if pair[0] else item, pair[1], item))
