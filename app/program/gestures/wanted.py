"""The graph that a gesture asks for, to be compared with the one that the new program records."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from graphlib import TopologicalSorter

from app.engine.graph import CONSTANT, LEAF, Graph
from app.engine.ops import OP_CODE, OPS, Op
from app.program.gestures.spelling import slots

_ELEMENT = re.compile(r"\w*(\[\d+\])+")


@dataclass(frozen=True, slots=True)
class Row:
    """A node: code of its op, inputs, exponent or slope, number of a leaf or constant, label. Numbers are written out,
    so that not-a-number equals itself."""

    op: int
    inputs: tuple[int, ...] = ()
    param: str = "nan"
    data: str = ""
    label: str = ""


Rows = dict[int, Row]  # by node, in any order


def rows_of(graph: Graph) -> Rows:
    """A graph as rows. Places in a list are no names: they move with what stands before them."""
    start, inputs = graph.start.tolist(), graph.inputs.tolist()
    columns = zip(graph.op.tolist(), graph.param.tolist(), graph.data.tolist(), graph.label, strict=True)
    return {
        node: Row(
            op,
            tuple(inputs[start[node] : start[node + 1]]),
            repr(param),
            repr(data) if op in (LEAF, CONSTANT) else "",
            "" if _ELEMENT.fullmatch(label) else label,
        )
        for node, (op, param, data, label) in enumerate(columns)
    }


def add(rows: Rows, row: Row) -> int:
    node = max(rows, default=-1) + 1
    rows[node] = row
    return node


def put_op(rows: Rows, op: Op, operands: Sequence[int | float], node: int | None = None) -> int:
    """`op` of nodes (int) and bare numbers (float), as a new node or in the place of `node`."""
    label = rows[node].label if node is not None else ""
    param = op.default
    inputs: list[int] = []
    for operand, slot in zip(operands, slots(op) * len(operands), strict=False):
        if slot == "k" and isinstance(operand, float):
            param = operand
        else:
            is_number = isinstance(operand, float)
            inputs.append(add(rows, Row(CONSTANT, data=repr(operand))) if is_number else int(operand))
    if op.name == "sum":  # Python's own: 0 + first + second …
        total = add(rows, Row(CONSTANT, data="0.0"))
        for operand in inputs[:-1]:
            total = add(rows, Row(OP_CODE["add"], (total, operand)))
        op, inputs = OPS[OP_CODE["add"]], [total, inputs[-1]]
    row = Row(OP_CODE[op.name], tuple(inputs), repr(param), label=label)
    if node is None:
        return add(rows, row)
    rows[node] = row
    return node


def rename(rows: Rows, node: int, label: str) -> None:
    rows[node] = replace(rows[node], label=label)


def bypass(rows: Rows, node: int, other: int) -> None:
    """Whatever used `node` uses `other`; `node` is gone."""
    del rows[node]
    for user, row in rows.items():
        if node in row.inputs:
            rows[user] = replace(row, inputs=tuple(other if n == node else n for n in row.inputs))


def above(rows: Rows, node: int) -> set[int]:
    """The nodes that are computed from this one, itself among them."""
    users: dict[int, list[int]] = {}
    for user, row in rows.items():
        for n in row.inputs:
            users.setdefault(n, []).append(user)
    found, todo = {node}, [node]
    while todo:
        fresh = [user for user in users.get(todo.pop(), []) if user not in found]
        found.update(fresh)
        todo += fresh
    return found


def same(one: Rows, other: Rows) -> bool:
    """Whether two graphs are the same but for the order of their nodes; constants that nothing uses do not count.

    A node is told from others by all that it is made from, and then by all that is made from it.
    """
    return _kinds(one) == _kinds(other)


def _kinds(rows: Rows) -> Counter[int]:
    order = sorted(rows)
    if any(n >= node for node, row in rows.items() for n in row.inputs):  # an input that stood further below
        order = list(TopologicalSorter({node: row.inputs for node, row in rows.items()}).static_order())
    below: dict[int, int] = {}
    for node in order:
        row = rows[node]
        below[node] = hash((row.op, row.param, row.data, row.label, *(below[n] for n in row.inputs)))
    used: dict[int, list[tuple[int, int]]] = {node: [] for node in rows}
    kinds: dict[int, int] = {}
    for node in reversed(order):
        kinds[node] = hash((below[node], *sorted(used[node])))
        for slot, n in enumerate(rows[node].inputs):
            used[n].append((kinds[node], slot))
    return Counter(kinds[node] for node, row in rows.items() if used[node] or row.op != CONSTANT)
