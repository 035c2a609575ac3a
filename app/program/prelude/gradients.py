"""Backward passes over the tape: what a root is made of, and gradients, handed back as soon as somebody looks."""

from __future__ import annotations

from app.program.prelude.arithmetic import single
from app.program.prelude.operations import CODES, LEAF
from app.program.prelude.tape import (
    Pass,
    changes,
    code_of,
    first,
    frozen,
    grads,
    leaf_grads,
    limits,
    made,
    many,
    now,
    numbers,
    original,
    params,
    passes,
    second,
    singles,
)


def below(root: int) -> list[int]:
    """The root and all that it is made of, newest first."""
    found = {root}
    todo = [root]
    while todo:
        node = todo.pop()
        for input in (first[node], second[node]) if node not in many else many[node]:
            if input >= 0 and input not in found:
                found.add(input)
                todo.append(input)
    return sorted(found, reverse=True)


def wanting(nodes: list[int]) -> set[int]:
    """Those of `nodes` (newest first, with all their inputs) that get a gradient."""
    wants: set[int] = set()
    for node in reversed(nodes):
        if made[node] % 64 == LEAF:
            if node not in frozen:
                wants.add(node)
        elif first[node] in wants or second[node] in wants:
            wants.add(node)
        elif node in many and any(input in wants for input in many[node]):
            wants.add(node)
    return wants


def request_backward(root: int) -> None:
    """Ask for the gradient of `root`; the work is done when somebody looks at a gradient or changes a number."""
    settle()
    passes.append(Pass(root))
    make_room()
    now.waiting = root


def make_room() -> None:
    """After a backward pass as much may be computed as before it; but not without end."""
    now.most = min(len(numbers) + limits.nodes, limits.nodes_in_all)


def settle() -> None:
    """Do the backward pass that waits: leaves add to what they have, inner nodes start anew, as in PyTorch."""
    root = now.waiting
    if root < 0:
        return
    now.waiting = -1
    nodes = below(root)
    wants = wanting(nodes)
    flow = {node: leaf_grads.get(node, 0.0) if made[node] % 64 == LEAF else 0.0 for node in nodes if node in wants}
    if root in flow:
        flow[root] += 1.0
    for node in nodes:
        if node not in flow:
            continue
        i, j = first[node], second[node]
        upstream = flow[node]
        if i < 0 and node not in many:
            leaf_grads[node] = upstream
            continue
        grads[node] = upstream
        if i < 0 or singles or upstream - upstream != 0.0:
            push(node, flow)
            continue
        slopes = CODES[made[node] % 64].slopes
        x, y, out = numbers[i], numbers[j] if j >= 0 else params.get(node, 0.0), numbers[node]
        if i in flow:
            flow[i] += upstream * slopes[0](x, y, out)
        if j in flow:
            flow[j] += upstream * slopes[1](x, y, out)
    passes[-1].after = dict(leaf_grads)


def push(node: int, flow: dict[int, float]) -> None:
    """Hand the gradient of a node on to its inputs that are in `flow`: upstream times local, added to theirs."""
    operation = CODES[made[node] % 64]
    upstream, out = flow[node], numbers[node]
    inputs = many[node] if node in many else (first[node], second[node])
    x, y = numbers[inputs[0]], params.get(node, 0.0)
    if node not in many and inputs[1] >= 0:
        y = numbers[inputs[1]]
    round_all = node in singles
    slopes = operation.single_slopes if round_all else operation.slopes
    slot = 0
    for input in inputs:
        if input in flow:
            amount = upstream * slopes[slot](x, y, out)
            if amount != amount and operation.closed and operation.closed[slot](x, y, out):
                amount = 0.0
            if singles and (round_all or input in singles):
                amount = single(amount)
            total = flow[input] + amount
            flow[input] = single(total) if input in singles else total
        if slot + 1 < len(slopes):
            slot += 1


def grad_of(node: int) -> float | None:
    settle()
    return (leaf_grads if made[node] % 64 == LEAF else grads).get(node)


def set_data(node: int, number: float) -> None:
    settle()
    if code_of(node) == LEAF:
        original.setdefault(node, numbers[node])
        changes.append(("data", len(passes), len(numbers), now.site // 64, node))
    numbers[node] = number
    now.looked = True


def set_grad(node: int, number: float | None) -> None:
    settle()
    held = leaf_grads if code_of(node) == LEAF else grads
    if held is leaf_grads:
        changes.append(("grad", len(passes), len(numbers), now.site // 64, node))
    if number is None:
        held.pop(node, None)
    else:
        held[node] = number


def slopes(outputs: list[int]) -> dict[int, float]:
    """The derivatives of the sum of `outputs` by all that they are made of."""
    nodes = sorted({node for output in outputs for node in below(output)}, reverse=True)
    wants = wanting(nodes)
    flow = dict.fromkeys([node for node in nodes if node in wants], 0.0)
    for output in outputs:
        flow[output] += 1.0
    for node in nodes:
        if node in flow and is_computed(node):
            push(node, flow)
    return flow


def is_computed(node: int) -> bool:
    return first[node] >= 0 or node in many
