"""Infinities and not-a-numbers flow on as in PyTorch; here is where the first one began, and why."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from app.engine.ops import OPS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from app.engine.tape import Tape

    Numbers = NDArray[np.float64]

Reason = Literal["given", "domain", "overflow", "slope", "value"]


@dataclass(frozen=True, slots=True)
class Culprit:
    """The first node, in topological order, whose value is not finite; or the first edge, in the order of backward,
    that brought a gradient that is not.

    given     the program's own number is infinite or not a number
    domain    an op was asked for what it has no value for: log(-1), 1 / 0
    overflow  the inputs are finite, the result is too large
    slope     the value is finite, its local derivative is not: sqrt at 0
    value     a gradient met a value that is not finite
    """

    node: int
    input: int | None  # the input that an infinite gradient arrives at; None for a value
    result: float
    reason: Reason
    message: str


def first_value(tape: Tape, data: Numbers) -> Culprit | None:
    """The first of [N] computed values that is not finite."""
    found = np.flatnonzero(~np.isfinite(data))
    if not len(found):
        return None
    node = int(found[0])
    op, result = OPS[tape.code[node]], float(data[node])
    if not tape.is_op[node]:
        number = float(tape.graph.data[node])
        large = f"{number!r} is too large for float32" if math.isfinite(number) else f"the program gives it {number!r}"
        return Culprit(node, None, result, "given", large)
    operands = operands_of(tape, data, node)
    shown = " and ".join(f"{name} is {number!r}" for name, number in operands.items())
    if op.domain and not eval(op.domain, {"floor": math.floor}, operands):
        return Culprit(node, None, result, "domain", f"{op.name} {op.needs}, but {shown}")
    limit = "float32" if tape.is_single[node] else "float64"
    return Culprit(node, None, result, "overflow", f"{op.name} is too large for a {limit} where {shown}")


def first_gradient(tape: Tape, data: Numbers, local: Numbers, amount: Numbers, total: Numbers) -> Culprit | None:
    """The first edge whose contribution, or the sum of it and those before, is not finite.

    `local`, `amount` and `total` are [E], by edge, as Tape.forward and Tape.backward_noted give them.
    """
    edges, nodes = tape.edges
    found = np.flatnonzero(~np.isfinite(amount[edges]) | ~np.isfinite(total[edges]))
    if not len(found):
        return None
    edge, node = int(edges[found[0]]), int(nodes[found[0]])
    name, target, result = OPS[tape.code[node]].name, int(tape.inputs[edge]), float(total[edge])
    operands = operands_of(tape, data, node)
    shown = " and ".join(f"{letter} is {number!r}" for letter, number in operands.items())
    if math.isfinite(local[edge]):
        message = f"the gradient that arrives through {name} is too large for the numbers here"
        return Culprit(node, target, result, "overflow", message)
    if math.isfinite(data[node]) and all(map(math.isfinite, operands.values())):
        message = f"the slope of {name} is {float(local[edge])!r} where {shown}"
        return Culprit(node, target, result, "slope", message)
    message = f"{name} is {float(data[node])!r} where {shown}, so its slope is {float(local[edge])!r}"
    return Culprit(node, target, result, "value", message)


def operands_of(tape: Tape, data: Numbers, node: int) -> dict[str, float]:
    """The numbers that an op computes with, by the letters of its texts; those of a sum are x1, x2 …"""
    op = OPS[tape.code[node]]
    numbers = data[tape.inputs[tape.start[node] : tape.start[node + 1]]].tolist()
    if op.arity not in (1, 2):
        return {f"x{slot}": number for slot, number in enumerate(numbers, 1)}
    if op.constant and len(numbers) == 1:
        numbers.append(float(tape.param[node]))
    return dict(zip(("x", "k" if op.constant else "y"), numbers, strict=False))
