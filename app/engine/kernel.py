"""The loops, compiled by numba: forward, backward, backward noting every step, gradient descent. They take the arrays
of a tape first (see tape.py), then what they write, then where to begin and to end. No loop knows an op."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from numba import njit

from app.engine.ops import OP_CODE
from app.engine.rules import FINGERPRINT, closed, inlined, rule, rule_single, single

if TYPE_CHECKING:
    from collections.abc import Callable

SUM = OP_CODE["sum"]
FIRST_OP = 2  # below are leaf and constant


def compiled(loop: Callable[..., Any]) -> Any:
    """njit with a cache on disk, or in memory where nothing can be written.

    numba looks for changes in the file of the loop alone. The table's fingerprint becomes a part of the name, so that
    a changed table finds no old machine code.
    """
    loop.__qualname__ += f"_{FINGERPRINT}"
    try:
        return njit(cache=True, error_model="numpy", nogil=True)(loop)
    except RuntimeError:  # numba found no folder to cache in
        return njit(error_model="numpy", nogil=True)(loop)


@compiled
def forward(code, start, inputs, param, is_single, data, local, begin, end):  # type: ignore[no-untyped-def]
    """Computes the values of nodes begin … end - 1 and the local derivatives on their edges."""
    for node in range(begin, end):
        c = code[node]
        if c < FIRST_OP:
            continue
        e, stop = start[node], start[node + 1]
        if c == SUM:
            total = 0.0
            for edge in range(e, stop):
                total += data[inputs[edge]]
                if is_single[node]:
                    total = single(total)
                local[edge] = 1.0
            data[node] = total
            continue
        both = stop - e == 2
        x = data[inputs[e]]
        y = data[inputs[e + 1]] if both else param[node]
        if is_single[node]:
            data[node], local[e], by_y = rule_single(c, x, y, both)
        else:
            data[node], local[e], by_y = rule(c, x, y, both)
        if both:
            local[e + 1] = by_y


@inlined
def contribution(code, start, inputs, param, is_single, data, local, node, edge, upstream):  # type: ignore[no-untyped-def]
    """upstream * local of one edge, rounded as PyTorch does; 0 where the edge is closed."""
    product = upstream * local[edge]
    if upstream - upstream != 0.0:  # not finite: only then can a closed edge differ from its local derivative 0
        e = start[node]
        y = data[inputs[e + 1]] if start[node + 1] - e == 2 else param[node]
        if code[node] != SUM and closed(code[node], edge - e, data[inputs[e]], y):
            product = 0.0
    return single(product) if is_single[node] or is_single[inputs[edge]] else product


@inlined
def accumulate(is_single, grad, node, amount):  # type: ignore[no-untyped-def]
    total = grad[node] + amount
    grad[node] = single(total) if is_single[node] else total


@compiled
def backward(code, start, inputs, param, is_single, active, data, local, grad, begin, end):  # type: ignore[no-untyped-def]
    """Passes the gradients of nodes end - 1 … begin on to their inputs. `grad` holds the seed already.

    Inputs that require no gradient receive one too, which goes nowhere: whoever reads `grad` must leave it out.
    """
    for node in range(end - 1, begin - 1, -1):
        if active[node]:
            for e in range(start[node], start[node + 1]):
                amount = contribution(code, start, inputs, param, is_single, data, local, node, e, grad[node])
                accumulate(is_single, grad, inputs[e], amount)


@compiled
def backward_steps(  # type: ignore[no-untyped-def]
    code, start, inputs, param, is_single, edge, edge_node, data, local, grad, amount, total, begin, end
):
    """Takes steps begin … end - 1, an edge each, and notes each contribution and the total after it."""
    for step in range(begin, end):
        e, node = edge[step], edge_node[step]
        amount[step] = contribution(code, start, inputs, param, is_single, data, local, node, e, grad[node])
        accumulate(is_single, grad, inputs[e], amount[step])
        total[step] = grad[inputs[e]]


@compiled
def mark(start, inputs, root, requires, active):  # type: ignore[no-untyped-def]
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


@compiled
def order_edges(start, inputs, requires, active, edge, edge_node):  # type: ignore[no-untyped-def]
    """Fills in the edges in the order backward takes them: nodes from the last to the first, slots ascending."""
    step = 0
    for node in range(len(active) - 1, -1, -1):
        if active[node]:
            for e in range(start[node], start[node + 1]):
                if requires[inputs[e]]:
                    edge[step], edge_node[step] = e, node
                    step += 1


@compiled
def descend(  # type: ignore[no-untyped-def]
    code, start, inputs, param, is_single, active, trainable, root, data, local, grad, rate, zero, losses
):
    """len(losses) training steps: forward, backward, then every trainable leaf takes `rate` times its gradient.

    `zero` says whether the gradients of the leaves are zeroed before each step; inner gradients always are.
    """
    nodes = len(code)
    for step in range(len(losses)):
        forward(code, start, inputs, param, is_single, data, local, 0, nodes)
        losses[step] = data[root]
        for node in range(nodes):
            if zero or code[node] >= FIRST_OP:
                grad[node] = 0.0
        accumulate(is_single, grad, root, 1.0)
        backward(code, start, inputs, param, is_single, active, data, local, grad, 0, nodes)
        for leaf in trainable:
            value = data[leaf] - (single(rate * grad[leaf]) if is_single[leaf] else rate * grad[leaf])
            data[leaf] = single(value) if is_single[leaf] else value
