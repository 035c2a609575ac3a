"""Loops: a program that computes one structure again and again has it recorded once, with numbers for each round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.engine.steps import Backward, Forward, Phase, Start, Update, ZeroGrad
from app.program.phases import Phases
from app.program.rounds import Nodes, Numbers, Pass, Round


@dataclass(frozen=True, slots=True)
class Epochs:
    """E rounds over a graph of K leaves, and how things stood after the last."""

    nodes: Nodes  # [K] leaves of the graph
    data: Numbers  # [E + 1, K] before each round, and in the end
    grad: Numbers  # [E + 1, K] likewise; not-a-number where there is none
    loss: Numbers  # [E] what the root was
    lines: NDArray[np.int32]  # [E] where backward was called
    phases: Phases  # [E] what was done, in order; an update that is no gradient descent is missing

    def __len__(self) -> int:
        return len(self.loss)

    def of(self, kept: NDArray[np.bool_]) -> Epochs:
        """The same for some of its K nodes."""
        return replace(self, nodes=self.nodes[kept], data=self.data[:, kept], grad=self.grad[:, kept])

    def start(self, epoch: int) -> Start:
        """How round `epoch` begins; with E, how things stood in the end."""
        data = dict(zip(self.nodes.tolist(), self.data[epoch].tolist(), strict=True))
        grad = zip(self.nodes.tolist(), self.grad[epoch].tolist(), strict=True)
        return Start(data=data, grad={node: number for node, number in grad if number == number})


@dataclass(frozen=True, slots=True)
class Emptied:
    """Where the program set a gradient of a leaf itself."""

    nodes: int  # made before it
    line: int


@dataclass(frozen=True, slots=True)
class Story:
    """Rounds of one shape, and what happened to their leaves meanwhile."""

    rounds: list[Round]
    after: Pass  # how things stood when the program went on
    leaves: list[int]  # leaves and constants, as nodes of the first round
    numbers: Numbers  # of all nodes of the program, in the end
    original: dict[int, float]  # leaf → what it held before the program changed it
    singles: set[int]  # nodes that compute in float32
    emptied: dict[int, list[Emptied]]  # passes that were done before → what was emptied then, in order
    lines: dict[int, int]  # root of a round → the line of its backward

    @property
    def lasting(self) -> list[int]:
        """Leaves that were there before the rounds."""
        return [leaf for leaf in self.leaves if leaf in self.rounds[0].used]

    @property
    def learning(self) -> list[int]:
        """Those of them that the program changes; or if it changes none, all."""
        return [leaf for leaf in self.lasting if leaf in self.original] or self.lasting

    @property
    def data(self) -> list[int]:
        """Leaves and constants that no update changes, in a program that changes others."""
        learning = set(self.learning) if any(leaf in self.original for leaf in self.lasting) else set(self.leaves)
        return [leaf for leaf in self.leaves if leaf not in learning]

    def epochs(self, places: dict[int, int]) -> Epochs:
        """`places` are the nodes' numbers in the graph."""
        begins = [each.passes[0] for each in self.rounds] + [self.after]
        phases = tuple(tuple(self._phases(index)) for index in range(len(self.rounds)))
        held = [self._held(index, done) for index, done in enumerate(phases)] + [self.after.before]
        return Epochs(
            nodes=np.array([places[leaf] for leaf in self.leaves], np.int64),
            data=np.array([self._data(*pair) for pair in zip([*self.rounds, self.rounds[-1]], begins, strict=True)]),
            grad=np.array([[grads.get(leaf, np.nan) for leaf in self.leaves] for grads in held]),
            loss=self.numbers[[each.root for each in self.rounds]],
            lines=np.array([self.lines[each.root] for each in self.rounds], np.int32),
            phases=Phases.of(phases),
        )

    def _held(self, index: int, phases: tuple[Phase, ...]) -> dict[int, float]:
        """The gradients that a round began with: those of the round before, where it empties them itself."""
        if index and ZeroGrad() in phases[: phases.index(Backward())]:
            return self.rounds[index - 1].passes[-1].after
        return self.rounds[index].passes[0].before

    def _data(self, one: Round, at: Pass) -> list[float]:
        """What the leaves of a round held at some time."""
        own = dict(zip(self.rounds[0].made, one.made, strict=True))
        held = self.original | at.leaves
        return [float(held.get(node, self.numbers[node])) for node in (own.get(leaf, leaf) for leaf in self.leaves)]

    def _phases(self, index: int) -> Iterator[Phase]:
        one = self.rounds[index]
        before = self.rounds[index - 1].passes[-1] if index else None
        zeros = self._zeros(one.passes[0])
        early = [change for change in zeros if change.nodes <= one.begin]
        if early and not (before and early[0].line > self.lines[one.root]):
            yield ZeroGrad()
        yield Forward()
        if len(zeros) > len(early) or not zeros and _is_zeroed(before, one.passes[0]):
            yield ZeroGrad()
        yield Backward()
        for earlier, later in zip(one.passes, one.passes[1:], strict=False):
            if _is_zeroed(earlier, later):
                yield ZeroGrad()
            yield Backward()
        then = self.rounds[index + 1] if index + 1 < len(self.rounds) else None
        if rate := self._learning_rate(one.passes[-1], then.passes[0] if then else self.after):
            yield Update(rate)
        late = self._zeros(then.passes[0] if then else self.after)
        if late and late[0].line > self.lines[one.root] and (not then or late[0].nodes <= then.begin):
            yield ZeroGrad()

    def _zeros(self, later: Pass) -> list[Emptied]:
        """Where the program emptied all gradients before a pass and after the one before that."""
        if any(later.before.get(leaf) for leaf in self.lasting):
            return []
        return self.emptied.get(later.count, [])

    def _learning_rate(self, done: Pass, later: Pass) -> float:
        """The rate, if all that the program did to the leaves was a step of gradient descent; else 0."""
        old = [done.leaves.get(leaf, self.original.get(leaf, self.numbers[leaf])) for leaf in self.learning]
        new = [later.leaves.get(leaf, before) for leaf, before in zip(self.learning, old, strict=True)]
        slopes = [done.after.get(leaf, 0.0) for leaf in self.learning]
        steepest = max(range(len(slopes)), key=lambda i: abs(slopes[i]), default=-1)
        if steepest < 0 or not slopes[steepest] or old == new:
            return 0.0
        rate = float((old[steepest] - new[steepest]) / slopes[steepest])
        moves = np.array([old, new, slopes])
        rounding = np.where([leaf in self.singles for leaf in self.learning], 2.0**-23, 2.0**-52)
        guesses = [float(f"{rate:.{digits}g}") for digits in range(1, 9)]
        return next((guess for guess in [*guesses, rate] if _explains(guess, moves, rounding)), 0.0)


def _explains(rate: float, moves: Numbers, rounding: Numbers) -> bool:
    """Whether old - rate * slope is new, but for a few roundings."""
    old, new, slopes = moves
    slack = 8 * rounding * (abs(old) + abs(new) + abs(rate * slopes))
    return bool((abs(old - rate * slopes - new) <= slack).all())


def _is_zeroed(earlier: Pass | None, later: Pass) -> bool:
    """Whether gradients that were there are gone: a class of the program's own may empty them unseen."""
    return earlier is not None and any(earlier.after.values()) and not any(later.before.values())
