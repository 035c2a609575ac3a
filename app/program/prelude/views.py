"""Tensors that show the elements of others: parts, other shapes, data and gradients, other widths."""

from __future__ import annotations

from typing import Any

from app.program.prelude.changes import store
from app.program.prelude.elements import cast, derived, is_tracked, nodes_of, sum_of_nodes, values
from app.program.prelude.gradients import grad_of
from app.program.prelude.shapes import Places, Shape, axis_of, common_shape, count, picked, stretched
from app.program.prelude.tensor import Tensor


def viewed(tensor: Tensor, kind: str) -> Any:
    """`.data`, or `.grad` if there is one."""
    if kind == "grad":
        if tensor._nodes is None or not (tensor._is_leaf or tensor._retains):
            return None
        if all(grad_of(node) is None for node in tensor._nodes):
            return None  # else what was not reached has 0
    view = Tensor([], tensor._shape, tensor._dtype)
    view._link = (kind, tensor)
    return view


def taken(tensor: Tensor, places: list[int], shape: Shape, name: str = "view") -> Any:
    """Some of its elements in a shape; where it is a part of the graph they stay what they are."""
    if tensor._link:
        kind, owner = tensor._link
        if kind == "data":
            return viewed(taken(owner, places, shape), "data")
        return Tensor([values(tensor)[place] for place in places], shape, tensor._dtype)
    if is_tracked(tensor):
        nodes = nodes_of(tensor)
        part = derived([nodes[place] for place in places], shape, tensor._dtype, name, tensor._wants)
    else:
        part = Tensor([tensor._numbers[place] for place in places], shape, tensor._dtype)
    return part


def element_at(tensor: Tensor, key: Any) -> Any:
    if isinstance(key, Tensor) and len(key._shape) > 1 and key._dtype != "bool":  # a row for each number of a table
        rows = element_at(tensor, reshaped(key, -1))
        return taken(rows, list(range(count(rows._shape))), (*key._shape, *tensor._shape[1:]), "index")
    places, shape = picked(tensor._shape, plain_key(key))
    return taken(tensor, places, shape, "index" if isinstance(key, Tensor) else "select")


def store_at(tensor: Tensor, key: Any, value: Any) -> None:
    places, shape = picked(tensor._shape, plain_key(key))
    items = stretched(values(value), value._shape, shape) if isinstance(value, Tensor) else [value] * len(places)
    store(tensor, places, items)


def plain_key(key: Any) -> Any:
    """An index without tensors in it; a table of yes and no is a list of the places where it says yes."""
    if isinstance(key, Tensor):
        if key._dtype == "bool" and len(key._shape) > 1:
            return Places([place for place, yes in enumerate(values(key)) if yes])
        return values(key) if key._shape else values(key)[0]
    if hasattr(key, "tolist"):
        return key.tolist()
    if isinstance(key, range):
        return list(key)
    return tuple([plain_key(part) for part in key]) if isinstance(key, tuple) else key


def rows_of(tensor: Tensor) -> list[Tensor]:
    if not tensor._shape:
        raise TypeError("iteration over a 0-d tensor")
    return [element_at(tensor, i) for i in range(tensor._shape[0])]


def reshaped(tensor: Tensor, *shape: Any) -> Any:
    """view(), reshape(): the same elements in another shape, of which one size may be -1."""
    wanted = tuple(shape[0]) if len(shape) == 1 and not isinstance(shape[0], int) else shape
    size = count(tensor._shape)
    if -1 in wanted:
        known = count(tuple([each for each in wanted if each != -1]))
        wanted = tuple([size // known if each == -1 else each for each in wanted])
    if count(wanted) != size:
        raise RuntimeError(f"shape '{list(wanted)}' is invalid for input of size {size}")
    return taken(tensor, list(range(size)), wanted)


def transposed(input: Tensor, dim0: int = -1, dim1: int = -2) -> Any:
    """The transpose: two dimensions change places; a row stays as it is."""
    if len(input._shape) < 2:
        return input
    axes = list(range(len(input._shape)))
    axes[dim0], axes[dim1] = axes[dim1], axes[dim0]
    return permuted(input, axes)


def permuted(input: Tensor, *dims: Any) -> Any:
    """permute(): the dimensions in another order."""
    axes = list(dims[0]) if len(dims) == 1 and not isinstance(dims[0], int) else list(dims)
    shape = tuple([input._shape[axis] for axis in axes])
    steps = [count(input._shape[axis % len(input._shape) + 1 :]) for axis in axes]
    places = [0]
    for size, step in zip(shape, steps, strict=True):
        places = [place + i * step for place in places for i in range(size)]
    return taken(input, places, shape, "T" if len(shape) == 2 else "permute")


def squeezed(input: Tensor, dim: int | None = None) -> Any:
    axis = None if dim is None else axis_of(dim, input._shape)
    sizes = [size for i, size in enumerate(input._shape) if size != 1 or (axis is not None and i != axis)]
    return taken(input, list(range(count(input._shape))), tuple(sizes))


def unsqueezed(input: Tensor, dim: int) -> Any:
    axis = dim % (len(input._shape) + 1)
    return taken(input, list(range(count(input._shape))), (*input._shape[:axis], 1, *input._shape[axis:]))


def flattened(input: Tensor, start_dim: int = 0, end_dim: int = -1) -> Any:
    first, last = start_dim % (len(input._shape) or 1), end_dim % (len(input._shape) or 1)
    middle = count(input._shape[first : last + 1])
    return reshaped(input, (*input._shape[:first], middle, *input._shape[last + 1 :]))


def expanded(tensor: Tensor, *sizes: Any) -> Any:
    """expand(): the same elements for every place of a larger shape."""
    wanted = tuple(sizes[0]) if len(sizes) == 1 and not isinstance(sizes[0], int) else sizes
    known = (1,) * (len(wanted) - len(tensor._shape)) + tensor._shape
    wanted = tuple([size if each == -1 else each for each, size in zip(wanted, known, strict=True)])
    places = stretched(list(range(count(tensor._shape))), tensor._shape, common_shape(tensor._shape, wanted))
    return taken(tensor, places, wanted, "expand")


def repeated(tensor: Tensor, *times: Any) -> Any:
    """repeat(): the whole tensor several times along each dimension."""
    counts = tuple(times[0]) if len(times) == 1 and not isinstance(times[0], int) else times
    shape = (1,) * (len(counts) - len(tensor._shape)) + tensor._shape
    places = [0]
    for axis, (size, often) in enumerate(zip(shape, counts, strict=True)):
        step = count(shape[axis + 1 :])
        places = [place + i % size * step for place in places for i in range(size * often)]
    return taken(tensor, places, tuple([a * b for a, b in zip(shape, counts, strict=True)]), "repeat")


def flipped(input: Tensor, *dims: Any) -> Any:
    """flip(): some dimensions from the end."""
    axes = list(dims[0]) if len(dims) == 1 and not isinstance(dims[0], int) else list(dims)
    turned = [axis_of(axis, input._shape) for axis in axes]
    places = [0]
    for axis, size in enumerate(input._shape):
        step = count(input._shape[axis + 1 :])
        order = range(size - 1, -1, -1) if axis in turned else range(size)
        places = [place + i * step for place in places for i in order]
    return taken(input, places, input._shape, "flip")


def converted(tensor: Tensor, dtype: str) -> Tensor:
    """.double(), .float(): of a leaf without a gradient a new leaf, else a node of the graph in the other width."""
    if tensor._dtype == dtype:
        return tensor
    if tensor._wants and dtype in ("float32", "float64"):
        nodes = [sum_of_nodes([node], dtype) for node in nodes_of(tensor)]
        return derived(nodes, tensor._shape, dtype, "to_copy", True)
    made = tensor._made and tensor._nodes is None
    numbers = (
        tensor._numbers
        if made and dtype not in ("int64", "bool")
        else [cast(number, dtype) for number in values(tensor)]
    )
    result = Tensor(numbers, tensor._shape, dtype)
    result._made, result._site = tensor._made or tensor._nodes is not None, tensor._site
    result._through_single = made and dtype == "float64" and tensor._dtype == "float32"
    return result


def copied(tensor: Tensor) -> Tensor:
    """clone(): in the graph the same node, for it has the same value and gradient."""
    if is_tracked(tensor):
        return derived(list(nodes_of(tensor)), tensor._shape, tensor._dtype, "clone", tensor._wants)
    return Tensor(values(tensor), tensor._shape, tensor._dtype)
