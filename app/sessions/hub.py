"""Who watches a session is told what happens to it: the latest of each kind, never a queue that grows."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.sessions.errors import TooManyWatchers

if TYPE_CHECKING:
    from app.sessions.broadcast import Broadcast

Fact = dict[str, object]


@dataclass(frozen=True, slots=True)
class Told:
    """What all watchers of a session are told alike; without a `fact` whoever listens knows where to look for it."""

    fact: Fact | None = None
    number: int = field(default=0, compare=False)  # among all that the session's watchers were told


class Channel:
    """What there is to tell of one session."""

    def __init__(self) -> None:
        self.watchers: list[Watcher] = []  # the oldest first
        self.listening: set[Watcher] = set()  # who is woken by news
        self.broadcast: Broadcast | None = None  # to those of the watchers who do not listen themselves
        self.latest: dict[str, Told] = {}
        self.count = 0

    def tell(self, kind: str, fact: Fact | None) -> None:
        self.count += 1
        self.latest[kind] = Told(fact, self.count)
        for watcher in self.listening:
            watcher.wake()


class Watcher:
    """One stream of one browser, or a broadcast to many of them."""

    def __init__(self, channel: Channel) -> None:
        self.channel, self.seen, self.ended = channel, channel.count, False
        self._waiting: asyncio.Future[None] | None = None

    def wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    def end(self) -> None:
        self.ended = True
        self.wake()

    async def woken(self) -> None:
        """Waits until somebody wakes it."""
        self._waiting = asyncio.get_running_loop().create_future()
        try:
            await self._waiting
        finally:
            self._waiting = None

    async def news(self, seconds: float) -> dict[str, Told]:
        """What happened since the last time, by kind; nothing, if nothing happens for so many seconds."""
        if not self.ended and self.seen == self.channel.count:
            silence = asyncio.get_running_loop().call_later(seconds, self.wake)
            try:
                await self.woken()
            finally:
                silence.cancel()
        seen, self.seen = self.seen, self.channel.count
        return {kind: told for kind, told in self.channel.latest.items() if told.number > seen}


class Hub:
    """At most `most` watchers of one session, and `in_all` of all together."""

    def __init__(self, most: int, in_all: int) -> None:
        self._most, self._in_all = most, in_all
        self._channels: dict[str, Channel] = {}
        self._ended = False
        self.watchers = 0
        self.drawing = 0  # of them those that are sent pictures

    def check_room(self) -> None:
        """Raises TooManyWatchers."""
        if self._ended or self.watchers >= self._in_all:
            raise TooManyWatchers

    def tell(self, session: str, kind: str, fact: Fact | None = None) -> None:
        """News, for who watches the session. The last of a kind replaces those that were not told yet."""
        if channel := self._channels.get(session):
            channel.tell(kind, fact)

    @contextmanager
    def watching(self, session: str, draws: bool = False) -> Iterator[Watcher]:
        """`draws`: whether pictures are made for this one, which listens itself. Raises TooManyWatchers. The oldest
        watcher of a session that has too many is ended."""
        self.check_room()
        channel = self._channels.setdefault(session, Channel())
        watcher = Watcher(channel)
        if len(channel.watchers) >= self._most:
            channel.watchers.pop(0).end()
            self.watchers -= 1
        channel.watchers.append(watcher)
        if draws:
            channel.listening.add(watcher)
        self.watchers += 1
        self.drawing += draws
        try:
            yield watcher
        finally:
            self.drawing -= draws
            channel.listening.discard(watcher)
            if watcher in channel.watchers:
                channel.watchers.remove(watcher)
                self.watchers -= 1
            if not channel.watchers and self._channels.get(session) is channel:
                del self._channels[session]

    def end(self) -> None:
        """Ends all streams; there will be no new ones."""
        self._ended = True
        for channel in self._channels.values():
            for watcher in channel.watchers:
                watcher.end()
