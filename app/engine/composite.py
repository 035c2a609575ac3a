"""Opens composite ops: in place of one node, the nodes that it is made of (`made_of` in the op table). To close one
again, open the others in the graph as it was recorded."""

from __future__ import annotations

import ast
import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from app.engine.graph import CONSTANT, Graph
from app.engine.ops import ANY, OP_CODE, OPS, Op
from app.engine.parsing import parse_expression
from app.engine.words import Words

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

BINARY = {ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "div"}


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """A graph of M nodes made of one of N by opening some. The node that was opened is the last of what it became."""

    graph: Graph
    node: NDArray[np.intp]  # [N] where each node of the old graph is now
    origin: NDArray[np.intp]  # [M] the node of the old graph that each belongs to


@dataclass(frozen=True, slots=True)
class Part:
    """One node of what an op is made of; an input below 0 is one of the op's own, -1 the first."""

    op: int
    inputs: tuple[int, ...] = ()
    param: float = math.nan
    data: float = 0.0


def can_open(graph: Graph, node: int) -> bool:
    op = OPS[graph.op[node]]
    return bool(op.made_of) and (op.arity != ANY or graph.start[node + 1] > graph.start[node])


def parts(op: Op, inputs: int) -> list[Part]:
    """What an op with so many inputs is made of, in order; the last part gives its value."""
    found: list[Part] = []
    known = {"x": -1, "y": -2}

    def add(part: Part) -> int:
        found.append(part)
        return len(found) - 1

    def put(node: ast.expr) -> int:
        match node:
            case ast.Name(name):
                return known[name]
            case ast.Constant(float() | int() as number):
                return add(Part(CONSTANT, data=float(number)))
            case ast.UnaryOp(ast.USub(), ast.Constant(float() | int() as number)):
                return add(Part(CONSTANT, data=-float(number)))
            case ast.UnaryOp(ast.USub(), x):
                return add(Part(OP_CODE["neg"], (put(x),)))
            case ast.BinOp(x, ast.Pow(), exponent):
                return add(Part(OP_CODE["pow"], (put(x),), param=float(ast.literal_eval(exponent))))
            case ast.BinOp(x, operator, y):
                return add(Part(OP_CODE[BINARY[type(operator)]], (put(x), put(y))))
            case ast.Call(ast.Name(name), arguments):
                return add(Part(OP_CODE[name], tuple(put(argument) for argument in arguments)))
        raise ValueError(f"{op.name} cannot be made of {ast.unparse(node)}")

    if op.arity == ANY:  # its text says how two are put together
        total = add(Part(CONSTANT))
        for slot in range(inputs):
            known = {"x": total, "y": -1 - slot}
            total = put(parse_expression(op.made_of[0]))
        return found
    *assignments, result = op.made_of
    for assignment in assignments:
        name, text = assignment.split(" = ")
        known[name] = put(parse_expression(text))
    put(parse_expression(result))
    return found


def open_ops(graph: Graph, nodes: Collection[int]) -> Opened:
    """The graph with these nodes opened, each into a group of its own. Raises ValueError where one cannot be."""
    chosen = sorted({int(node) for node in nodes})
    for node in chosen:
        if not 0 <= node < len(graph.op) or not can_open(graph, node):
            raise ValueError(f"node {node} is not made of smaller ops")
    counts, stays = np.diff(graph.start), np.ones(len(graph.op), np.bool_)
    stays[chosen] = False
    made = {node: parts(OPS[graph.op[node]], int(counts[node])) for node in chosen}
    size = np.ones(len(graph.op), np.intp)
    size[chosen] = [len(pieces) for pieces in made.values()]
    place = np.cumsum(size) - 1
    origin = np.repeat(np.arange(len(graph.op)), size)
    op, param, data = graph.op[origin], graph.param[origin], graph.data[origin]
    group, groups = graph.group[origin], list(graph.groups)
    arity = counts[origin]
    arity[~stays[origin]] = [len(part.inputs) for pieces in made.values() for part in pieces]
    start = np.append(0, np.cumsum(arity)).astype(np.int32)
    inputs = np.empty(start[-1], np.int32)
    inputs[stays[origin].repeat(arity)] = place[graph.inputs[stays.repeat(counts)]]
    (words,) = Words.sharing(graph.label)
    label = np.zeros(len(origin), np.int32)
    label[place] = words.place
    for node, pieces in made.items():
        first = int(place[node]) - len(pieces) + 1
        given = place[graph.inputs[graph.start[node] : graph.start[node + 1]]]
        parent = graph.groups[graph.group[node]]
        called = graph.label[node] if graph.label.count(graph.label[node]) == 1 else node
        groups.append(f"{parent}/{OPS[graph.op[node]].name} {called}".lstrip("/"))
        for new, part in enumerate(pieces, first):
            op[new], param[new], data[new], group[new] = part.op, part.param, part.data, len(groups) - 1
            inputs[start[new] : start[new + 1]] = [given[-1 - i] if i < 0 else first + i for i in part.inputs]
    return Opened(
        replace(
            graph,
            op=op,
            start=start,
            inputs=inputs,
            param=param,
            data=data,
            requires_grad=graph.requires_grad[origin],
            single=graph.single[origin],
            rounded=graph.rounded[origin],
            span=graph.span[origin],
            label=Words(words.table, label),
            group=group,
            groups=tuple(groups),
            root=int(place[graph.root]) if len(graph.op) else graph.root,
        ),
        place,
        origin,
    )
