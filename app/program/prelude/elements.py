"""The elements of tensors: nodes of the graph, or plain numbers where PyTorch keeps no graph either (gradients, `.data`
and what is computed within no_grad)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.program.prelude.arithmetic import single
from app.program.prelude.gradients import grad_of
from app.program.prelude.operations import OPERATIONS, Operation
from app.program.prelude.shapes import common_shape, count, flat, indices, shape_of_list, stretched
from app.program.prelude.tape import (
    add_node,
    add_sum,
    compute,
    compute_one,
    constant,
    first,
    frozen,
    leaf,
    now,
    numbers,
    params,
    raw,
    rounded,
    singles,
    variables,
)
from app.program.prelude.tensor import Tensor

if TYPE_CHECKING:
    from app.program.prelude.shapes import Shape

WIDTHS = {"bool": 0, "int64": 1, "float32": 2, "float64": 3}


def cells_of_program(data: Any, size: Any, *sizes: Any) -> tuple[list[Any], Shape]:
    """What torch.Tensor() is called with: numbers in lists, or a shape. Raises TypeError, ValueError."""
    if isinstance(data, int):
        shape = (data, size) if isinstance(size, int) else (data,)
        return [0.0] * count(shape), shape
    if isinstance(data, float):
        raise TypeError("new(): data must be a sequence (got float)")
    if isinstance(data, Tensor):
        return [float(number) for number in values(data)], data._shape
    items = flat(data)
    for item in items:
        if not isinstance(item, (int, float)):
            raise TypeError(f"new(): invalid data type '{type(item).__name__}'")
    return [float(item) for item in items], shape_of_list(data)


def cast(number: Any, dtype: str) -> Any:
    """A number as the elements of `dtype` hold it."""
    if dtype == "float32":
        return single(float(number))
    return float(number) if dtype == "float64" else int(number) if dtype == "int64" else bool(number)


def values(tensor: Tensor) -> list[Any]:
    """The numbers in it, as they are now."""
    if tensor._link:
        kind, owner = tensor._link
        return [grad_of(node) or 0.0 for node in owner._nodes] if kind == "grad" else values(owner)
    if tensor._nodes is not None:
        return [numbers[node] for node in tensor._nodes]
    if tensor._dtype == "float32" or tensor._through_single:
        return [single(number) for number in tensor._numbers]
    return list(tensor._numbers)


def nodes_of(tensor: Tensor) -> Any:
    """Its nodes; numbers that were outside of the graph come in as leaves."""
    if tensor._nodes is not None and not tensor._link:
        return tensor._nodes
    before, now.site = now.site, tensor._site if tensor._made else now.site
    originals = tensor._numbers if tensor._made else values(tensor)
    nodes = []
    for number, original in zip(values(tensor), originals, strict=True):
        node = leaf(float(number), tensor._wants)
        if tensor._dtype != "float64":
            singles.add(node)
        if tensor._through_single:
            rounded.add(node)
        if original != number:
            raw[node] = float(original)
        nodes.append(node)
    now.site = before
    if tensor._made:
        tensor._nodes = nodes
        if tensor._named:
            inside, name = tensor._named
            for node, index in zip(nodes, indices(tensor._shape), strict=True):
                variables[node] = (inside, name + index)
    return nodes


def is_floating(tensor: Tensor) -> bool:
    return WIDTHS[tensor._dtype] >= 2


def want_gradient(tensor: Tensor, wants: bool = True) -> Tensor:
    """requires_grad of a leaf."""
    if not tensor._is_leaf:
        if wants:
            return tensor
        raise RuntimeError(
            "you can only change requires_grad flags of leaf variables. If you want to use a computed variable in a "
            "subgraph that doesn't require differentiation use var_no_grad = var.detach()."
        )
    if wants and not is_floating(tensor):
        raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
    tensor._wants = wants
    if tensor._nodes is None or any(first[node] >= 0 for node in tensor._nodes):
        tensor._numbers, tensor._nodes, tensor._link = values(tensor), None, None
        tensor._made = True
        if wants:
            nodes_of(tensor)
    elif wants:
        for node in tensor._nodes:
            frozen.discard(node)
    else:
        frozen.update(tensor._nodes)
    return tensor


def is_tracked(tensor: Tensor) -> bool:
    """Whether what is computed from it belongs into the graph."""
    return (tensor._nodes is not None or tensor._made) and not tensor._link and is_floating(tensor)


def common_dtype(a: Tensor, b: Tensor) -> str:
    """Of two dtypes the wider; but a single number gives way to a row of numbers of its kind."""
    wide, narrow = (a, b) if WIDTHS[a._dtype] >= WIDTHS[b._dtype] else (b, a)
    if not wide._shape and narrow._shape and is_floating(wide) == is_floating(narrow):
        return narrow._dtype
    return wide._dtype


def apply_single(operation: Operation, x: int, y: int = -1, k: float | None = None) -> int:
    """A node that computes in float32."""
    second = single(numbers[y]) if y >= 0 else k
    node = add_node(operation.code, operation.single_value(single(numbers[x]), second, 0.0), x, y)
    singles.add(node)
    if k is not None:
        params[node] = k
    return node


def derived(nodes: list[int], shape: Shape, dtype: str, name: str, wants: bool) -> Tensor:
    """What an operation gives that belongs into the graph."""
    tensor = Tensor(nodes, shape, dtype, True)
    tensor._wants, tensor._is_leaf, tensor._operation = wants, not wants, name
    return tensor


def of_one(name: str, x: Tensor, k: float | None = None) -> Tensor:
    """An operation on each element."""
    operation = OPERATIONS[name]
    dtype = x._dtype if is_floating(x) or name in ("neg", "abs") else now.width
    if not (now.recording and is_tracked(x)):
        rule = operation.single_value if dtype == "float32" else operation.value
        return Tensor([cast(rule(float(number), k, 0.0), dtype) for number in values(x)], x._shape, dtype)
    return derived(apply_to_each(operation, nodes_of(x), dtype, k), x._shape, dtype, name, x._wants)


def apply_to_each(operation: Operation, nodes: list[int], dtype: str, k: float | None) -> list[int]:
    if dtype == "float32":
        return [apply_single(operation, node, -1, k) for node in nodes]
    return [compute_one(operation, node, k) for node in nodes]


def of_two(name: str, x: Any, y: Any) -> Any:
    """An operation on two tensors, or on a tensor and a number, element by element."""
    operation = OPERATIONS[name]
    if isinstance(x, Tensor) and isinstance(y, Tensor):
        dtype, shape = common_dtype(x, y), common_shape(x._shape, y._shape)
    elif isinstance(x, Tensor) and isinstance(y, (int, float)):
        dtype, shape = dtype_with(x, y), x._shape
    elif isinstance(y, Tensor) and isinstance(x, (int, float)):
        dtype, shape = dtype_with(y, x), y._shape
    else:
        return NotImplemented
    if WIDTHS[dtype] < 2 and name in ("div", "pow"):
        dtype = now.width if name == "div" else dtype
    if not (now.recording and any(isinstance(z, Tensor) and is_tracked(z) for z in (x, y))):
        rule = operation.single_value if dtype == "float32" else operation.value
        pairs = zip(numbers_for(x, shape), numbers_for(y, shape), strict=True)
        return Tensor([cast(rule(float(a), float(b), 0.0), dtype) for a, b in pairs], shape, dtype)
    wants = any(isinstance(z, Tensor) and z._wants for z in (x, y))
    if name == "pow" and not isinstance(y, Tensor):
        return derived(apply_to_each(operation, nodes_of(x), dtype, float(y)), shape, dtype, name, wants)
    do = apply_single if dtype == "float32" else compute
    nodes = [do(operation, a, b) for a, b in zip(nodes_for(x, shape), nodes_for(y, shape), strict=True)]
    return derived(nodes, shape, dtype, name if isinstance(x, Tensor) or name != "div" else "mul", wants)


def dtype_with(x: Tensor, number: float) -> str:
    """The dtype of a tensor that met a plain number."""
    return now.width if isinstance(number, float) and not is_floating(x) else x._dtype


def numbers_for(x: Any, shape: Shape) -> list[Any]:
    return stretched(values(x), x._shape, shape) if isinstance(x, Tensor) else [x] * count(shape)


def nodes_for(x: Any, shape: Shape) -> list[int]:
    return stretched(nodes_of(x), x._shape, shape) if isinstance(x, Tensor) else [constant(x)] * count(shape)


def total(x: Tensor, places: list[int]) -> Any:
    """The sum of some of its elements: a node where it belongs into the graph, else a number."""
    if not (now.recording and is_tracked(x)):
        result = 0.0 if is_floating(x) else 0
        cells = values(x)
        for place in places:
            result = cast(result + cells[place], x._dtype if is_floating(x) else "int64")
        return result
    nodes = nodes_of(x)
    return sum_of_nodes([nodes[place] for place in places], x._dtype)


def sum_of_nodes(nodes: list[int], dtype: str) -> int:
    """One node that adds up any number of others."""
    result = 0.0
    for node in nodes:
        result = cast(result + numbers[node], dtype)
    node = add_sum(nodes, result)
    if dtype == "float32":
        singles.add(node)
    return node
