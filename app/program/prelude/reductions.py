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
    of_one,
    of_two,
    total,
    values,
)
from app.program.prelude.operations import OPERATIONS
from app.program.prelude.shapes import along, axis_of, count
from app.program.prelude.tape import compute, now
from app.program.prelude.tensor import Tensor
from app.program.prelude.views import permuted, taken, transposed


def sum_along(
    input: Tensor,
    dim: Any = None,
    keepdim: bool = False,
    axis: Any = None,
    keepdims: bool = False,
    dtype: Any = None,
) -> Tensor:
    """sum(), over all elements or along one dimension."""
    keepdim = keepdim or keepdims
    dim = one_axis(axis if dim is None else dim, input)
    if dim is None:
        return gathered(input, [total(input, list(range(count(input._shape))))], ())
    at = axis_of(dim, input._shape)
    lines, shape = along(input._shape, at) if input._shape else ([[0]], ())
    shape = (*shape[:at], 1, *shape[at:]) if keepdim else shape
    return gathered(input, [total(input, line) for line in lines], shape)


def one_axis(dim: Any, tensor: Tensor) -> Any:
    """A dimension, where several may be asked for: none stands for all of them."""
    if not isinstance(dim, (tuple, list)):
        return dim
    if len(dim) == len(tensor._shape):
        return None
    if len(dim) == 1:
        return dim[0]
    raise RuntimeError("sums here go along one dimension, or along all: write one sum after the other")


def gathered(tensor: Tensor, cells: list[Any], shape: tuple[int, ...]) -> Tensor:
    """What was computed of a tensor's elements: nodes where the tensor belongs into the graph, else numbers."""
    if now.recording and is_tracked(tensor):
        return derived(cells, shape, tensor._dtype, "sum", tensor._wants)
    return Tensor(cells, shape, tensor._dtype if is_floating(tensor) else "int64")


def mean_along(input: Tensor, dim: Any = None, keepdim: bool = False, axis: Any = None, keepdims: bool = False) -> Any:
    """mean(), of all elements or along one dimension."""
    keepdim = keepdim or keepdims
    dim = one_axis(axis if dim is None else dim, input)
    if not is_floating(input):
        raise RuntimeError("mean(): could not infer output dtype. Input dtype must be floating point")
    size = count(input._shape) if dim is None else input._shape[axis_of(dim, input._shape)] if input._shape else 1
    result = of_two("div", sum_along(input, dim, keepdim), float(size))
    result._operation = "mean"
    return result


def variance_along(
    input: Tensor, dim: Any = None, unbiased: bool = True, keepdim: bool = False, correction: int = 1
) -> Any:
    """var()"""
    size = count(input._shape) if dim is None else input._shape[axis_of(dim, input._shape)]
    gaps = input - mean_along(input, dim, dim is not None)
    squares = sum_along(of_two("pow", gaps, 2), dim, keepdim)
    result = squares / float(size - correction if unbiased else size)
    result._operation = "var"
    return result


def spread_along(
    input: Tensor, dim: Any = None, unbiased: bool = True, keepdim: bool = False, correction: int = 1
) -> Any:
    """std()"""
    result = of_one("sqrt", variance_along(input, dim, unbiased, keepdim, correction))
    result._operation = "std"
    return result


def product_along(input: Tensor, dim: Any = None, keepdim: bool = False) -> Any:
    """prod(): one multiplication after the other."""
    shape: tuple[int, ...] = ()
    if dim is None:
        lines = [list(range(count(input._shape)))]
    else:
        at = axis_of(dim, input._shape)
        lines, shape = along(input._shape, at)
        shape = (*shape[:at], 1, *shape[at:]) if keepdim else shape
    parts = []
    for line in lines:
        product = one_of(input, line[0])
        for place in line[1:]:
            product = of_two("mul", product, one_of(input, place))
        parts.append(product)
    result = joined(parts, shape)
    result._operation = "prod"
    return result


def running_sum(input: Tensor, dim: int) -> Tensor:
    """cumsum()"""
    lines, _ = along(input._shape, axis_of(dim, input._shape))
    sums: dict[int, Tensor] = {}
    for line in lines:
        before = sums[line[0]] = one_of(input, line[0])
        for place in line[1:]:
            before = sums[place] = of_two("add", before, one_of(input, place))
    return joined([sums[place] for place in range(count(input._shape))], input._shape)


def one_of(tensor: Tensor, place: int) -> Any:
    """One element, by where it lies."""
    return taken(tensor, [place], (), "select")


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


def product_of_matrices(input: Tensor, other: Any) -> Any:
    """a @ b of rows and matrices: products, added up."""
    if not isinstance(other, Tensor):
        return NotImplemented
    a, b = input._shape, other._shape
    if not a or not b:
        raise RuntimeError(f"both arguments to matmul need to be at least 1D, but they are {len(a)}D and {len(b)}D")
    if len(a) > 2 or len(b) > 2:
        return product_of_stacks(input, other)
    rows, inner = a if len(a) == 2 else (1, a[0])
    depth, columns = b if len(b) == 2 else (b[0], 1)
    if inner != depth:
        raise RuntimeError(mismatch(input, other))
    lines = [[r * inner + k for k in range(inner)] for r in range(rows) for _ in range(columns)]
    falls = [[k * columns + c for k in range(inner)] for _ in range(rows) for c in range(columns)]
    left = taken(input, [place for line in lines for place in line], (len(lines), inner))
    right = taken(other, [place for fall in falls for place in fall], (len(lines), inner))
    result = sum_along(of_two("mul", left, right), 1)
    return taken(result, list(range(len(lines))), (*a[:-1], *b[1:]), "mm")


def product_of_stacks(a: Tensor, b: Tensor) -> Any:
    """Matrices that lie on each other, pair by pair; one matrix meets all of them."""
    sizes = [each._shape[0] if len(each._shape) > 2 else 1 for each in (a, b)]
    if 1 not in sizes and sizes[0] != sizes[1]:
        raise RuntimeError(f"Expected size for first two dimensions of batch2 tensor to be {sizes[0]}, got {sizes[1]}")
    parts = [
        product_of_matrices(*[layer(each, i % size) for each, size in zip((a, b), sizes, strict=True)])
        for i in range(python_max(sizes))
    ]
    result = stacked(parts)
    result._operation = "bmm"
    return result


def layer(tensor: Tensor, i: int) -> Any:
    """One of the matrices that lie on each other."""
    if len(tensor._shape) < 3:
        return tensor
    size = count(tensor._shape[1:])
    return taken(tensor, list(range(i * size, (i + 1) * size)), tensor._shape[1:])


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


def stacked(tensors: list[Tensor], dim: int = 0) -> Any:
    """stack()"""
    parts = list(tensors)
    whole = joined(parts, (len(parts), *parts[0]._shape))
    axis = axis_of(dim, whole._shape)
    order = list(range(1, len(whole._shape)))
    return permuted(whole, [*order[:axis], 0, *order[axis:]]) if axis else whole


def concatenated(tensors: list[Tensor], dim: int = 0, axis: Any = None) -> Any:
    """cat(), along one dimension."""
    parts = list(tensors)
    at = axis_of(dim if axis is None else axis, parts[0]._shape)
    if not at:
        return joined(parts, (sum([part._shape[0] for part in parts]), *parts[0]._shape[1:]))
    turned = [transposed(part, 0, at) for part in parts]
    return transposed(concatenated(turned), 0, at)
