"""Sums, means, largest elements and products of matrices."""

from __future__ import annotations

from typing import Any

from app.program.prelude.builtin import python_max, python_min
from app.program.prelude.elements import (
    apply_single,
    derived,
    is_floating,
    is_tracked,
    nodes_of,
    of_two,
    total,
    values,
)
from app.program.prelude.operations import OPERATIONS
from app.program.prelude.shapes import along, axis_of, count
from app.program.prelude.tape import compute, look, now
from app.program.prelude.tensor import Tensor


def sum_along(tensor: Tensor, dim: Any = None, keepdim: bool = False) -> Tensor:
    """sum(), over all elements or along one dimension."""
    if dim is None:
        return gathered(tensor, [total(tensor, list(range(count(tensor._shape))))], ())
    axis = axis_of(dim, tensor._shape)
    lines, shape = along(tensor._shape, axis) if tensor._shape else ([[0]], ())
    shape = (*shape[:axis], 1, *shape[axis:]) if keepdim else shape
    return gathered(tensor, [total(tensor, line) for line in lines], shape)


def gathered(tensor: Tensor, cells: list[Any], shape: tuple[int, ...]) -> Tensor:
    """What was computed of a tensor's elements: nodes where the tensor belongs into the graph, else numbers."""
    if now.recording and is_tracked(tensor):
        return derived(cells, shape, tensor._dtype, "sum", tensor._wants)
    return Tensor(cells, shape, tensor._dtype if is_floating(tensor) else "int64")


def mean_along(tensor: Tensor, dim: Any = None, keepdim: bool = False) -> Any:
    if not is_floating(tensor):
        raise RuntimeError("mean(): could not infer output dtype. Input dtype must be floating point")
    size = count(tensor._shape) if dim is None else tensor._shape[axis_of(dim, tensor._shape)]
    result = of_two("div", sum_along(tensor, dim, keepdim), float(size))
    result._operation = "mean"
    return result


def extreme(name: str, tensor: Tensor) -> Tensor:
    """max() or min() of all elements, one after the other."""
    if not (now.recording and is_tracked(tensor)):
        return Tensor([python_max(values(tensor)) if name == "max" else python_min(values(tensor))], (), tensor._dtype)
    nodes = nodes_of(tensor)
    best = nodes[0]
    do = apply_single if tensor._dtype == "float32" else compute
    for node in nodes[1:]:
        best = do(OPERATIONS[name], best, node)
    return derived([best], (), tensor._dtype, name, tensor._wants)


def place_of_largest(tensor: Tensor, dim: int | None = None) -> Tensor:
    """argmax()"""
    look()
    items = values(tensor)
    if dim is None or len(tensor._shape) < 2:
        return Tensor([items.index(python_max(items))], (), "int64")
    lines, shape = along(tensor._shape, axis_of(dim, tensor._shape))
    rows = [[items[place] for place in line] for line in lines]
    return Tensor([row.index(python_max(row)) for row in rows], shape, "int64")


def product_of_matrices(a: Tensor, b: Any) -> Any:
    """a @ b of rows and matrices: products, added up."""
    if not isinstance(b, Tensor):
        return NotImplemented
    if not a._shape or not b._shape:
        raise RuntimeError("both arguments to matmul need to be at least 1D, but they are 0D and 0D")
    rows, inner = a._shape if len(a._shape) == 2 else (1, a._shape[0])
    depth, columns = b._shape if len(b._shape) == 2 else (b._shape[0], 1)
    if inner != depth:
        raise RuntimeError(mismatch(a, b))
    shape = (*a._shape[:-1], *b._shape[1:])
    cells = []
    for r in range(rows):
        row = a[r] if len(a._shape) == 2 else a
        for c in range(columns):
            column = b[:, c] if len(b._shape) == 2 else b
            cells.append(sum_along(of_two("mul", row, column)))
    return joined(cells, shape)


def mismatch(a: Tensor, b: Tensor) -> str:
    if len(a._shape) == len(b._shape) == 1:
        return f"inconsistent tensor size, expected tensor {list(a._shape)} and src {list(b._shape)} of the same length"
    x, y = ("x".join([str(size) for size in each._shape]) for each in (a, b))
    return f"mat1 and mat2 shapes cannot be multiplied ({x} and {y})"


def joined(parts: list[Tensor], shape: tuple[int, ...]) -> Tensor:
    """The elements of several tensors in one."""
    dtype = parts[0]._dtype
    if now.recording and any(is_tracked(part) for part in parts):
        nodes = [node for part in parts for node in nodes_of(part)]
        return derived(nodes, shape, dtype, "stack", any(part._wants for part in parts))
    return Tensor([number for part in parts for number in values(part)], shape, dtype)


def stacked(parts: list[Tensor], dim: int = 0) -> Tensor:
    parts = list(parts)
    return joined(parts, (len(parts), *parts[0]._shape))


def concatenated(parts: list[Tensor], dim: int = 0) -> Tensor:
    """cat(), along the first dimension, or along the second of matrices."""
    parts = list(parts)
    if dim in (1, -1) and len(parts[0]._shape) == 2:
        rows = [row for i in range(parts[0]._shape[0]) for row in [part[i] for part in parts]]
        return joined(rows, (parts[0]._shape[0], sum([part._shape[1] for part in parts])))
    return joined(parts, (sum([part._shape[0] for part in parts]), *parts[0]._shape[1:]))
