"""Rounds of a program that goes through the same structure again and again, told by the shape of what each call of
backward went back through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.engine.graph import CONSTANT

Numbers = NDArray[np.float64]
Nodes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pass:
    """One call of backward, or with the root -1 the end of the program."""

    count: int  # of passes before it
    root: int
    nodes: int  # made before it
    site: int
    leaves: dict[int, float]  # data of the leaves that the program changes anywhere, as they stood at the call
    before: dict[int, float]  # gradients of leaves at the call
    after: dict[int, float]  # and when it was done


class Tape:
    """The structure of all that a program did."""

    def __init__(self, op: Nodes, start: Nodes, inputs: Nodes, param: Numbers, frozen: set[int]) -> None:
        self.op, self.param, self.frozen = op, param, frozen
        self._start: list[int] = start.tolist()
        self._inputs: list[int] = inputs.tolist()

    def inputs(self, node: int) -> list[int]:
        return self._inputs[self._start[node] : self._start[node + 1]]

    def below(self, root: int, old: set[int], since: int = 0) -> tuple[list[int], set[int]]:
        """What `root` is made of, ascending, and what it only uses: nodes of `old`, and those from before `since`.

        Data (a leaf that wants no gradient, a constant) always counts as made, for it may be other data next time.
        """
        made, used, todo = {root}, set(), [root]
        while todo:
            for node in self.inputs(todo.pop()):
                if node in made or node in used:
                    continue
                if (node in old or node < since) and self.op[node] != CONSTANT and node not in self.frozen:
                    used.add(node)
                else:
                    made.add(node)
                    todo.append(node)
        return sorted(made), used


class Round:
    """What the passes over one root went back through: `made` in it, operations first, and `used` of what was there."""

    def __init__(self, tape: Tape, passes: list[Pass], since: int, old: set[int]) -> None:
        self.tape, self.passes, self.root, self.since = tape, passes, passes[0].root, since
        made, self.used = tape.below(self.root, old, since)
        operations = [node for node in made if tape.inputs(node)]
        known = set(operations) | self.used
        leaves = dict.fromkeys(each for node in operations for each in tape.inputs(node) if each not in known)
        self.made = [*operations, *leaves] or [self.root]
        self.begin = min((node for node in self.made if node >= since), default=since)  # its first node

    def shape(self) -> tuple[object, ...]:
        """The same for rounds that differ in numbers alone."""
        place = {node: index for index, node in enumerate(self.made)}
        inputs = [place.get(each, ~each) for node in self.made for each in self.tape.inputs(node)]
        made = np.array(self.made, np.int64)
        return len(made), self.tape.op[made].tobytes(), tuple(inputs), self.tape.param[made].tobytes(), place[self.root]


def longest_run(tape: Tape, passes: list[Pass]) -> list[Round]:
    """The rounds, one after the other, that are alike; of several such runs the last of the longest. Else nothing."""
    best: list[Round] = []
    run: list[Round] = []
    shape: tuple[object, ...] = ()
    for each in _rounds(tape, passes):
        if len(run) == 1:  # what the second round uses, the first has to count as used too
            run = [Round(tape, run[0].passes, run[0].since, each.used)]
            shape = run[0].shape()
        if run and (run[0].used != each.used or shape != each.shape()):
            run = []
        run.append(each)
        if len(run) >= max(2, len(best)):
            best = list(run)
    return best


def _rounds(tape: Tape, passes: list[Pass]) -> Iterator[Round]:
    since = 0
    together: list[Pass] = []
    for each in passes:
        if together and each.root != together[0].root:
            yield Round(tape, together, since, set())
            since, together = together[-1].nodes, []
        together.append(each)
    if together:
        yield Round(tape, together, since, set())
