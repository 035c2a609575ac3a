"""A data set played through one graph: every node has a row of examples, parameters are shared along theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.engine import rows
from app.engine.steps import Start, Trained
from app.engine.tape import as_single

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from app.engine.tape import Tape

    Numbers = NDArray[np.float64]


class Batch:
    """The nodes of `columns` have a number of their own in each example; all other leaves are shared.

    `mean` seeds each example with 1 / examples, else with 1. Without columns there is one example. Raises ValueError
    where a column is no leaf's or constant's, where columns differ in length or are empty, and where the root is not
    computed.
    """

    def __init__(self, tape: Tape, start: Start, columns: Mapping[int, Numbers], mean: bool = False) -> None:
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
        row = np.empty(tape.nodes, np.int32)
        count = rows.plan(tape.code, tape.start, tape.inputs, tape.is_single, tape.active, is_shared, tape.root, row)
        self._row = row
        self._forward = tape.code, tape.start, tape.inputs, tape.param, tape.is_single
        self.tape_arrays = *self._forward, tape.requires, tape.active, row, tape.root  # as the loops take them
        self.grad = np.empty((count + 1, self.examples))  # the last row is scratch

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
        rows.forward(*self._forward, self.data)
        values: Numbers = self.data[self.tape.root]
        return values

    def backward(self) -> Numbers:
        """[shared] the gradients of the shared leaves: sums over the examples, added to what they had."""
        *arrays, root = self.tape_arrays
        rows.backward(*arrays, self.data, self.grad, self.total, self.seeds, root)
        return self.totals

    def gradient(self, node: int) -> Numbers:
        """[examples] the gradient of a node in each example, after a backward; zeros where there is none."""
        grad: Numbers = self.grad[self._row[node]] if self._row[node] >= 0 else np.zeros(self.examples)
        return grad

    def mean_gradients(self) -> Numbers:
        """[N] of each node over the examples, after a backward; zeros for shared leaves and where there is none."""
        means = np.where(self._row >= 0, self.grad.mean(axis=1)[self._row], 0.0)
        return means

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
