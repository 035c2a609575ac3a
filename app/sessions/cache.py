"""Recent: what was computed lately, bounded by weight. Emptying it at any time costs time and nothing else."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """The values used last, as many as weigh at most `capacity` together; the newest is always kept."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._entries: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._weight = 0
        self.evicted = 0

    def get(self, key: K) -> V | None:
        entry = self._entries.get(key)
        if entry is None:
            return None
        self._entries.move_to_end(key)
        return entry[0]

    def put(self, key: K, value: V, weight: int = 1) -> None:
        self._weight += weight - self._entries.pop(key, (None, 0))[1]
        self._entries[key] = (value, weight)
        while self._weight > self._capacity and len(self._entries) > 1:
            self._weight -= self._entries.popitem(last=False)[1][1]
            self.evicted += 1

    def clear(self) -> None:
        self._entries.clear()
        self._weight = 0

    def __len__(self) -> int:
        return len(self._entries)
