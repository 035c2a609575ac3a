"""Sums, means and the like of numpy's arrays: over everything, or along one axis."""

from __future__ import annotations

from typing import Any

from app.program.prelude.arithmetic import power
from app.program.prelude.numpy_array import Array, array_of, scalar_or_array
from app.program.prelude.numpy_elements import total_of
from app.program.prelude.shapes import along, axis_of


def reducer(function: Any) -> Any:
    """np.sum and its like: over everything, or along one axis."""

    def reduce(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
        x = array_of(x)
        if not isinstance(x, Array):
            return x
        if axis is None:
            return function(x.items)
        axis = axis_of(axis, x.shape)
        lines, shape = along(x.shape, axis)
        shape = (*shape[:axis], 1, *shape[axis:]) if keepdims else shape
        return scalar_or_array([function([x.items[place] for place in line]) for line in lines], shape)

    return reduce


def mean_of(items: list[Any]) -> Any:
    return total_of(items) / len(items)


def variance_of(items: list[Any]) -> Any:
    middle = mean_of(items)
    return total_of([(item - middle) ** 2 for item in items]) / len(items)


def spread_of(items: list[Any]) -> Any:
    return power(variance_of(items), 0.5)


def middle_of(items: list[Any]) -> Any:
    ordered_items = sorted(items)
    half = len(items) // 2
    return ordered_items[half] if len(items) % 2 else (ordered_items[half - 1] + ordered_items[half]) / 2


def product_of(items: list[Any]) -> Any:
    product = items[0] if items else 1.0
    for item in items[1:]:
        product = product * item
    return product
