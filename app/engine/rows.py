"""The loops over a batch: data and gradients are [nodes, examples], and a node's row is computed at once. What depends
on no column is the same in every example and computed once; its gradient is a sum over the examples, in column 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.kernel import FIRST_OP, SUM
from app.engine.loops import Codes, Flags, Indices, Loop, Nodes, Numbers, Places, Roles, Table, compiling
from app.engine.ops import OP_CODE

if TYPE_CHECKING:
    from app.engine.rules import closed, rule_single, single, slope_row, value_row

ADD = OP_CODE["add"]
ONCE, COPIED, EACH = range(3)  # `role` of a node: computed once; that, and copied to every example; in each example


def fill(numbers: Table, row: int, count: int, number: float) -> None:
    """Puts one number into the first examples of a row."""
    for s in range(count):
        numbers[row, s] = number


@compiling(fastmath={"reassoc"})
def row_sum(numbers: Table, row: int, count: int) -> float:
    """The sum over the examples, in whatever order is fastest."""
    total = 0.0
    for s in range(count):
        total += numbers[row, s]
    return total


@Loop
def forward(
    code: Codes,
    start: Indices,
    inputs: Indices,
    param: Numbers,
    is_single: Flags,
    role: Roles,
    data: Table,
) -> None:
    """Computes the values of the op nodes."""
    for node in range(len(code)):
        c = code[node]
        if c < FIRST_OP:
            continue
        e, stop = start[node], start[node + 1]
        count = data.shape[1] if role[node] == EACH else 1
        both = stop - e == 2
        a, b = inputs[e], inputs[e + 1] if both else inputs[e]
        if c == SUM:
            fill(data, node, count, 0.0)
            for edge in range(e, stop):
                for s in range(count):
                    data[node, s] += data[inputs[edge], s]
                    if is_single[node]:
                        data[node, s] = single(data[node, s])
        elif is_single[node]:
            for s in range(count):
                data[node, s] = rule_single(c, data[a, s], data[b, s] if both else param[node], both)[0]
        else:
            value_row(c, both, param[node], data, count, a, b, node)
        if role[node] == COPIED:
            fill(data, node, data.shape[1], data[node, 0])


@Loop
def plan(
    code: Codes,
    start: Indices,
    inputs: Indices,
    is_single: Flags,
    role: Roles,
    active: Flags,
    shared: Flags,
    root: int,
    uses: Places,
    user: Places,
    row: Places,
) -> int:
    """Fills in which row of gradients each node has, and returns how many rows there are.

    A node that is used once, in a sum, has the gradient of the sum: the two share a row. Shared leaves have none (-1),
    nor have nodes without a gradient.
    """
    for node in range(len(code)):
        if active[node]:
            for edge in range(start[node], start[node + 1]):
                i = inputs[edge]
                unchanged = code[node] in (ADD, SUM) and is_single[node] == is_single[i]
                uses[i] += 1 if unchanged and (role[node] == EACH) == (role[i] == EACH) else 2
                user[i] = node
    rows = 0
    for node in range(len(code) - 1, -1, -1):
        if shared[node] or not (active[node] or node == root):
            row[node] = -1
        elif uses[node] == 1 and node != root:
            row[node] = row[user[node]]
        else:
            row[node] = rows
            rows += 1
    return rows


@Loop
def backward(
    code: Codes,
    start: Indices,
    inputs: Indices,
    param: Numbers,
    is_single: Flags,
    role: Roles,
    requires: Flags,
    active: Flags,
    row: Places,
    root: int,
    data: Table,
    grad: Table,
    total: Numbers,
    seed: Numbers,
) -> None:
    """Gradients of all nodes: rows of `grad`, and for shared leaves the sums over the examples, added to `total`."""
    for u in range(len(grad)):
        fill(grad, u, grad.shape[1], 0.0)
    spare = len(grad) - 1
    for s in range(len(seed)):
        grad[row[root], s if role[root] == EACH else 0] += seed[s]
    for node in range(len(code) - 1, -1, -1):
        if not active[node] or code[node] < FIRST_OP:
            continue
        c, e, stop, u = code[node], start[node], start[node + 1], row[node]
        count = data.shape[1] if role[node] == EACH else 1
        both = stop - e == 2
        a, b = inputs[e], inputs[e + 1] if both else inputs[e]
        for edge in range(e, stop):
            i = inputs[edge]
            if not requires[i] or row[i] == u:
                continue
            t = row[i]
            if t < 0 or (count > 1 and role[i] != EACH):  # to be summed up over the examples
                t = spare
                fill(grad, t, count, 0.0)
            if is_single[node] or is_single[i]:
                for s in range(count):
                    product = grad[u, s]
                    if c != SUM:
                        x, k = data[a, s], data[b, s] if both else param[node]
                        _, by_x, by_y = rule_single(c, x, k, both)
                        product = 0.0 if closed(c, edge - e, x, k) else product * (by_x if edge == e else by_y)
                    grad[t, s] += single(product)
                    if is_single[i]:
                        grad[t, s] = single(grad[t, s])
            elif c == SUM:
                for s in range(count):
                    grad[t, s] += grad[u, s]
            else:
                slope_row(c, edge - e, both, param[node], data, count, a, b, node, grad, u, t)
            if t == spare and row[i] < 0:
                total[i] += row_sum(grad, t, count)
                if is_single[i]:
                    total[i] = single(total[i])
            elif t == spare:
                grad[row[i], 0] += row_sum(grad, t, count)
                if is_single[i]:
                    grad[row[i], 0] = single(grad[row[i], 0])


@Loop
def update(is_single: Flags, leaves: Nodes, data: Table, total: Numbers, rate: float) -> None:
    """Takes `rate` times its gradient from the row of each of these leaves."""
    for leaf in leaves:
        value = data[leaf, 0] - (single(rate * total[leaf]) if is_single[leaf] else rate * total[leaf])
        value = single(value) if is_single[leaf] else value
        fill(data, leaf, data.shape[1], value)
