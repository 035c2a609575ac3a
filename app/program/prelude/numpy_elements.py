"""What is done to numpy's arrays element by element, and their products."""

from __future__ import annotations

from typing import Any

from app.program.prelude.builtin import add_up
from app.program.prelude.numpy_array import Array, array_of, scalar_or_array
from app.program.prelude.shapes import common_shape, stretched


def pairwise(a: Any, b: Any, function: Any) -> Any:
    """Element by element, stretched to a common shape."""
    if not isinstance(a, Array) and not isinstance(b, Array):
        a, b = array_of(a), array_of(b)
    x, y = (array_of(each) if isinstance(each, (list, tuple)) else each for each in (a, b))
    if not isinstance(x, Array):
        if not isinstance(y, Array):
            return function(x, y)
        return scalar_or_array([function(x, item) for item in y.items], y.shape)
    if not isinstance(y, Array):
        return scalar_or_array([function(item, y) for item in x.items], x.shape)
    shape = common_shape(x.shape, y.shape)
    pairs = zip(stretched(x.items, x.shape, shape), stretched(y.items, y.shape, shape), strict=True)
    return scalar_or_array([function(one, other) for one, other in pairs], shape)


def elementwise(name: str, function: Any) -> Any:
    """np.tanh and its like: of arrays, of numbers, and of values, which have a method of that name."""

    def apply_to(x: Any) -> Any:
        x = array_of(x)
        if isinstance(x, Array):
            return scalar_or_array([apply_to(item) for item in x.items], x.shape)
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


def transpose(x: Any, axes: Any = None) -> Any:
    x = array_of(x)
    if len(x.shape) < 2:
        return x
    rows, columns = x.shape
    return Array([x.items[r * columns + c] for c in range(columns) for r in range(rows)], (columns, rows))
