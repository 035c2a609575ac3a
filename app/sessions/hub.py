"""Who watches a session is told what happens to it: the latest of each kind, never a queue that grows."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from app.sessions.errors import TooManyWatchers

Fact = dict[str, object]


class Watcher:
    """One stream of one browser."""

    def __init__(self) -> None:
        self._latest: dict[str, Fact | None] = {}
        self._news = asyncio.Event()
        self.ended = False

    def tell(self, kind: str, fact: Fact | None) -> None:
        """None: whoever listens knows where to look for it."""
        self._latest[kind] = fact
        self._news.set()

    def end(self) -> None:
        self.ended = True
        self._news.set()

    async def news(self, seconds: float) -> dict[str, Fact | None]:
        """What happened since the last time, by kind; nothing, if nothing happens for so many seconds."""
        try:
            async with asyncio.timeout(seconds):
                await self._news.wait()
        except TimeoutError:
            pass
        self._news.clear()
        latest, self._latest = self._latest, {}
        return latest


class Hub:
    """At most `most` watchers of one session, and `in_all` of all together."""

    def __init__(self, most: int, in_all: int) -> None:
        self._most, self._in_all = most, in_all
        self._watchers: dict[str, list[Watcher]] = {}
        self._ended = False
        self.drawing = 0  # watchers that are sent pictures

    @property
    def watchers(self) -> int:
        return sum(len(each) for each in self._watchers.values())

    def check_room(self) -> None:
        """Raises TooManyWatchers."""
        if self._ended or self.watchers >= self._in_all:
            raise TooManyWatchers

    def tell(self, session: str, kind: str, fact: Fact | None = None) -> None:
        for watcher in self._watchers.get(session, ()):
            watcher.tell(kind, fact)

    @contextmanager
    def watching(self, session: str, draws: bool = False) -> Iterator[Watcher]:
        """`draws`: whether pictures are made for this one. Raises TooManyWatchers. The oldest watcher of a session that
        has too many is ended."""
        self.check_room()
        watcher, others = Watcher(), self._watchers.setdefault(session, [])
        if len(others) >= self._most:
            others.pop(0).end()
        others.append(watcher)
        self.drawing += draws
        try:
            yield watcher
        finally:
            self.drawing -= draws
            if watcher in others:
                others.remove(watcher)
            if not others and self._watchers.get(session) is others:
                del self._watchers[session]

    def end(self) -> None:
        """Ends all streams; there will be no new ones."""
        self._ended = True
        for watchers in self._watchers.values():
            for watcher in watchers:
                watcher.end()
