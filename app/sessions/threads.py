"""Work that would hold up the event loop goes to a few threads; what is quickly done stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import anyio
import anyio.to_thread

T = TypeVar("T")
QUICK_NODES = 2_000  # a graph up to this size is played and written in about a millisecond


class Threads:
    """At most `count` pieces of work at a time; the rest wait their turn."""

    def __init__(self, count: int) -> None:
        self._limiter = anyio.CapacityLimiter(count)

    async def run(self, work: Callable[[], T]) -> T:
        return await anyio.to_thread.run_sync(work, limiter=self._limiter)

    async def run_sized(self, nodes: int, work: Callable[[], T]) -> T:
        """In a thread only when the graph is large."""
        return work() if nodes <= QUICK_NODES else await self.run(work)
