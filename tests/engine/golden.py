"""What PyTorch says to special values and ties, written down for machines without it: `python -m tests.engine.golden`
asks it anew."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from app.engine.builder import GraphBuilder
from app.engine.graph import Graph
from app.engine.ops import ANY, OPS, Op
from tests.engine.graphs import EXPONENTS, SPECIAL
from tests.engine.oracles import by_torch

FILE = Path(__file__).with_name("pytorch.json")
FEW = (0.0, 1.0, -2.0, 0.5, math.inf, -math.inf, math.nan)


def cases(op: Op) -> Iterator[tuple[list[float], float, float]]:
    """Inputs, the op's constant, and the gradient that arrives at it."""
    points = [list(point) for point in op.points if not op.constant]
    if op.constant:
        for k in EXPONENTS if op.name == "pow" else (op.default, 0.25):
            points += [[x, k] for x in SPECIAL]
    elif op.arity == 1:
        points += [[x] for x in SPECIAL]
    elif op.arity == ANY:
        points += [list(point) for point in product(FEW, repeat=3)][::7]
    for point in points:
        inputs, k = (point[:1], point[1]) if op.constant else (point, math.nan)
        yield from ((inputs, k, upstream) for upstream in ((1.0, math.inf) if op.arity == 1 or op.closed else (1.0,)))
    if op.arity == 2:
        upstreams = (1.0, math.inf) if op.closed else (1.0,)
        yield from (([x, y], math.nan, upstream) for x, y in product(FEW, repeat=2) for upstream in upstreams)


def one(op: Op, inputs: list[float], k: float, upstream: float) -> Graph:
    """The op alone, its result multiplied by `upstream`."""
    b = GraphBuilder()
    b.op("mul", b.op(op.name, *(b.leaf(x) for x in inputs), param=k), b.constant(upstream))
    return b.graph()


def answer(op: Op, inputs: list[float], k: float, upstream: float) -> tuple[list[float], list[float]]:
    """PyTorch's value of the op, and its gradients."""
    values, gradients, _ = by_torch(one(op, inputs, k, upstream))
    return [float(values[len(inputs)])], gradients[: len(inputs)].tolist()


def lines(op: Op) -> list[str]:
    """Inputs, constant, upstream, value, gradients; as text, since JSON has no infinity."""
    asked = ((inputs, [k], [upstream], *answer(op, inputs, k, upstream)) for inputs, k, upstream in cases(op))
    return [" | ".join(" ".join(repr(float(x)) for x in part) for part in parts) for parts in asked]


if __name__ == "__main__":
    golden = {op.name: lines(op) for op in OPS if op.arity}
    FILE.write_text(json.dumps(golden, indent=0) + "\n", encoding="utf-8")
