"""What a program did in each of many rounds, as columns, for a loop of thousands of rounds is as many phases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import overload

import numpy as np
from numpy.typing import NDArray

from app.engine.steps import Backward, Forward, Phase, Update, ZeroGrad

KINDS = (Forward, Backward, ZeroGrad, Update)


@dataclass(frozen=True, slots=True, eq=False)
class Phases(Sequence[tuple[Phase, ...]]):
    """Of E rounds with P phases in all: round e has begin[e] … begin[e + 1] - 1. All updates are plain descent."""

    begin: NDArray[np.int32]  # [E + 1]
    kind: NDArray[np.int8]  # [P] index into KINDS
    rate: NDArray[np.float64]  # [P] learning rate of an update, else 0

    @classmethod
    def of(cls, rounds: Iterable[Iterable[Phase]]) -> Phases:
        each = [tuple(phases) for phases in rounds]
        flat = [phase for phases in each for phase in phases]
        rates = [phase.learning_rate if isinstance(phase, Update) else 0.0 for phase in flat]
        begin = np.array([0, *accumulate(map(len, each))], np.int32)
        return cls(begin, np.array([KINDS.index(type(phase)) for phase in flat], np.int8), np.array(rates))

    def __len__(self) -> int:
        return len(self.begin) - 1

    @overload
    def __getitem__(self, at: int) -> tuple[Phase, ...]: ...
    @overload
    def __getitem__(self, at: slice) -> list[tuple[Phase, ...]]: ...
    def __getitem__(self, at: int | slice) -> tuple[Phase, ...] | list[tuple[Phase, ...]]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        if not -len(self) <= at < len(self):
            raise IndexError(f"there are {len(self)} rounds, and no {at}")
        of = slice(*self.begin[at % len(self) :][:2].tolist())
        return tuple(
            Update(rate) if KINDS[kind] is Update else KINDS[kind]()  # type: ignore[call-arg]
            for kind, rate in zip(self.kind[of].tolist(), self.rate[of].tolist(), strict=True)
        )
