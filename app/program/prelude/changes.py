"""Changes of tensors in place: what is written into a tensor, its data or its gradient, and the call of backward."""

from __future__ import annotations

from typing import Any

from app.program.prelude.elements import cast, is_tracked, nodes_of, numbers_for, of_two, sum_of_nodes, values
from app.program.prelude.gradients import below, request_backward, set_data, set_grad, wanting
from app.program.prelude.operations import CONSTANT, LEAF, OPERATIONS
from app.program.prelude.tape import code_of, now
from app.program.prelude.tensor import Tensor
from app.program.prelude.torch_hooks import call_hooks

LINEAR = {OPERATIONS[name].code for name in ("add", "sub", "neg", "sum")} | {LEAF, CONSTANT}
freed: set[int] = set()  # nodes whose backward pass has been done and that kept numbers for it


def store(tensor: Tensor, places: list[int], items: list[Any]) -> None:
    """Put numbers into some of its elements, whatever they are."""
    if tensor._link:
        kind, owner = tensor._link
        if kind == "data":
            store(owner, places, items)
        else:
            for place, item in zip(places, items, strict=True):
                set_grad(owner._nodes[place], float(item))
        return
    for place, item in zip(places, items, strict=True):
        if tensor._nodes is None:
            tensor._numbers[place] = cast(item, tensor._dtype)
        else:
            set_data(tensor._nodes[place], float(cast(item, tensor._dtype)))


def write_all(tensor: Tensor, items: list[Any]) -> Tensor:
    store(tensor, list(range(len(items))), items)
    return tensor


def change_in_place(name: str, tensor: Tensor, other: Any) -> Any:
    """x += y and its like. Raises RuntimeError on a leaf that wants a gradient, outside of no_grad."""
    result = of_two(name, tensor, other)
    if result is NotImplemented:
        return result
    if not now.recording or tensor._link or not is_tracked(result):
        return write_all(tensor, values(result))
    if tensor._wants and tensor._is_leaf:
        raise RuntimeError("a leaf Variable that requires grad is being used in an in-place operation.")
    for part in ("_nodes", "_numbers", "_wants", "_is_leaf", "_operation", "_made"):
        setattr(tensor, part, getattr(result, part))
    return tensor


def fill(tensor: Tensor, number: float) -> Tensor:
    if now.recording and tensor._wants and tensor._is_leaf and not tensor._link:
        raise RuntimeError("a leaf Variable that requires grad is being used in an in-place operation.")
    return write_all(tensor, [number] * len(values(tensor)))


def zero(tensor: Tensor) -> Tensor:
    return fill(tensor, 0.0)


def give_data(tensor: Tensor, data: Any) -> None:
    if not isinstance(data, Tensor):
        raise TypeError(f"Variable data has to be a tensor, but got {type(data).__name__}")
    write_all(tensor, numbers_for(data, tensor._shape))


def give_gradient(tensor: Tensor, gradient: Any) -> None:
    if gradient is None:
        for node in nodes_of(tensor):
            set_grad(node, None)
        return
    if not isinstance(gradient, Tensor):
        raise TypeError(f"assigned grad expected to be a Tensor or None but got grad of type {type(gradient).__name__}")
    if gradient._shape != tensor._shape:
        raise RuntimeError(
            f"attempting to assign a gradient of size '{list(gradient._shape)}' to a tensor of size "
            f"'{list(tensor._shape)}'. Please ensure that the gradient and the tensor are the same size"
        )
    for node, number in zip(nodes_of(tensor), values(gradient), strict=True):
        set_grad(node, float(number))


def no_second_gradient() -> None:
    raise RuntimeError("backward(create_graph=True) is not recorded here")


def tensor_backward(tensor: Tensor, gradient: Any, retain_graph: bool) -> None:
    """backward(). Raises RuntimeError where PyTorch does."""
    if not tensor._wants:
        raise RuntimeError("element 0 of tensors does not require grad and does not have a grad_fn")
    if gradient is None and len(values(tensor)) != 1:
        raise RuntimeError("grad can be implicitly created only for scalar outputs")
    if gradient is not None and values(gradient) != [1.0]:
        tensor = of_two("mul", tensor, gradient)
    nodes = nodes_of(tensor)
    root = nodes[0] if len(nodes) == 1 else sum_of_nodes(nodes, tensor._dtype)
    passed = below(root)
    if any(node in freed for node in passed):
        raise RuntimeError(
            "Trying to backward through the graph a second time (or directly access saved tensors after they have "
            "already been freed). Specify retain_graph=True if you need to backward through the graph a second time."
        )
    if not retain_graph:
        freed.update([node for node in wanting(passed) if code_of(node) not in LINEAR])
    request_backward(root)
    call_hooks(passed)
