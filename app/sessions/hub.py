"""Who watches a session is told what happens to it: the latest of each kind, never a queue that grows."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from app.sessions.errors import TooManyWatchers

Fact = dict[str, object]


@dataclass(slots=True)
class Told:
    """What all watchers of a session are told alike; without a `fact` whoever listens knows where to look for it."""

    fact: Fact | None = None
    text: bytes = field(default=b"", compare=False)  # of it, once one of them has written it


class Watcher:
    """One stream of one browser."""

    def __init__(self) -> None:
        self._latest: dict[str, Told] = {}
        self._news = asyncio.Event()
        self.ended = False

    def tell(self, kind: str, told: Told) -> None:
        self._latest[kind] = told
        self._news.set()

    def end(self) -> None:
        self.ended = True
        self._news.set()

    async def wait(self, seconds: float) -> None:
        """Until something has happened since the last time, or for so many seconds."""
        if not self._news.is_set():  # else no clock is needed
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._news.wait()

    def latest(self) -> dict[str, Told]:
        """What has happened since the last time, by kind."""
        self._news.clear()
        latest, self._latest = self._latest, {}
        return latest

    async def news(self, seconds: float) -> dict[str, Told]:
        """What happened since the last time, by kind; nothing, if nothing happens for so many seconds."""
        await self.wait(seconds)
        return self.latest()


class Hub:
    """At most `most` watchers of one session, and `in_all` of all together."""

    def __init__(self, most: int, in_all: int) -> None:
        self._most, self._in_all = most, in_all
        self._watchers: dict[str, list[Watcher]] = {}
        self._ended = False
        self.watchers = 0
        self.drawing = 0  # of them those that are sent pictures

    def check_room(self) -> None:
        """Raises TooManyWatchers."""
        if self._ended or self.watchers >= self._in_all:
            raise TooManyWatchers

    def tell(self, session: str, kind: str, fact: Fact | None = None) -> None:
        told = Told(fact)
        for watcher in self._watchers.get(session, ()):
            watcher.tell(kind, told)

    @contextmanager
    def watching(self, session: str, draws: bool = False) -> Iterator[Watcher]:
        """`draws`: whether pictures are made for this one. Raises TooManyWatchers. The oldest watcher of a session that
        has too many is ended."""
        self.check_room()
        watcher, others = Watcher(), self._watchers.setdefault(session, [])
        if len(others) >= self._most:
            others.pop(0).end()
            self.watchers -= 1
        others.append(watcher)
        self.watchers += 1
        self.drawing += draws
        try:
            yield watcher
        finally:
            self.drawing -= draws
            if watcher in others:
                others.remove(watcher)
                self.watchers -= 1
            if not others and self._watchers.get(session) is others:
                del self._watchers[session]

    def end(self) -> None:
        """Ends all streams; there will be no new ones."""
        self._ended = True
        for watchers in self._watchers.values():
            for watcher in watchers:
                watcher.end()
