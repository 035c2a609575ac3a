"""A graph made ready for the kernel: what of it never changes while values and gradients do. Shared between threads."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from app.engine import kernel
from app.engine.graph import LEAF, Graph
from app.engine.loops import Given
from app.engine.ops import OPS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

NOTHING = np.empty(0)
LEAST, MOST = np.array([op.inputs for op in OPS]).T
DEFAULTS = np.array([op.default for op in OPS])


class Tape:
    """The arrays of a graph of N nodes and E edges, of one type each, so that no request meets an uncompiled loop."""

    def __init__(self, graph: Graph, order: NDArray[np.intp] | None = None) -> None:
        """`order` is the one that backward visits the active nodes in: the last first, unless another is given.

        Raises ValueError where the columns of the graph do not make one: the kernel trusts them.
        """
        check(graph)
        self.graph = graph
        self.nodes = len(graph.op)
        self.root = int(graph.root)
        self.code = np.array(graph.op, np.uint8)
        self.start = np.array(graph.start, np.uint32)
        self.inputs = np.array(graph.inputs, np.uint32)
        self.param = np.where(np.isnan(graph.param), DEFAULTS[self.code], graph.param)
        self.is_single = np.array(graph.single, np.bool_)
        self.is_op = self.code >= kernel.FIRST_OP
        self.is_leaf = self.code == LEAF
        self.requires = np.array(graph.requires_grad & self.is_leaf, np.bool_)  # of an op, when an input does
        self.active = np.zeros(self.nodes, np.bool_)  # requires a gradient, and the root depends on it
        self.active_edges = 0
        if self.nodes:  # a graph without nodes has no root
            self.active_edges = int(kernel.mark(self.start, self.inputs, self.root, self.requires, self.active))
        self.order = np.array(np.flatnonzero(self.active)[::-1] if order is None else order, np.uint32)
        self.leaves = np.flatnonzero(self.is_leaf)
        self.is_trainable = self.is_leaf & self.requires
        self.is_reached = self.is_leaf & self.active  # a trainable one that the root depends on
        self.trainable = np.flatnonzero(self.is_trainable)
        self.mixed = bool(self.is_single.any())
        data = np.where(self.is_op, 0.0, graph.data)
        self._data = np.where(graph.rounded | self.is_single, as_single(data), data)
        self._arrays = Given(self.code, self.start, self.inputs, self.param, self.is_single, self.mixed)
        self._ordered = Given(self._arrays, self.order)
        self._edges: tuple[NDArray[np.int32], NDArray[np.int32]] | None = None

    @property
    def edges(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """The edges that a gradient flows along, in the order backward takes them, and the node of each."""
        if self._edges is None:
            edge, node = np.empty(self.active_edges, np.int32), np.empty(self.active_edges, np.int32)
            kernel.order_edges(self.start, self.inputs, self.requires, self.order, edge, node)
            self._edges = edge, node
        return self._edges

    def data(self, leaves: Mapping[int, float] | None = None) -> Numbers:
        """[N] the numbers of leaves (those given, else the program's) and constants; 0 elsewhere.

        The program's own numbers of `rounded` leaves are rounded to float32, and all numbers of float32 nodes.
        """
        data = self._data.copy()
        for leaf, value in (leaves or {}).items():
            data[leaf] = value
        return self.rounded(data) if leaves and self.mixed else data

    def changed(self, data: Numbers) -> NDArray[np.intp]:
        """The leaves that have another number in `data` [N] than the program gives them."""
        other: NDArray[np.intp] = self.leaves[data[self.leaves] != self._data[self.leaves]]
        return other

    def rounded(self, numbers: Numbers) -> Numbers:
        """[N] numbers, rounded to float32 where the node computes in float32."""
        return np.where(self.is_single, as_single(numbers), numbers)

    def forward(self, data: Numbers) -> Numbers:
        """Fills in the values of the op nodes; returns [E] the local derivative on each edge."""
        local = np.empty(len(self.inputs))
        kernel.forward(self._arrays, data, local)
        return local

    def seeded(self, grad: Numbers) -> Numbers:
        """The gradients with which a backward begins: those of leaves as they were, 0 inside, 1 more at the root."""
        grad = np.where(self.is_op, 0.0, grad)
        if self.nodes:
            grad[self.root] += 1.0
        return grad

    def backward(self, data: Numbers, local: Numbers, grad: Numbers) -> None:
        """Passes the seed in `grad` on to all nodes; entries of nodes without a gradient are meaningless after it."""
        kernel.backward(self._ordered, data, local, grad, NOTHING, NOTHING, NOTHING, -1)

    def backward_noted(
        self,
        data: Numbers,
        local: Numbers,
        grad: Numbers,
        until: int = -1,
        order: NDArray[np.uint32] | None = None,
    ) -> tuple[Numbers, Numbers, Numbers]:
        """The same, up to and with edge `until` or to the end, by the nodes of `order` if it is given; returns [N] the
        gradient that each node has passed on, [E] what each edge contributed and [E] the gradient after it."""
        passed, amount, total = np.zeros(self.nodes), np.zeros(len(self.inputs)), np.zeros(len(self.inputs))
        given = self._ordered if order is None else Given(self._arrays, order)
        kernel.backward(given, data, local, grad, passed, amount, total, until)
        return passed, amount, total

    def descended(self, node: NDArray[np.intp], data: Numbers, grad: Numbers, rate: float) -> Numbers:
        """data - rate * grad of some nodes, in their precision."""
        with np.errstate(all="ignore"):
            if not self.mixed:
                return data - rate * grad
            is_single = self.is_single[node]
            change = np.where(is_single, as_single(rate * grad), rate * grad)
            return np.where(is_single, as_single(data - change), data - change)

    def descend(self, data: Numbers, grad: Numbers, rate: float, zero_grad: bool, count: int) -> Numbers:
        """`count` training steps of gradient descent at once, in place; returns the root's value in each."""
        losses, local = np.zeros(count), np.empty(len(self.inputs)) if self.mixed else NOTHING
        if self.nodes:
            kernel.descend(self._descent, data, local, grad, float(rate), zero_grad, losses)
        return losses

    @cached_property
    def _descent(self) -> Given:
        """What `_ordered` gives, the first and the second input of each node (itself where it has fewer), and whom to
        train on what."""
        itself, counts = np.arange(self.nodes), np.diff(self.start.astype(np.int64))
        first, second = itself.astype(np.uint32), itself.astype(np.uint32)
        first[counts > 0] = self.inputs[self.start[:-1][counts > 0]]
        second[counts == 2] = self.inputs[self.start[:-1][counts == 2] + 1]
        return Given(self._ordered, first, second, self.trainable, self.root)

    def gradients(self, leaves: Mapping[int, float] | None = None) -> tuple[Numbers, Numbers]:
        """Value and gradient of every node after one forward and one backward; a gradient that is not there is 0."""
        data = self.data(leaves)
        return data, self.differentiate(data)

    def differentiate(self, data: Numbers) -> Numbers:
        """[N] the gradients where leaves and constants have the numbers of `data`, which gets the other values."""
        local, grad = self.forward(data), self.seeded(np.zeros(self.nodes))
        self.backward(data, local, grad)
        grad[~self.active] = 0.0
        if self.nodes:
            grad[self.root] = 1.0
        return grad


def as_single(numbers: Numbers) -> Numbers:
    """Rounded to float32; what is too large for it becomes infinite, as in PyTorch."""
    with np.errstate(over="ignore", invalid="ignore"):
        return numbers.astype(np.float32).astype(np.float64)


def check(graph: Graph) -> None:
    """Raises ValueError unless columns fit, inputs come before their nodes, and every op has as many as it takes."""
    nodes, start, inputs = len(graph.op), graph.start, graph.inputs
    columns = (graph.param, graph.data, graph.requires_grad, graph.single, graph.rounded, graph.span, graph.group)
    if any(len(column) != nodes for column in (*columns, graph.label)) or len(start) != nodes + 1:
        raise ValueError("the columns of the graph differ in length")
    counts = np.diff(start)
    if start[0] != 0 or start[-1] != len(inputs) or (counts < 0).any():
        raise ValueError("the offsets of the inputs do not rise from 0 to their number")
    if ((inputs < 0) | (inputs >= np.repeat(np.arange(nodes), counts))).any():
        raise ValueError("an input does not come before its node")
    if ((graph.op < 0) | (graph.op >= len(OPS))).any():
        raise ValueError("there is no such op")
    if ((counts < LEAST[graph.op]) | (counts > MOST[graph.op])).any():
        node = int(np.flatnonzero((counts < LEAST[graph.op]) | (counts > MOST[graph.op]))[0])
        raise ValueError(f"node {node}, {OPS[graph.op[node]].name}, has {counts[node]} inputs")
    if nodes and not 0 <= graph.root < nodes:
        raise ValueError(f"the root is node {graph.root} of {nodes}")
