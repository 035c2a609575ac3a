"""numpy's arrays, of numbers or of values."""

from __future__ import annotations

from typing import Any

from app.program.prelude.builtin import add_up, compare, python_max
from app.program.prelude.shapes import (
    common_shape,
    count,
    flat,
    nested,
    picked,
    shape_of_list,
    stretched,
)


class Array:
    """A numpy array: its elements in a row, and their shape."""

    def __init__(self, items: list[Any], shape: tuple[int, ...]) -> None:
        self.items = items
        self.shape = shape

    @property
    def T(self) -> Array:
        return transpose(self)

    @property
    def size(self) -> int:
        return count(self.shape)

    @property
    def ndim(self) -> int:
        return len(self.shape)

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, Array):
            key = key.items
        places, shape = picked(list(range(count(self.shape))), self.shape, key)
        return scalar_or_array([self.items[place] for place in places], shape)

    def __setitem__(self, key: Any, value: Any) -> None:
        places, shape = picked(list(range(count(self.shape))), self.shape, key)
        values = stretched(value.items, value.shape, shape) if isinstance(value, Array) else [value] * len(places)
        for place, item in zip(places, values, strict=True):
            self.items[place] = item

    def __len__(self) -> int:
        return self.shape[0]

    def __iter__(self) -> Any:
        return iter([self[i] for i in range(self.shape[0])])

    def __repr__(self) -> str:
        return f"array({self.tolist()})"

    def __str__(self) -> str:
        return array_text(self.items, self.shape)

    def tolist(self) -> Any:
        return nested(self.items, self.shape)

    def reshape(self, *shape: Any) -> Array:
        wanted = tuple(shape[0]) if len(shape) == 1 and not isinstance(shape[0], int) else shape
        known = count(tuple([size for size in wanted if size != -1]))
        return Array(self.items, tuple([count(self.shape) // known if size == -1 else size for size in wanted]))

    def astype(self, kind: Any) -> Array:
        return Array([int(item) if kind is int else float(item) for item in self.items], self.shape)

    def item(self) -> Any:
        return self.items[0]

    def copy(self) -> Array:
        return Array(list(self.items), self.shape)

    def __add__(self, other: Any) -> Any:
        return pairwise(self, other, lambda x, y: x + y)

    def __radd__(self, other: Any) -> Any:
        return pairwise(other, self, lambda x, y: x + y)

    def __sub__(self, other: Any) -> Any:
        return pairwise(self, other, lambda x, y: x - y)

    def __rsub__(self, other: Any) -> Any:
        return pairwise(other, self, lambda x, y: x - y)

    def __mul__(self, other: Any) -> Any:
        return pairwise(self, other, lambda x, y: x * y)

    def __rmul__(self, other: Any) -> Any:
        return pairwise(other, self, lambda x, y: x * y)

    def __truediv__(self, other: Any) -> Any:
        return pairwise(self, other, lambda x, y: x / y)

    def __rtruediv__(self, other: Any) -> Any:
        return pairwise(other, self, lambda x, y: x / y)

    def __pow__(self, other: Any) -> Any:
        return pairwise(self, other, lambda x, y: x**y)

    def __neg__(self) -> Array:
        return Array([-item for item in self.items], self.shape)

    def __matmul__(self, other: Array) -> Any:
        return dot(self, other)

    def __lt__(self, other: Any) -> Any:
        return pairwise(self, other, lambda x, y: compare(x, "<", y))

    def __gt__(self, other: Any) -> Any:
        return pairwise(self, other, lambda x, y: compare(x, ">", y))

    def __le__(self, other: Any) -> Any:
        return pairwise(self, other, lambda x, y: compare(x, "<=", y))

    def __ge__(self, other: Any) -> Any:
        return pairwise(self, other, lambda x, y: compare(x, ">=", y))

    def __eq__(self, other: object) -> Any:
        return pairwise(self, other, lambda x, y: x == y)

    def __hash__(self) -> int:
        return id(self)


def array_text(items: list[Any], shape: tuple[int, ...]) -> str:
    """How print() shows an array: short numbers, their points one under the other."""
    return laid_rows(aligned([f"{item:.8g}" if isinstance(item, float) else str(item) for item in items], items), shape)


def aligned(texts: list[str], items: list[Any]) -> list[str]:
    if any(isinstance(item, float) for item in items):
        parts = [
            (text if "." in text or not text.lstrip("-").isdigit() else text + ".").partition(".") for text in texts
        ]
        before = python_max([len(part[0]) for part in parts])
        after = python_max([len(part[2]) for part in parts])
        return [" " * (before - len(x)) + x + dot_ + y + " " * (after - len(y)) for x, dot_, y in parts]
    width = python_max([len(text) for text in texts]) if texts else 0
    return [" " * (width - len(text)) + text for text in texts]


def laid_rows(texts: list[str], shape: tuple[int, ...]) -> str:
    if len(shape) == 1:
        return "[" + " ".join(texts) + "]"
    size = count(shape[1:])
    return "[" + "\n ".join([laid_rows(texts[i * size : (i + 1) * size], shape[1:]) for i in range(shape[0])]) + "]"


def scalar_or_array(items: list[Any], shape: tuple[int, ...]) -> Any:
    return Array(items, shape) if shape else items[0]


def array_of(data: Any, dtype: Any = None) -> Any:
    """np.array()"""
    if isinstance(data, Array):
        return data.copy()
    if hasattr(data, "tolist"):
        data = data.tolist()
    if isinstance(data, (list, tuple, range)):
        rows = [part.tolist() if isinstance(part, Array) else part for part in data]
        return Array(flat(rows), shape_of_list(rows))
    return data


def pairwise(a: Any, b: Any, function: Any) -> Any:
    """Element by element, stretched to a common shape."""
    x, y = array_of(a), array_of(b)
    if not isinstance(x, Array):
        return Array([function(x, item) for item in y.items], y.shape) if isinstance(y, Array) else function(x, y)
    if not isinstance(y, Array):
        return Array([function(item, y) for item in x.items], x.shape)
    shape = common_shape(x.shape, y.shape)
    pairs = zip(stretched(x.items, x.shape, shape), stretched(y.items, y.shape, shape), strict=True)
    return Array([function(one, other) for one, other in pairs], shape)


def elementwise(name: str, function: Any) -> Any:
    """np.tanh and its like: of arrays, of numbers, and of values, which have a method of that name."""

    def apply_to(x: Any) -> Any:
        x = array_of(x)
        if isinstance(x, Array):
            return Array([apply_to(item) for item in x.items], x.shape)
        return getattr(x, name)() if hasattr(x, name) and not isinstance(x, (int, float)) else function(float(x))

    return apply_to


def total_of(items: list[Any]) -> Any:
    return add_up(items[1:], items[0]) if items else 0.0


def dot(a: Any, b: Any) -> Any:
    """Rows and matrices: products, added up."""
    x, y = array_of(a), array_of(b)
    if not isinstance(x, Array) or not isinstance(y, Array):
        return x * y
    if len(y.shape) == 2:
        columns = [y[:, c] for c in range(y.shape[1])]
        return (
            array_of([dot(x, column) for column in columns])
            if len(x.shape) == 1
            else array_of([[dot(row, column) for column in columns] for row in x])
        )
    if len(x.shape) == 2:
        return array_of([dot(row, y) for row in x])
    if x.shape != y.shape:
        raise ValueError(f"shapes {x.shape} and {y.shape} not aligned")
    return total_of([one * other for one, other in zip(x.items, y.items, strict=True)])


def transpose(x: Array) -> Array:
    if len(x.shape) < 2:
        return x
    rows, columns = x.shape
    return Array([x.items[r * columns + c] for c in range(columns) for r in range(rows)], (columns, rows))
