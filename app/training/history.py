"""What a run remembers: the loss of every epoch, and now and then everything; long runs are thinned, never cut."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")
Numbers = NDArray[np.float64]
COLUMNS = ("epochs", "train", "held_out", "accuracy", "held_out_accuracy")
MOST_POINTS = 4096


def stride_to(epoch: int, most: int) -> int:
    """The power of two of which at most so many multiples lie from 0 to an epoch."""
    stride = 1
    while epoch // stride >= most:
        stride *= 2
    return stride


class Curve:
    """Rows of COLUMNS, not-a-number where there is nothing. Epochs that are no multiple of `stride` are left out."""

    def __init__(self, rows: Numbers | None = None, stride: int = 1) -> None:
        self._rows = np.empty((MOST_POINTS, len(COLUMNS)))
        self._count, self.stride = 0, stride
        if rows is not None:
            self._rows[: len(rows)], self._count = rows, len(rows)

    @classmethod
    def view(cls, of: Curve) -> Curve:
        """The same as it is now, to be read while the other one goes on."""
        view = cls.__new__(cls)
        view._rows, view._count, view.stride = of._rows, of._count, of.stride
        return view

    @property
    def rows(self) -> Numbers:
        """[points, columns]; what is written later goes elsewhere."""
        return self._rows[: self._count]

    def add(self, rows: Numbers) -> None:
        """Epochs that follow on those that are there."""
        while len(rows):
            rows = rows[rows[:, 0] % self.stride == 0]
            room = MOST_POINTS - self._count
            self._rows[self._count : self._count + room][: len(rows)] = rows[:room]
            self._count, rows = self._count + min(room, len(rows)), rows[room:]
            if self._count == MOST_POINTS:
                self._thin()

    def before(self, epoch: int) -> Curve:
        """The same up to an epoch, without it; what follows is remembered as closely as in a run that came so far."""
        return Curve(self.rows[self.rows[:, 0] < epoch], min(self.stride, stride_to(epoch, MOST_POINTS)))

    def _thin(self) -> None:
        self.stride *= 2
        kept = self.rows[self.rows[:, 0] % self.stride == 0]
        self._rows = np.empty_like(self._rows)  # whoever reads the old ones goes on reading them
        self._rows[: len(kept)], self._count = kept, len(kept)


@dataclass(slots=True)
class Kept(Generic[T]):
    """Things by their epoch, `most` of them: only of every `stride`-th epoch, and fewer as the run grows longer."""

    most: int
    stride: int = 1
    items: dict[int, T] = field(default_factory=dict)

    def offer(self, epoch: int, make: Callable[[], T]) -> None:
        """Keeps what is made, if it is the epoch's turn."""
        if epoch % self.stride:
            return
        self.items = self.items | {epoch: make()}  # whoever reads the old ones goes on reading them
        while len(self.items) > self.most:
            self.stride *= 2
            self.items = {each: item for each, item in self.items.items() if each % self.stride == 0}

    def before(self, epoch: int) -> Kept[T]:
        """The same up to an epoch, and with it; what follows is kept as closely as in a run that came so far."""
        stride = min(self.stride, stride_to(epoch, self.most))
        return Kept(self.most, stride, {each: item for each, item in self.items.items() if each <= epoch})

    def next(self, epoch: int) -> int:
        """The next epoch whose turn it is."""
        return (epoch // self.stride + 1) * self.stride
