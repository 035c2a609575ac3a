"""What goes on takes turns in a few threads of low priority: the more of them wait, the shorter ones, so that there is
news of each in time. It is kept at least every second."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Protocol, TypeVar

from app.program.priority import lower_priority
from app.sessions.errors import StoreUnavailable

T = TypeVar("T")
PIECE_SECONDS = 0.005  # after which it is seen how things stand
ROUND_SECONDS = 0.05  # in which all have their turn; half of that in which who watches is told
SHORT_SECONDS = 0.003  # of a turn, however many wait: to hand the thread on takes a while
KEEP_SECONDS = 0.5


class Going(Protocol):
    """A run or a lab."""

    stopping: bool  # it is to end with the piece under way

    def piece(self, seconds: float) -> bool:
        """Work of about so many seconds; says whether there is more to do."""
        ...


class Turns:
    """At most `threads` things have their turn at the same time."""

    def __init__(self, threads: int) -> None:
        self._threads = ThreadPoolExecutor(threads, "training", initializer=lower_priority)
        self._room, self._wanted = threads, 0  # pieces of work that are done at the same time, and that are asked for

    async def work(self, work: Callable[[], T]) -> T:
        """Work of a few milliseconds, which waits for its turn like all others."""
        self._wanted += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._wanted -= 1

    async def go_on(self, going: Going, told: Callable[[], object], keep: Callable[[], Awaitable[object]]) -> bool:
        """Turn after turn until there is no more to do or it is to stop; says whether there is more to do. `told` is
        called after each piece, `keep` now and then."""
        loop, more, kept = asyncio.get_running_loop(), True, time.perf_counter()
        while more and not going.stopping:
            more = await self.work(lambda: self._turn(going, lambda: loop.call_soon_threadsafe(told)))
            if time.perf_counter() - kept >= KEEP_SECONDS:
                kept = time.perf_counter()
                with suppress(StoreUnavailable):  # it will be there again; the work goes on meanwhile
                    await keep()
        return more

    def close(self) -> None:
        self._threads.shutdown()

    def _turn(self, going: Going, told: Callable[[], object]) -> bool:
        begin, more = time.perf_counter(), True
        while more and not going.stopping:
            more = going.piece(min(self._seconds, PIECE_SECONDS))
            told()
            if time.perf_counter() - begin > self._seconds - PIECE_SECONDS / 2:
                break
        return more

    @property
    def _seconds(self) -> float:
        """Of a turn, as things stand."""
        return max(SHORT_SECONDS, ROUND_SECONDS / max(1, self._wanted / self._room))
