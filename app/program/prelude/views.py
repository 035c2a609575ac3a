"""Tensors that show the elements of others: parts, other shapes, data and gradients, other widths."""

from __future__ import annotations

from typing import Any

from app.program.prelude.changes import store
from app.program.prelude.elements import cast, derived, is_tracked, nodes_of, sum_of_nodes, values
from app.program.prelude.shapes import Shape, count, picked, stretched
from app.program.prelude.tape import grad_of
from app.program.prelude.tensor import Tensor


def viewed(tensor: Tensor, kind: str) -> Any:
    """`.data`, or `.grad` if there is one."""
    if kind == "grad":
        if tensor._nodes is None or not (tensor._is_leaf or tensor._retains):
            return None
        if any(grad_of(node) is None for node in tensor._nodes):
            return None
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
    places, shape = picked(list(range(count(tensor._shape))), tensor._shape, plain_key(key))
    return taken(tensor, places, shape, "select")


def store_at(tensor: Tensor, key: Any, value: Any) -> None:
    places, shape = picked(list(range(count(tensor._shape))), tensor._shape, plain_key(key))
    items = stretched(values(value), value._shape, shape) if isinstance(value, Tensor) else [value] * len(places)
    store(tensor, places, items)


def plain_key(key: Any) -> Any:
    """An index without tensors in it."""
    if isinstance(key, Tensor):
        return values(key) if key._shape else values(key)[0]
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


def transposed(tensor: Tensor, *axes: int) -> Any:
    """The transpose of a matrix; a row stays as it is."""
    if len(tensor._shape) < 2:
        return tensor
    rows, columns = tensor._shape
    return taken(tensor, [r * columns + c for c in range(columns) for r in range(rows)], (columns, rows), "T")


def squeezed(tensor: Tensor, axis: int | None = None) -> Any:
    sizes = [size for i, size in enumerate(tensor._shape) if size != 1 or (axis is not None and i != axis)]
    return taken(tensor, list(range(count(tensor._shape))), tuple(sizes))


def unsqueezed(tensor: Tensor, axis: int) -> Any:
    axis = axis % (len(tensor._shape) + 1)
    return taken(tensor, list(range(count(tensor._shape))), (*tensor._shape[:axis], 1, *tensor._shape[axis:]))


def flattened(tensor: Tensor) -> Any:
    return reshaped(tensor, -1)


def converted(tensor: Tensor, dtype: str) -> Tensor:
    """.double(), .float(): of a leaf without a gradient a new leaf, else a node of the graph in the other width."""
    if tensor._dtype == dtype:
        return tensor
    if tensor._wants and dtype in ("float32", "float64"):
        nodes = [sum_of_nodes([node], dtype) for node in nodes_of(tensor)]
        return derived(nodes, tensor._shape, dtype, "to_copy", True)
    made = tensor._made and tensor._nodes is None
    numbers = tensor._numbers if made and dtype != "int64" else [cast(number, dtype) for number in values(tensor)]
    result = Tensor(numbers, tensor._shape, dtype)
    result._made, result._site = tensor._made or tensor._nodes is not None, tensor._site
    result._through_single = made and dtype == "float64" and tensor._dtype == "float32"
    return result


def copied(tensor: Tensor) -> Tensor:
    """clone(): in the graph the same node, for it has the same value and gradient."""
    if is_tracked(tensor):
        return derived(list(nodes_of(tensor)), tensor._shape, tensor._dtype, "clone", tensor._wants)
    return Tensor(values(tensor), tensor._shape, tensor._dtype)
