"""Texts of many nodes as two columns: the different ones, and which of them each node has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, overload

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Words(Sequence[str]):
    """N texts, equal to any other sequence of the same ones. Node n's is `table[place[n]]`."""

    __slots__ = ("place", "table")

    def __init__(self, table: tuple[str, ...], place: NDArray[np.int32]) -> None:
        self.table, self.place = table, place

    @classmethod
    def of(cls, texts: Sequence[str]) -> Words:
        """The same texts as columns; the table has them in the order of their first node."""
        if isinstance(texts, Words):
            return texts
        table: dict[str, int] = {}
        place = [table.setdefault(text, len(table)) for text in texts]
        return cls(tuple(table), np.array(place, np.int32))

    @classmethod
    def sharing(cls, *columns: Sequence[str]) -> tuple[Words, ...]:
        """The same texts as columns of one table, which begins with the empty text."""
        words = [each for each in columns if isinstance(each, Words)]
        if len(words) == len(columns) and len({id(each.table) for each in words}) == 1 and words[0].table[:1] == ("",):
            return tuple(words)
        table = {"": 0}
        places = [np.array([table.setdefault(text, len(table)) for text in texts], np.int32) for texts in columns]
        whole = tuple(table)
        return tuple(cls(whole, place) for place in places)

    def __len__(self) -> int:
        return len(self.place)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Words: ...
    def __getitem__(self, at: int | slice) -> str | Words:
        if isinstance(at, slice):
            return Words(self.table, self.place[at])
        text: str = self.table[self.place[at]]
        return text

    def index(self, text: str, start: int = 0, stop: int | None = None) -> int:
        """The first node that has it. Raises ValueError where none has."""
        found = np.flatnonzero(self._having(text)[start:stop])
        if not len(found):
            raise ValueError(f"{text!r} is none of them")
        return int(found[0]) + start

    def count(self, text: str) -> int:
        return int(np.count_nonzero(self._having(text)))

    def _having(self, text: str) -> NDArray[np.bool_]:
        place = self.table.index(text) if text in self.table else -1
        having: NDArray[np.bool_] = self.place == place
        return having

    def __iter__(self) -> Iterator[str]:
        return map(self.table.__getitem__, self.place.tolist())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Words) and self.table == other.table:
            return np.array_equal(self.place, other.place)
        return isinstance(other, Iterable) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Words.of({list(self)!r})"
