"""The numbers of a program's own objects after a backward pass, held against what they should have been."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.engine.graph import CONSTANT, LEAF
from app.engine.ops import OPS
from app.engine.tape import Tape
from app.program.diagnosis.mistake import Mistake, OwnPass
from app.program.rewrite.own_signs import OwnClass
from app.program.rounds import Nodes, Numbers

Marks = NDArray[np.bool_]
CLOSE = 1e-6  # two numbers that differ by less of their size are the same


class Comparison:
    """One pass over N nodes and E edges."""

    def __init__(self, tape: Tape, own: OwnPass, classes: list[OwnClass]) -> None:
        self.tape, self.own, self.classes = tape, own, classes
        self.graph = graph = tape.graph
        leaves = {int(leaf): float(own.data[leaf]) for leaf in np.flatnonzero(graph.op == LEAF)}
        self.data = self.tape.data({leaf: number for leaf, number in leaves.items() if number == number})
        self.local = self.tape.forward(self.data)
        self.edge_node = np.repeat(np.arange(len(graph.op)), np.diff(graph.start))
        self.edge_input = np.array(graph.inputs, np.int64)

    @cached_property
    def checked(self) -> Nodes:
        """Nodes whose gradient can be compared."""
        return np.flatnonzero(self.tape.active & ~np.isnan(self.own.grad) & (self.graph.op != CONSTANT))

    @cached_property
    def share(self) -> Numbers:
        """[E] what each edge should have brought, given the gradients that the program came to."""
        upstream = np.nan_to_num(self.own.grad[self.edge_node], nan=0.0, posinf=np.inf, neginf=-np.inf)
        shares = np.where(upstream == 0.0, 0.0, upstream * self.local)
        return np.where(np.isin(self.edge_node, self.checked), shares, 0.0)

    @cached_property
    def sums(self) -> Numbers:
        """[N] the gradients that follow from the program's own, one step further."""
        sums = self.gathered(self.share)
        sums[self.graph.root] += 1.0
        return sums

    @cached_property
    def bad(self) -> Nodes:
        """Nodes whose gradient does not follow from those of the nodes that use them."""
        wrong = ~(self.same(self.sums) | self.same(self.sums + self.own.before))
        return self.checked[wrong[self.checked]]

    def gathered(self, shares: Numbers) -> Numbers:
        return np.bincount(self.edge_input, shares, len(self.graph.op)).astype(np.float64)

    def same(self, other: Numbers) -> Marks:
        """[N] where the program's gradients are those of `other`, but for rounding."""
        size = self.gathered(abs(self.share)) + abs(other)
        close = abs(self.own.grad - other) <= CLOSE * size + 1e-12
        same: Marks = close | (self.own.grad == other) | ~np.isfinite(other)
        return same

    @cached_property
    def wrong_data(self) -> Marks:
        """[N] operations whose number is not what follows from the leaves."""
        off = abs(self.own.data - self.data) > CLOSE * (abs(self.data) + abs(self.own.data)) + 1e-12
        wrong: Marks = off & np.isfinite(self.data) & self.tape.is_op
        return wrong

    @cached_property
    def right_grad(self) -> Numbers:
        """[N]"""
        right = self.tape.seeded(self.own.before)
        self.tape.backward(self.data, self.local, right)
        return right

    @cached_property
    def wrong_grad(self) -> Marks:
        """[N] nodes whose gradient is not the right one, be it their own fault or that of others."""
        wrong = np.zeros(len(self.graph.op), np.bool_)
        wrong[self.checked] = ~self.same(self.right_grad)[self.checked]
        return wrong

    @cached_property
    def wrong_leaves(self) -> Nodes:
        """What the program came to and is wrong; how it came there is its own business."""
        return np.flatnonzero(self.wrong_grad & (self.graph.op == LEAF))

    @property
    def is_open(self) -> bool:
        """Whether the operations have gradients that can be looked at: some classes keep those of leaves alone."""
        return not bool((np.isnan(self.own.grad) & self.tape.active & self.tape.is_op).any())

    def mistake(self, kind: str, message: str, hint: str, node: int, line: int) -> Mistake:
        off = np.flatnonzero(self.wrong_grad).tolist()
        return Mistake(kind, message, hint, (node, *(each for each in off if each != node)), line)

    def users(self, node: int) -> list[int]:
        return [int(user) for user in self.edge_node[self.edge_input == node]] or [node]

    def name(self, node: int) -> str:
        line = int(self.graph.span[node][0])
        return self.graph.label[node] or (f"the {self.title(node)} of line {line}" if line else self.title(node))

    def title(self, node: int) -> str:
        return str(OPS[self.graph.op[node]].title)

    def line(self, node: int) -> int:
        return self.line_of(self.own.words.get(node, ""))

    def line_of(self, method: str) -> int:
        return next((each.methods[method] for each in self.classes if method in each.methods), 0)
