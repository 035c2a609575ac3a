"""torch.autograd.grad(): gradients that are given and not kept; with create_graph=True the backward pass is written
into the graph itself, so that gradients have gradients. A rule here says a derivative in operations."""

from __future__ import annotations

from typing import Any

from app.program.prelude.elements import apply_single, derived, nodes_of, of_two, sum_of_nodes, values
from app.program.prelude.gradients import below, set_grad, settle
from app.program.prelude.operations import CODES, OPERATIONS
from app.program.prelude.tape import (
    code_of,
    compute,
    compute_one,
    constant,
    inputs_of,
    leaf_grads,
    numbers,
    params,
    singles,
)
from app.program.prelude.tensor import Tensor


def gradients_of(
    outputs: Any,
    inputs: Any,
    grad_outputs: Any = None,
    retain_graph: Any = None,
    create_graph: bool = False,
    only_inputs: bool = True,
    allow_unused: bool = False,
    **options: Any,
) -> tuple[Any, ...]:
    """torch.autograd.grad()"""
    output = outputs[0] if isinstance(outputs, (list, tuple)) else outputs
    upstream = grad_outputs[0] if isinstance(grad_outputs, (list, tuple)) else grad_outputs
    wanted = [inputs] if isinstance(inputs, Tensor) else list(inputs)
    if create_graph:
        found = written_gradients(output, wanted, upstream)
    else:
        found = passing_gradients(output, wanted, upstream, bool(retain_graph))
    if any(each is None for each in found) and not allow_unused:
        raise RuntimeError(
            "One of the differentiated Tensors appears to not have been used in the graph. Set allow_unused=True if "
            "this is the desired behavior."
        )
    return tuple(found)


def passing_gradients(output: Tensor, wanted: list[Tensor], upstream: Any, retain: bool) -> list[Any]:
    settle()
    kept, before = dict(leaf_grads), [tensor.grad and tensor.grad.clone() for tensor in wanted]
    for tensor in wanted:
        tensor.retain_grad()
        tensor.grad = None
    output.backward(upstream, retain_graph=retain)
    found = [tensor.grad and tensor.grad.clone() for tensor in wanted]
    for tensor, gradient in zip(wanted, before, strict=True):
        tensor.grad = gradient
    for leaf in [leaf for leaf, number in leaf_grads.items() if kept.get(leaf) != number]:
        set_grad(leaf, kept.get(leaf))
    return found


def written_gradients(output: Tensor, wanted: list[Tensor], upstream: Any) -> list[Any]:
    if upstream is None and len(values(output)) != 1:
        raise RuntimeError("grad can be implicitly created only for scalar outputs")
    if not output._wants:
        raise RuntimeError("element 0 of tensors does not require grad and does not have a grad_fn")
    nodes = nodes_of(output if upstream is None else of_two("mul", output, upstream))
    root = nodes[0] if len(nodes) == 1 else sum_of_nodes(nodes, output._dtype)
    flow = written_pass(root, [node for tensor in wanted for node in nodes_of(tensor)])
    found: list[Any] = []
    for tensor in wanted:
        own = nodes_of(tensor)
        there = any(node in flow for node in own)
        made = [flow[node] if node in flow else constant(0.0) for node in own]
        operation = CODES.get(code_of(made[0]))
        name = operation.name if operation else "mul"
        found.append(derived(made, tensor._shape, tensor._dtype, name, True) if there else None)
    return found


def written_pass(root: int, wanted: list[int]) -> dict[int, int]:
    """Of each node on a way from `wanted` to the root, the node that is its gradient."""
    nodes = below(root)
    leading = set(wanted)
    for node in reversed(nodes):
        if any(input in leading for input in inputs_of(node)):
            leading.add(node)
    flow = {root: constant(1.0)}
    for node in nodes:
        if node not in flow:
            continue
        inputs = inputs_of(node)
        for slot, input in enumerate(inputs):
            if input in leading:
                share = written_share(node, inputs, slot, flow[node])
                flow[input] = two("add", flow[input], share) if input in flow else share
    return flow


def written_share(node: int, inputs: list[int], slot: int, up: int) -> int:
    """upstream × local derivative, as a node."""
    operation = CODES[code_of(node)]
    x, y = inputs[0], inputs[1] if len(inputs) > 1 else -1
    if operation.name in RULES:
        share: int = RULES[operation.name](slot, up, x, y, node)
        return share
    if operation.name in STEPS:  # its derivative is flat: a number that does not change with x
        slope = operation.slopes[slot](numbers[x], params.get(node, 0.0) if y < 0 else numbers[y], numbers[node])
        return two("mul", up, constant(slope))
    raise RuntimeError(f"the gradient of the gradient of {operation.name} is not recorded here")


def two(name: str, x: int, y: int) -> int:
    do = apply_single if x in singles or y in singles else compute
    return do(OPERATIONS[name], x, y)


def one(name: str, x: int, k: float | None = None) -> int:
    return apply_single(OPERATIONS[name], x, -1, k) if x in singles else compute_one(OPERATIONS[name], x, k)


def less(number: float, x: int) -> int:
    return two("sub", constant(number), x)


def power_share(slot: int, up: int, x: int, y: int, out: int) -> int:
    if y < 0:
        k = params[out]
        return two("mul", up, two("mul", constant(k), one("pow", x, k - 1.0)))
    if slot == 0:
        return two("mul", up, two("mul", y, two("pow", x, two("sub", y, constant(1.0)))))
    return two("mul", up, two("mul", out, one("log", x)))


STEPS = ("relu", "leaky_relu", "abs", "max", "min")
RULES: dict[str, Any] = {
    "add": lambda slot, up, x, y, out: up,
    "sum": lambda slot, up, x, y, out: up,
    "sub": lambda slot, up, x, y, out: one("neg", up) if slot else up,
    "mul": lambda slot, up, x, y, out: two("mul", up, x if slot else y),
    "div": lambda slot, up, x, y, out: one("neg", two("div", two("mul", up, out), y)) if slot else two("div", up, y),
    "neg": lambda slot, up, x, y, out: one("neg", up),
    "pow": power_share,
    "exp": lambda slot, up, x, y, out: two("mul", up, out),
    "log": lambda slot, up, x, y, out: two("div", up, x),
    "sqrt": lambda slot, up, x, y, out: two("div", up, two("mul", constant(2.0), out)),
    "sin": lambda slot, up, x, y, out: two("mul", up, one("cos", x)),
    "cos": lambda slot, up, x, y, out: one("neg", two("mul", up, one("sin", x))),
    "tan": lambda slot, up, x, y, out: two("mul", up, two("add", one("pow", out, 2.0), constant(1.0))),
    "tanh": lambda slot, up, x, y, out: two("mul", up, less(1.0, one("pow", out, 2.0))),
    "sigmoid": lambda slot, up, x, y, out: two("mul", up, two("mul", out, less(1.0, out))),
}
