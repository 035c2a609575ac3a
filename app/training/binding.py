"""Which leaves of a graph the columns of a table give their numbers to, and where in the graph the answer stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.engine.batch import Batch
from app.engine.descent import NOBODY, Judge
from app.engine.graph import LEAF, Graph
from app.engine.part import below, depending, part
from app.engine.steps import Start
from app.engine.tape import Tape
from app.training.choices import Training
from app.training.datasets import Table, held_out

Numbers = NDArray[np.float64]
REACH = np.sort(np.concatenate([np.linspace(-8, 8, 1601), np.linspace(-1, 1, 2001)]))  # where a threshold may lie


@dataclass(frozen=True, slots=True, eq=False)
class Bound:
    """A graph with a table. Nodes are those of the graph."""

    table: Table
    leaves: tuple[tuple[int, ...], ...]  # [columns] the leaves of each
    target: int | None  # a column
    held: NDArray[np.bool_]  # [examples]
    prediction: int | None  # a node
    judge: Judge  # nobody, where answers are numbers

    @property
    def inputs(self) -> tuple[int, ...]:
        """The columns that the answer is computed from."""
        return tuple(c for c, nodes in enumerate(self.leaves) if nodes and c != self.target)

    @property
    def is_used(self) -> bool:
        return any(self.leaves)

    def columns(self, rows: NDArray[np.bool_]) -> dict[int, Numbers]:
        """The numbers of the leaves in some of the examples."""
        table = self.table.rows[rows]
        return {node: table[:, c] for c, nodes in enumerate(self.leaves) for node in nodes}

    def example(self, number: int) -> dict[int, float]:
        """The numbers of the leaves in one example; beyond the last, in the last."""
        row = self.table.rows[min(number, len(self.table.rows) - 1)].tolist()
        return {node: row[c] for c, nodes in enumerate(self.leaves) for node in nodes}


def bind(graph: Graph, table: Table, training: Training) -> Bound:
    """Columns bind to the leaves of the same name. The answer is the node with the label that the learner gave, else
    the one through which alone the loss depends on the inputs before it meets the target."""
    leaves = leaves_of(graph, table.columns)
    names = table.columns
    target = names.index(training.target) if training.target in names else len(names) - 1
    is_target = bool(leaves[target]) and len(names) > 1
    held = held_out(len(table.rows), training.held_out, training.data.seed)
    bound = Bound(table, leaves, target if is_target else None, held, None, NOBODY)
    inputs = [node for column in bound.inputs for node in leaves[column]]
    if not is_target or not inputs:
        return bound
    given = next((n for n, label in enumerate(graph.label) if label and label == training.prediction), None)
    prediction = found(graph, inputs, leaves[target]) if given is None else given
    if prediction is None or not below(graph, graph.root)[prediction]:
        return bound
    judge = judged(graph, prediction, leaves[target], table.rows[:, target])
    return Bound(table, leaves, target, held, prediction, judge)


def leaves_of(graph: Graph, columns: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """[columns] the leaves that are called as each column is."""
    places: dict[str, list[int]] = {name: [] for name in columns}
    is_leaf = graph.op == LEAF
    for node, label in enumerate(graph.label if places else ()):
        if label in places and is_leaf[node]:
            places[label].append(node)
    return tuple(tuple(places[name]) for name in columns)


def found(graph: Graph, inputs: Sequence[int], targets: Sequence[int]) -> int | None:
    """The one node through which the root depends on the inputs, before it is computed from the targets; a label
    nearby is preferred."""
    of_input, of_target, used = depending(graph, inputs), depending(graph, targets), below(graph, graph.root)
    user = np.repeat(np.arange(len(graph.op)), np.diff(graph.start))
    meets = used[user] & of_target[user] & of_input[graph.inputs] & ~of_target[graph.inputs]
    border = {int(node) for node in graph.inputs[meets]}
    while len(border) > 1:  # a newer node is never on the way to an older one
        newest = max(border)
        before = graph.inputs[graph.start[newest] : graph.start[newest + 1]]
        if not len(before):  # several inputs reach the root by ways of their own
            return None
        border = (border - {newest}) | {int(node) for node in before[of_input[before]]}
    if not border:
        return None
    node = border.pop()
    nearer = node
    while not graph.label[nearer]:
        before = graph.inputs[graph.start[nearer] : graph.start[nearer + 1]]
        ways = np.unique(before[of_input[before]])
        if len(ways) != 1 or graph.op[ways[0]] == LEAF:
            return node
        nearer = int(ways[0])
    return nearer


def judged(graph: Graph, prediction: int, targets: Sequence[int], answers: Numbers) -> Judge:
    """Where there are two classes: the class whose loss is smaller is the answer, and the threshold lies where both
    are equal. So it is the middle of the targets for squares, and 0 for logits and margins."""
    classes = np.unique(answers)
    if len(classes) != 2 or not targets:
        return NOBODY
    tail, kept = part(graph, graph.root, [prediction])
    place = {int(node): n for n, node in enumerate(kept)}
    middle = float(classes.mean())
    nodes = [place[node] for node in targets if node in place]
    if prediction not in place or not nodes or tail.op[tail.root] == LEAF:
        return Judge(prediction, targets[0], middle, middle)
    reach = np.unique(np.concatenate([REACH, np.linspace(classes[0], classes[1], 101), [middle]]))
    batches = [
        Batch(Tape(tail), Start(), {place[prediction]: reach} | {node: np.full(len(reach), each) for node in nodes})
        for each in classes
    ]
    with np.errstate(all="ignore"):
        difference = batches[0].forward() - batches[1].forward()  # rises where the second class is the better answer
    sides = np.sign(difference)
    (crossings,) = np.nonzero(np.isfinite(difference[:-1] + difference[1:]) & (sides[:-1] != sides[1:]))
    if not len(crossings):
        return Judge(prediction, targets[0], middle, middle)
    nearest = crossings[np.argmin(np.abs(reach[crossings] - middle))]
    below_, above = difference[nearest], difference[nearest + 1]
    threshold = reach[nearest] - below_ * (reach[nearest + 1] - reach[nearest]) / (above - below_)
    return Judge(prediction, targets[0], float(threshold), middle, bool(above < below_))
