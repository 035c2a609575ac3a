"""The local derivative of one edge: as the op table's rule, with the nodes' names put in, with their numbers put in."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.engine.graph import CONSTANT, Graph
from app.engine.ops import ANY, OPS, Op
from app.notation.branches import branch, holds
from app.notation.expression import ELLIPSIS, Binary, Call, Choice, Expression, Name, Number, Term, flat, put_in
from app.notation.parsing import parse

FEW = 6  # inputs of a sum that are written out; of more, the first and the last


@dataclass(frozen=True, slots=True)
class Operation:
    """An op node with its inputs under the names that the op table's texts give them."""

    op: Op
    node: int
    inputs: Mapping[str, int]  # "x", "y", "k", or "x1", "x2" … of a sum → node
    names: Mapping[str, Expression]  # of the same, and of "out" → what each is called
    values: Mapping[str, float]  # of the same; empty where one is not known yet
    call: Expression  # how it is written, in the same

    def rule(self, slot: int) -> Expression:
        """The local derivative by an input as its row has it."""
        return parse(self.op.derivative[0 if self.op.arity == ANY else slot])

    def name_of(self, slot: int) -> str:
        """What the rule calls the input in a slot."""
        return "x" if self.op.arity == ANY else list(self.inputs)[slot]

    def branch(self, expression: Expression) -> tuple[Expression, Binary | None]:
        """What of a rule holds for these numbers, and the comparison that decided so."""
        held, decided = branch(expression, self.values) if self.values else (expression, None)
        return self.simple(held), decided

    def simple(self, expression: Expression) -> Expression:
        """The op's constant worked out: k * x ** (k - 1) is 2 * x where k is 2."""
        constant = self.names.get("k")
        return _folded(put_in(expression, {"k": constant})) if isinstance(constant, Number) else expression

    def named(self, expression: Expression) -> Expression:
        return put_in(expression, self.names)

    def numbered(self, expression: Expression) -> Expression:
        """With a number for every name; each is a link to its node."""
        nodes = {**self.inputs, "out": self.node}
        return put_in(expression, {name: _value(nodes.get(name), value) for name, value in self.values.items()})


def operation(graph: Graph, names: Sequence[str], data: NDArray[np.float64] | None, node: int) -> Operation:
    """The op node; `data` [N] are the values of all nodes, where those of this one and its inputs are known."""
    op = OPS[graph.op[node]]
    nodes = graph.inputs[graph.start[node] : graph.start[node + 1]].tolist()
    call = parse(op.call)
    if op.arity == ANY:
        shown = range(len(nodes)) if len(nodes) <= FEW else (0, len(nodes) - 1)
        inputs = {f"x{slot + 1}": nodes[slot] for slot in shown}
        words = [Name(name) for name in inputs]
        call = Call(op.name, tuple(words if len(nodes) <= FEW else [words[0], Name(ELLIPSIS), words[1]]))
    else:
        inputs = dict(zip(("x", "k" if op.constant else "y"), nodes, strict=False))
    terms: dict[str, Expression] = {name: term(graph, names, i) for name, i in inputs.items()}
    terms["out"] = term(graph, names, node)
    values = {} if data is None else {name: float(data[i]) for name, i in {**inputs, "out": node}.items()}
    if op.constant and "k" not in inputs:
        constant = op.default if math.isnan(graph.param[node]) else float(graph.param[node])
        terms["k"] = Number(constant)
        values |= {"k": constant} if values else {}
    return Operation(op, node, inputs, terms, values, call)


def _value(node: int | None, value: float) -> Expression:
    number = Number(value, "data")
    return number if node is None else Term(node, number)


def term(graph: Graph, names: Sequence[str], node: int) -> Term:
    """What a node is called in a formula."""
    is_number = graph.op[node] == CONSTANT and not graph.label[node]
    return Term(node, Number(float(graph.data[node]), "data") if is_number else flat(parse(names[node])))


def _folded(expression: Expression) -> Expression:
    """Sums and differences of numbers worked out, powers of 1 and 0 and factors of 1 and 0 left out."""
    match expression:
        case Choice(Binary(_, Number(), Number()) as condition, value, otherwise):
            return _folded(value if holds(condition, {}) else otherwise)
        case Binary(operator, left, right):
            match operator, _folded(left), _folded(right):
                case "+", Number(a), Number(b):
                    return Number(a + b)
                case "-", Number(a), Number(b):
                    return Number(a - b)
                case "**", _, Number(0.0):
                    return Number(1.0)
                case "**", base, Number(1.0):
                    return base
                case "*", Number(0.0), _:
                    return Number(0.0)
                case "*", Number(1.0), other:
                    return other
                case _, a_side, b_side:
                    return Binary(operator, a_side, b_side)
    return expression
