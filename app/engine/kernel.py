"""The loops over one graph: forward, backward, backward noting every step, gradient descent. They take the arrays of a
tape first (see tape.py), then what they write, then where to begin and to end. No loop knows an op: the functions of
rules.py are put in when they are compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.loops import Codes, Flags, Indices, Loop, Nodes, Numbers, Places
from app.engine.ops import OP_CODE

if TYPE_CHECKING:
    from app.engine.rules import closed, rule, rule_single, shares, single, value

SUM = OP_CODE["sum"]
FIRST_OP = 2  # below are leaf and constant


@Loop
def forward(
    code: Codes,
    start: Indices,
    inputs: Indices,
    param: Numbers,
    is_single: Flags,
    mixed: bool,
    data: Numbers,
    local: Numbers,
) -> None:
    """Computes the values of all op nodes and the local derivatives on their edges."""
    for node in range(len(code)):
        c = code[node]
        if c < FIRST_OP:
            continue
        e, stop = start[node], start[node + 1]
        if c == SUM:
            total = 0.0
            for edge in range(e, stop):
                total += data[inputs[edge]]
                if mixed and is_single[node]:
                    total = single(total)
                local[edge] = 1.0
            data[node] = total
            continue
        both = stop - e == 2
        x = data[inputs[e]]
        y = data[inputs[e + 1]] if both else param[node]
        if mixed and is_single[node]:
            data[node], local[e], by_y = rule_single(c, x, y, both)
        else:
            data[node], local[e], by_y = rule(c, x, y, both)
        if both:
            local[e + 1] = by_y


@Loop
def backward(
    code: Codes,
    start: Indices,
    inputs: Indices,
    param: Numbers,
    is_single: Flags,
    mixed: bool,
    order: Indices,
    data: Numbers,
    local: Numbers,
    grad: Numbers,
    passed: Numbers,
    amount: Numbers,
    total: Numbers,
    until: int,
) -> None:
    """Nodes pass their gradients on to their inputs, one after the other in `order`; `grad` holds the seed already.

    Unless the arrays are empty, notes the gradient that each node has passed on, what each edge contributed and the
    gradient after it, and stops after edge `until`. Inputs that require no gradient receive one too, to no effect:
    whoever reads `grad` must leave it out.
    """
    noting = len(amount) > 0
    for node in order:
        upstream, e = grad[node], start[node]
        finite = upstream - upstream == 0.0
        if noting:
            passed[node] = upstream
        for edge in range(e, start[node + 1]):
            i = inputs[edge]
            product = upstream * local[edge]
            if not finite and code[node] != SUM:  # only then does a closed edge differ from a local derivative of 0
                y = data[inputs[e + 1]] if start[node + 1] - e == 2 else param[node]
                if closed(code[node], edge - e, data[inputs[e]], y):
                    product = 0.0
            if mixed and (is_single[node] or is_single[i]):
                product = single(product)
            grad[i] += product
            if mixed and is_single[i]:
                grad[i] = single(grad[i])
            if noting:
                amount[edge], total[edge] = product, grad[i]
                if edge == until:
                    return


@Loop
def mark(start: Indices, inputs: Indices, root: int, requires: Flags, active: Flags) -> int:
    """Completes `requires` (set for the leaves), then marks `active`: the nodes that require a gradient and that the
    root depends on. Returns the number of edges that a gradient flows along."""
    edges = 0
    for node in range(len(requires)):
        for e in range(start[node], start[node + 1]):
            requires[node] |= requires[inputs[e]]
    active[root] = requires[root]
    for node in range(root, -1, -1):
        if active[node]:
            for e in range(start[node], start[node + 1]):
                active[inputs[e]] |= requires[inputs[e]]
                edges += requires[inputs[e]]
    return edges


@Loop
def order_edges(
    start: Indices, inputs: Indices, requires: Flags, order: Indices, edge: Places, edge_node: Places
) -> None:
    """Fills in the edges that bring a gradient to an input that requires one, in the order backward takes them."""
    step = 0
    for node in order:
        for e in range(start[node], start[node + 1]):
            if requires[inputs[e]]:
                edge[step], edge_node[step] = e, node
                step += 1


@Loop
def levels(start: Indices, inputs: Indices, level: Places) -> None:
    """Fills in the longest way from a leaf to each node, in edges."""
    for node in range(len(level)):
        for e in range(start[node], start[node + 1]):
            level[node] = max(level[node], level[inputs[e]] + 1)


def values(
    code: Codes, start: Indices, inputs: Indices, param: Numbers, first: Indices, second: Indices, data: Numbers
) -> None:
    """`forward` for float64, which keeps no local derivatives: to work them out again takes less time than to fetch
    them. `first` and `second` are a node's inputs, or itself where it has fewer."""
    for node in range(len(code)):
        c = code[node]
        if c < FIRST_OP:
            continue
        if c == SUM:
            total = 0.0
            for edge in range(start[node], start[node + 1]):
                total += data[inputs[edge]]
            data[node] = total
            continue
        both = second[node] != node
        data[node] = value(c, data[first[node]], data[second[node]] if both else param[node], both)


def gradients(
    code: Codes,
    start: Indices,
    inputs: Indices,
    param: Numbers,
    order: Indices,
    first: Indices,
    second: Indices,
    data: Numbers,
    grad: Numbers,
) -> None:
    """`backward` after `values`."""
    for node in order:
        c = code[node]
        if c < FIRST_OP:
            continue
        if c == SUM:
            for edge in range(start[node], start[node + 1]):
                grad[inputs[edge]] += grad[node]
            continue
        a, b, both = first[node], second[node], second[node] != node
        to_x, to_y = shares(c, grad[node], data[a], data[b] if both else param[node], data[node], both)
        grad[a] += to_x
        if both:
            grad[b] += to_y


@Loop
def descend(
    code: Codes,
    start: Indices,
    inputs: Indices,
    param: Numbers,
    is_single: Flags,
    mixed: bool,
    order: Indices,
    first: Indices,
    second: Indices,
    trainable: Nodes,
    root: int,
    data: Numbers,
    local: Numbers,
    grad: Numbers,
    rate: float,
    zero: bool,
    losses: Numbers,
) -> None:
    """len(losses) training steps: forward, backward, then every trainable leaf takes `rate` times its gradient.

    `zero` says whether the gradients of the leaves are zeroed before each step; inner gradients always are. Only where
    `mixed`, some nodes being of float32, are local derivatives kept, in `local`.
    """
    none = losses[:0]
    for step in range(len(losses)):
        if mixed:
            forward(code, start, inputs, param, is_single, mixed, data, local)
        else:
            values(code, start, inputs, param, first, second, data)
        losses[step] = data[root]
        for node in range(len(code)):
            if zero or code[node] >= FIRST_OP:
                grad[node] = 0.0
        grad[root] += 1.0
        if mixed:
            backward(code, start, inputs, param, is_single, mixed, order, data, local, grad, none, none, none, -1)
        else:
            gradients(code, start, inputs, param, order, first, second, data, grad)
        for leaf in trainable:
            number = data[leaf] - (single(rate * grad[leaf]) if is_single[leaf] else rate * grad[leaf])
            data[leaf] = single(number) if is_single[leaf] else number
