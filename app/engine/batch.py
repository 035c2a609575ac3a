"""A data set played through one graph: every node has a row of examples, parameters are shared along theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.engine import rows
from app.engine.loops import Given
from app.engine.part import depending
from app.engine.steps import Start, Trained
from app.engine.tape import as_single

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from numpy.typing import NDArray

    from app.engine.tape import Tape

    Numbers = NDArray[np.float64]


class Batch:
    """The nodes of `columns` have a number of their own in each example; all other leaves are shared.

    `mean` seeds each example with 1 / examples, else with 1. Without columns there is one example. What depends on no
    column stands in the first example of `data` alone, unless it is the root, a leaf, used with columns or to be
    `read`. Raises ValueError where a column is no leaf's or constant's, where columns differ in length or are empty,
    and where the root is not computed.
    """

    def __init__(
        self,
        tape: Tape,
        start: Start,
        columns: Mapping[int, Numbers],
        mean: bool = False,
        read: Collection[int] = (),
    ) -> None:
        lengths = {len(column) for column in columns.values()} or {1}
        if len(lengths) != 1 or 0 in lengths:
            raise ValueError(f"columns of one length are needed, not of {sorted(lengths)}")
        for node in columns:
            if not 0 <= node < tape.nodes or tape.is_op[node]:
                raise ValueError(f"node {node} is neither a leaf nor a constant")
        if not (tape.nodes and tape.is_op[tape.root]):
            raise ValueError("the root is not computed from anything")
        self.tape = tape
        self.examples = lengths.pop()
        self.data: Numbers = np.repeat(tape.data(start.data)[:, None], self.examples, axis=1)  # [N, examples]
        for node, column in columns.items():
            self.data[node] = self.rounded(node, column)
        self.seeds = np.full(self.examples, 1.0 / self.examples if mean else 1.0)  # [examples]
        self.total = np.zeros(tape.nodes)  # [N] of shared leaves
        for leaf, value in start.grad.items():
            self.total[leaf] = value
        self.shared = np.array([leaf for leaf in tape.trainable.tolist() if leaf not in columns], np.int64)
        is_shared = np.zeros(tape.nodes, np.bool_)
        is_shared[self.shared] = True
        self._role = role = roles(tape, columns, read)
        self._row = row = np.empty(tape.nodes, np.int32)
        uses, user = np.zeros((2, tape.nodes), np.int32)
        count = rows.plan(
            tape.code, tape.start, tape.inputs, tape.is_single, role, tape.active, is_shared, tape.root, uses, user, row
        )
        self.grad = np.empty((count + 1, self.examples))  # the last row is scratch
        arrays = Given(tape.code, tape.start, tape.inputs, tape.param, tape.is_single, role)
        self._forward = Given(arrays, self.data)
        rest = tape.requires, tape.active, row, tape.root, self.data, self.grad, self.total, self.seeds
        self.given = Given(arrays, *rest)  # to the loops that train

    def rounded(self, node: int, numbers: Numbers) -> Numbers:
        """Numbers of a node, in its precision."""
        return as_single(np.asarray(numbers, float)) if self.tape.is_single[node] else np.asarray(numbers, float)

    @property
    def totals(self) -> Numbers:
        """[shared] the gradients of the shared leaves."""
        totals: Numbers = self.total[self.shared]
        return totals

    @totals.setter
    def totals(self, totals: Numbers) -> None:
        self.total[self.shared] = totals

    def forward(self) -> Numbers:
        """[examples] the root's value in each example."""
        rows.forward(self._forward)
        values: Numbers = self.data[self.tape.root]
        return values

    def backward(self) -> Numbers:
        """[shared] the gradients of the shared leaves: sums over the examples, added to what they had."""
        rows.backward(self.given)
        return self.totals

    def gradient(self, node: int) -> Numbers:
        """[examples] the gradient of a node in each example, after a backward; zeros where there is none. Of a node
        that is the same in every example only the sum is known: then it is [1]."""
        if self._row[node] < 0:
            return np.zeros(self.examples)
        grad: Numbers = self.grad[self._row[node]]
        return grad if self._role[node] == rows.EACH else grad[:1]

    def means(self) -> Numbers:
        """[N] of each node over the examples."""
        return np.where(self._role == rows.EACH, self.data.mean(axis=1), self.data[:, 0])

    def mean_gradients(self) -> Numbers:
        """[N] of each node over the examples, after a backward; zeros for shared leaves and where there is none."""
        means = np.where(self._role == rows.EACH, self.grad.mean(axis=1)[self._row], 0.0)
        sums = self.grad[:, 0][self._row] / self.examples
        return np.where(self._row < 0, 0.0, np.where(self._role == rows.EACH, means, sums))

    def train(self, count: int, learning_rate: float, zero_grad: bool = True) -> Trained:
        """`count` steps of gradient descent on the shared leaves; a loss is the sum (or mean) over the examples."""
        losses = np.zeros(count)
        for step in range(count):
            losses[step] = self.seeds[0] * self.forward().sum()
            if zero_grad:
                self.total[:] = 0.0
            self.backward()
            rows.update(self.tape.is_single, self.shared, self.data, self.total, float(learning_rate))
        leaves = self.shared.tolist()
        data, grad = self.data[self.shared, 0].tolist(), self.totals.tolist()
        return Trained(losses, Start(dict(zip(leaves, data, strict=True)), dict(zip(leaves, grad, strict=True))))


def roles(tape: Tape, columns: Collection[int], read: Collection[int]) -> NDArray[np.int8]:
    """[N] which nodes are computed once, once and copied to every example, or in each example."""
    in_each = depending(tape.graph, list(columns))
    role = np.where(in_each, rows.EACH, rows.ONCE).astype(np.int8)
    user = np.repeat(np.arange(tape.nodes), np.diff(tape.start))
    seen = np.append(tape.inputs[in_each[user]], [tape.root, *read]).astype(np.int64)
    role[seen] = np.maximum(role[seen], rows.COPIED)
    return role
