"""One update, leaf by leaf, as an optimizer makes it; the formulas are those of learning.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from app.engine.learning import ADAM, MOMENTUM, SGD, update
from app.engine.steps import NO_MOMENTS, Moments, Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from app.engine.tape import Tape

    Numbers = NDArray[np.float64]
    Nodes = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Memory:
    """What an optimizer keeps of each node [N]; of most of them 0."""

    kind: int
    age: int
    first: Numbers
    second: Numbers

    @classmethod
    def of(cls, moments: Moments, nodes: int) -> Memory:
        return cls(moments.kind, moments.age, _spread(moments.first, nodes), _spread(moments.second, nodes))

    @property
    def moments(self) -> Moments:
        return Moments(self.kind, self.age, _held(self.first), _held(self.second)) if self.age else NO_MOMENTS


def optimized(
    tape: Tape, rule: Rule, rate: float, node: Nodes, data: Numbers, grad: Numbers, memory: Memory
) -> tuple[Numbers, Memory]:
    """The numbers of some nodes after one update, all arguments [nodes], and what is kept then. An optimizer of another
    kind than the last begins with nothing."""
    if rule.kind == SGD:
        return tape.descended(node, data, grad, rate), memory
    if memory.kind != rule.kind:
        memory = Memory.of(Moments(rule.kind), tape.nodes)
    numbers = np.array([rule.momentum, rule.beta1, rule.beta2, rule.epsilon, rule.weight_decay])
    after, total = data[:, None].copy(), grad.astype(float)
    first, second = memory.first.copy(), memory.second.copy()
    ones, others = first[node], second[node]
    places, single = np.arange(len(node)), np.ascontiguousarray(tape.is_single[node])
    update(rule.kind, numbers, float(rate), memory.age + 1, places, single, after, total, ones, others)
    first[node], second[node] = ones, others
    return after[:, 0], Memory(rule.kind, memory.age + 1, first, second)


def kept(rule: Rule, node: Nodes, memory: Memory) -> tuple[list[float | None], list[float | None]]:
    """What is shown of each node: a velocity, or two moments, or nothing."""
    nothing: list[float | None] = [None] * len(node)
    first = memory.first[node].tolist() if rule.kind >= MOMENTUM else nothing
    return first, memory.second[node].tolist() if rule.kind >= ADAM else nothing


def _spread(numbers: Mapping[int, float], nodes: int) -> Numbers:
    spread = np.zeros(nodes)
    spread[list(numbers)] = list(numbers.values())
    return spread


def _held(numbers: Numbers) -> dict[int, float]:
    return {node: float(numbers[node]) for node in np.flatnonzero(numbers).tolist()}
