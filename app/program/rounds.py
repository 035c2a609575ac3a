"""Rounds of a program that goes through the same structure again and again, told by the shape of what each call of
backward went back through."""

from __future__ import annotations

from copy import copy
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
        self._edges = inputs
        self._inputs: list[int] = inputs.tolist()

    def inputs(self, node: int) -> list[int]:
        return self._inputs[self._start[node] : self._start[node + 1]]

    def repeats(self, start: int, stop: int, again: int, end: int) -> bool:
        """Whether nodes again … end - 1 do to each other, and to older nodes, what start … stop - 1 did."""
        if stop - start != end - again or not np.array_equal(self.op[start:stop], self.op[again:end]):
            return False
        one, other = (
            self._edges[self._start[start] : self._start[stop]],
            self._edges[self._start[again] : self._start[end]],
        )
        same_inputs = np.array_equal(np.where(one >= start, one + (again - start), one), other)
        return same_inputs and np.array_equal(self.param[start:stop], self.param[again:end], equal_nan=True)

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
        self.until = passes[0].nodes
        made, self.used = tape.below(self.root, old, since)
        operations = [node for node in made if tape.inputs(node)]
        known = set(operations) | self.used
        leaves = dict.fromkeys(each for node in operations for each in tape.inputs(node) if each not in known)
        self.made = [*operations, *leaves] or [self.root]
        self.begin = min((node for node in self.made if node >= since), default=since)  # its first node

    def again(self, passes: list[Pass]) -> Round | None:
        """The round of `passes`, if the program did node by node what it did in this one; which is quick to tell."""
        later = copy(self)
        later.passes, later.root, later.since, later.until = (
            passes,
            passes[0].root,
            self.passes[-1].nodes,
            passes[0].nodes,
        )
        move = later.since - self.since
        if later.root - self.root != move or not self.tape.repeats(self.since, self.until, later.since, later.until):
            return None
        later.made = [node + move if node >= self.since else node for node in self.made]
        later.begin = self.begin + move
        return later

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
    groups = _by_root(passes)
    for since, together in groups if len(groups) > 1 else []:
        if len(run) > 1 and (repeated := run[-1].again(together)):
            run.append(repeated)
            best = run if len(run) >= len(best) else best
            continue
        each = Round(tape, together, since, set())
        if len(run) == 1:  # what the second round uses, the first has to count as used too
            run = [Round(tape, run[0].passes, run[0].since, each.used)]
            shape = run[0].shape()
        if run and (run[0].used != each.used or shape != each.shape()):
            run = []
        run.append(each)
        best = run if len(run) >= max(2, len(best)) else best
    return best


def _by_root(passes: list[Pass]) -> list[tuple[int, list[Pass]]]:
    """The passes one after the other over one root, and how many nodes there were when the passes before were done."""
    groups: list[tuple[int, list[Pass]]] = []
    for each in passes:
        if groups and groups[-1][1][0].root == each.root:
            groups[-1][1].append(each)
        else:
            groups.append((groups[-1][1][-1].nodes if groups else 0, [each]))
    return groups
