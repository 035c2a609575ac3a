"""Work that would hold up the event loop goes to a few threads; what is quickly done stays."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from app.program.priority import lower_priority

T = TypeVar("T")
QUICK_NODES = 2_000  # a graph up to this size is played and written in about a millisecond


class Threads:
    """At most `count` pieces of work at a time; the rest wait their turn. `compute`: whether they let who answers go
    first; those that wait for another process need not, and the processes they start are no lower for it."""

    def __init__(self, count: int, compute: bool = True) -> None:
        self._threads = ThreadPoolExecutor(count, "work", initializer=lower_priority if compute else None)

    async def run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    async def run_sized(self, nodes: int, work: Callable[[], T]) -> T:
        """In a thread only when the graph is large."""
        return work() if nodes <= QUICK_NODES else await self.run(work)
