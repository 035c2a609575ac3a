"""numpy's arrays, of numbers or of values."""

from __future__ import annotations

from typing import Any

from app.program.prelude.builtin import compare
from app.program.prelude.numpy_elements import dot, elementwise, pairwise, transpose
from app.program.prelude.numpy_kinds import cast_to, dtype_of
from app.program.prelude.numpy_text import array_text
from app.program.prelude.shapes import Places, count, flat, nested, picked, shape_of_list, stretched


class Array:
    """A numpy array: its elements in a row, and their shape."""

    def __init__(self, items: list[Any], shape: tuple[int, ...]) -> None:
        self.items = items
        self.shape = shape

    @property
    def T(self) -> Any:
        return transpose(self)

    @property
    def size(self) -> int:
        return count(self.shape)

    @property
    def dtype(self) -> Any:
        return dtype_of(self.items)

    @property
    def ndim(self) -> int:
        return len(self.shape)

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, Array) and len(key.shape) > 1 and all(type(item) is int for item in key.items):
            return self[key.reshape(-1)].reshape(*key.shape, *self.shape[1:])  # a row for each number of a table
        places, shape = picked(self.shape, index_key(key))
        return scalar_or_array([self.items[place] for place in places], shape)

    def __setitem__(self, key: Any, value: Any) -> None:
        places, shape = picked(self.shape, index_key(key))
        value = array_of(value)
        values = stretched(value.items, value.shape, shape) if isinstance(value, Array) else [value] * len(places)
        kind = dtype_of(self.items)
        for place, item in zip(places, values, strict=True):
            self.items[place] = cast_to(kind, item) if isinstance(item, (int, float)) else item

    def __len__(self) -> int:
        if not self.shape:
            raise TypeError("len() of unsized object")
        return self.shape[0]

    def __iter__(self) -> Any:
        return iter(list(self.items) if len(self.shape) == 1 else [self[i] for i in range(self.shape[0])])

    def __repr__(self) -> str:
        return f"array({array_text(self.items, self.shape, ', ', 6)})"

    def __str__(self) -> str:
        return array_text(self.items, self.shape, " ", 0)

    def __float__(self) -> float:
        return float(only_item(self))

    def __int__(self) -> int:
        return int(only_item(self))

    def __bool__(self) -> bool:
        if len(self.items) > 1:
            raise ValueError("The truth value of an array with more than one element is ambiguous. Use any() or all()")
        return bool(self.items) and bool(self.items[0])

    def tolist(self) -> Any:
        return nested(self.items, self.shape)

    def reshape(self, *shape: Any) -> Array:
        wanted = tuple(shape[0]) if len(shape) == 1 and not isinstance(shape[0], int) else shape
        known = count(tuple([size for size in wanted if size != -1]))
        return Array(self.items, tuple([count(self.shape) // known if size == -1 else size for size in wanted]))

    def astype(self, kind: Any) -> Array:
        return Array([cast_to(kind, item) for item in self.items], self.shape)

    def item(self, *place: int) -> Any:
        return self.items[place[0]] if place else only_item(self)

    def sort(self, axis: int = -1) -> None:
        """In place, along the last axis."""
        if axis % len(self.shape) != len(self.shape) - 1:
            raise ValueError("x.sort() goes along the last axis here; np.sort(x, axis) along any")
        size = self.shape[-1]
        for start in range(0, len(self.items), size or 1):
            self.items[start : start + size] = sorted(self.items[start : start + size])

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

    def __rpow__(self, other: Any) -> Any:
        return pairwise(other, self, lambda x, y: x**y)

    def __floordiv__(self, other: Any) -> Any:
        return pairwise(self, other, lambda x, y: x // y)

    def __mod__(self, other: Any) -> Any:
        return pairwise(self, other, lambda x, y: x % y)

    def __and__(self, other: Any) -> Any:
        return pairwise(self, other, lambda x, y: x & y)

    def __or__(self, other: Any) -> Any:
        return pairwise(self, other, lambda x, y: x | y)

    def __invert__(self) -> Any:
        return elementwise("invert", lambda x: not x)(self)

    def __abs__(self) -> Any:
        return elementwise("abs", lambda x: x if x >= 0 else -x)(self)

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


def only_item(x: Array) -> Any:
    if len(x.items) != 1:
        raise TypeError("only length-1 arrays can be converted to Python scalars")
    return x.items[0]


def index_key(key: Any) -> Any:
    """An index without arrays in it; a table of yes and no is a list of the places where it says yes."""
    if isinstance(key, Array):
        if len(key.shape) > 1 and all(isinstance(item, bool) for item in key.items):
            return Places([place for place, yes in enumerate(key.items) if yes])
        return list(key.items) if key.shape else key.items[0]
    if isinstance(key, range):
        return list(key)
    return tuple([index_key(part) for part in key]) if isinstance(key, tuple) else key


def scalar_or_array(items: list[Any], shape: tuple[int, ...]) -> Any:
    return Array(items, shape) if shape else items[0]


def array_of(data: Any, dtype: Any = None) -> Any:
    """An array as a copy, lists as an array; a single number, or value, as it is."""
    if isinstance(data, Array):
        return data.copy() if dtype is None else data.astype(dtype)
    if hasattr(data, "tolist"):
        data = data.tolist()
    if isinstance(data, (list, tuple, range)):
        rows = [part.tolist() if hasattr(part, "tolist") else part for part in data]
        items = flat(rows)
        if dtype is not None:
            items = [cast_to(dtype, item) for item in items]
        elif any(isinstance(item, float) for item in items):
            items = [float(item) if isinstance(item, int) else item for item in items]
        return Array(items, shape_of_list(rows))
    return data


def new_array(data: Any, dtype: Any = None, ndmin: int = 0, copy: bool = True) -> Any:
    """np.array(): of a single number an array without dimensions."""
    made = array_of(data, dtype)
    if isinstance(made, (int, float)):
        made = Array([made if dtype is None else cast_to(dtype, made)], ())
    return made.reshape((1,) * (ndmin - len(made.shape)) + made.shape) if ndmin else made
