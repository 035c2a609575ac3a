"""What is drawn of a run: its answers over the plane or along a line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.engine.batch import Batch
from app.engine.part import part
from app.engine.steps import Start
from app.engine.tape import Tape, as_single
from app.training.binding import Bound

Numbers = NDArray[np.float64]
MARGIN = 0.1  # of the width of the data, on each side
CURVE_POINTS = 128
MOST_CELLS = 4_000_000
AT_ONCE = 200_000  # numbers of all nodes that are computed together: fewer take more calls, more are slow to come by


@dataclass(frozen=True, slots=True, eq=False)
class Boundary:
    """The answer on a grid of two columns of input, row by row from the lowest y."""

    columns: tuple[str, str]
    x: tuple[float, float]
    y: tuple[float, float]
    values: Numbers  # [size, size]
    threshold: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """The answer along one column of input."""

    column: str
    x: Numbers
    y: Numbers


class Answers:
    """The part of a graph that leads from the inputs to the answer, to be asked again and again."""

    def __init__(self, tape: Tape, bound: Bound, parameters: NDArray[np.int64]) -> None:
        self._bound = bound
        self._tape: Tape | None = None
        if bound.prediction is None or len(bound.inputs) not in (1, 2):
            return
        graph, kept = part(tape.graph, bound.prediction)
        place = {node: number for number, node in enumerate(kept.tolist())}
        self._tape = Tape(graph)
        known = [(place[node], p) for p, node in enumerate(parameters.tolist()) if node in place]
        self._leaves, self._of = np.array(known, np.int64).reshape(-1, 2).T
        self._at_once = max(8, AT_ONCE // self._tape.nodes)
        self._batches: list[Batch] = []  # that nobody uses now
        self._inputs = [[place[node] for node in bound.leaves[c] if node in place] for c in bound.inputs]
        table = bound.table.rows[:, list(bound.inputs)]
        low, high = table.min(axis=0), table.max(axis=0)
        margin = np.where(high > low, (high - low) * MARGIN, 1.0)
        self._low, self._high = low - margin, high + margin
        self._grids: dict[int, tuple[Numbers, ...]] = {}  # by size: x of columns, y of rows, x and y of all places

    def over_the_plane(self, numbers: Numbers, size: int) -> Boundary | None:
        """With these parameters [P]; None where there are not two inputs."""
        if self._tape is None or len(self._inputs) != 2:
            return None
        size = min(size, int(np.sqrt(MOST_CELLS / self._tape.nodes)))
        xs, ys, *places = self._grid(size)
        values = self._ask(numbers, places).reshape(size, size)
        judge, names = self._bound.judge, self._bound.table.columns
        first, second = (names[c] for c in self._bound.inputs)
        threshold = judge.threshold if judge.prediction >= 0 else None
        return Boundary((first, second), (xs[0], xs[-1]), (ys[0], ys[-1]), values, threshold)

    def along_the_line(self, numbers: Numbers) -> Fitted | None:
        """With these parameters [P]; None where there is not one input."""
        if self._tape is None or len(self._inputs) != 1:
            return None
        x = np.linspace(self._low[0], self._high[0], CURVE_POINTS)
        return Fitted(self._bound.table.columns[self._bound.inputs[0]], x, self._ask(numbers, [x]))

    def _grid(self, size: int) -> tuple[Numbers, ...]:
        if size not in self._grids:
            xs, ys = (np.linspace(low, high, size) for low, high in zip(self._low, self._high, strict=True))
            self._grids[size] = xs, ys, np.tile(xs, size), np.repeat(ys, size)
        return self._grids[size]

    def _ask(self, numbers: Numbers, inputs: list[Numbers]) -> Numbers:
        """A few places at a time, for the numbers of all at once would come from memory."""
        tape, columns = self._tape, list(zip(self._inputs, inputs, strict=True))
        assert tape is not None
        if not tape.is_op[tape.root]:
            return next((column for nodes, column in columns if tape.root in nodes), inputs[0] * np.nan)
        nothing = np.zeros(self._at_once)
        zeros = {node: nothing for nodes, _ in columns for node in nodes}
        batch = self._batches.pop() if self._batches else Batch(tape, Start(), zeros)
        leaves = numbers[self._of]
        batch.data[self._leaves] = np.where(tape.is_single[self._leaves], as_single(leaves), leaves)[:, None]
        answers = np.empty(len(inputs[0]))
        for start in range(0, len(answers), self._at_once):
            some = answers[start : start + self._at_once]
            for nodes, column in columns:
                for node in nodes:
                    batch.data[node, : len(some)] = batch.rounded(node, column[start : start + len(some)])
            some[:] = batch.forward()[: len(some)]
        self._batches.append(batch)
        return answers
