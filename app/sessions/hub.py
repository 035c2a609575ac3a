"""Who watches a session is told what happens to it: the latest of each kind, never a queue that grows, ten times a
second at most. One clock tells all, those of a part of it together, so that nobody else waits for many at once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from app.sessions.errors import TooManyWatchers

Fact = dict[str, object]
ROUND_SECONDS = 0.1  # in which each part of the clock has its turn
TOGETHER = 32  # watchers that a part has before there is another one


@dataclass(slots=True)
class Told:
    """What all watchers of a session are told alike; without a `fact` whoever listens knows where to look for it."""

    fact: Fact | None = None
    text: bytes = field(default=b"", compare=False)  # of it, once one of them has written it
    number: int = field(default=0, compare=False)  # among all that the session's watchers were told


class Channel:
    """What there is to tell of one session."""

    def __init__(self) -> None:
        self.watchers: list[Watcher] = []
        self.drawing: set[Watcher] = set()  # of them
        self.latest: dict[str, Told] = {}
        self.count = 0

    def tell(self, kind: str, fact: Fact | None) -> None:
        self.count += 1
        self.latest[kind] = Told(fact, number=self.count)
        for watcher in self.drawing:
            watcher.wake()


class Watcher:
    """One stream of one browser. One that draws is woken by all news, any other when its turn comes."""

    def __init__(self, channel: Channel, draws: bool) -> None:
        self.draws, self.ended = draws, False
        self._channel, self._seen = channel, channel.count
        self._waiting: asyncio.Future[None] | None = None

    @property
    def is_behind(self) -> bool:
        return self._seen < self._channel.count

    def wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    def end(self) -> None:
        self.ended = True
        self.wake()

    async def news(self, seconds: float) -> dict[str, Told]:
        """What happened since the last time, by kind; nothing, if nothing happens for so many seconds."""
        if not self.ended and not (self.draws and self.is_behind):
            loop = asyncio.get_running_loop()
            self._waiting = loop.create_future()
            silence = loop.call_later(seconds, self.wake)
            try:
                await self._waiting
            finally:
                silence.cancel()
                self._waiting = None
        seen, self._seen = self._seen, self._channel.count
        return {kind: told for kind, told in self._channel.latest.items() if told.number > seen}


class Hub:
    """At most `most` watchers of one session, and `in_all` of all together."""

    def __init__(self, most: int, in_all: int) -> None:
        self._most, self._in_all = most, in_all
        self._channels: dict[str, Channel] = {}
        self._parts: list[set[Watcher]] = [set()]
        self._next, self._due = 0, 0.0  # the part whose turn is next, and when
        self._quiet = 0  # turns one after the other in which nobody was behind
        self._clock: asyncio.TimerHandle | None = None
        self._ended = False
        self.watchers = 0
        self.drawing = 0  # of them those that are sent pictures

    def check_room(self) -> None:
        """Raises TooManyWatchers."""
        if self._ended or self.watchers >= self._in_all:
            raise TooManyWatchers

    def tell(self, session: str, kind: str, fact: Fact | None = None) -> None:
        """News, for who watches the session. The last of a kind replaces those that were not told yet."""
        channel = self._channels.get(session)
        if channel is None:
            return
        channel.tell(kind, fact)
        self._quiet = 0
        if self._clock is None:
            loop = asyncio.get_running_loop()
            self._due = max(self._due, loop.time())
            self._clock = loop.call_at(self._due, self._turn)

    def _turn(self) -> None:
        """Wakes the watchers of one part that have not heard the latest; goes on until nobody is behind."""
        parts, loop = self._parts, asyncio.get_running_loop()
        behind = [watcher for watcher in parts[self._next % len(parts)] if watcher.is_behind]
        for watcher in behind:
            watcher.wake()
        self._quiet = 0 if behind else self._quiet + 1
        self._next = (self._next + 1) % len(parts)
        self._due += ROUND_SECONDS / len(parts)
        if self._due < loop.time() - ROUND_SECONDS:  # the loop was held up: what was missed is not made up for
            self._due = loop.time()
        self._clock = loop.call_at(self._due, self._turn) if self._quiet <= len(parts) else None

    @contextmanager
    def watching(self, session: str, draws: bool = False) -> Iterator[Watcher]:
        """`draws`: whether pictures are made for this one. Raises TooManyWatchers. The oldest watcher of a session that
        has too many is ended."""
        self.check_room()
        channel = self._channels.setdefault(session, Channel())
        watcher = Watcher(channel, draws)
        if len(channel.watchers) >= self._most:
            channel.watchers.pop(0).end()
            self.watchers -= 1
        channel.watchers.append(watcher)
        place = channel.drawing if draws else self._part()
        place.add(watcher)
        self.watchers += 1
        self.drawing += draws
        try:
            yield watcher
        finally:
            self.drawing -= draws
            place.discard(watcher)
            self._parts = [part for part in self._parts if part] or [set()]
            if watcher in channel.watchers:
                channel.watchers.remove(watcher)
                self.watchers -= 1
            if not channel.watchers and self._channels.get(session) is channel:
                del self._channels[session]

    def _part(self) -> set[Watcher]:
        """The first that has room for one more."""
        part = next((part for part in self._parts if len(part) < TOGETHER), None)
        if part is None:
            self._parts.append(part := set())
        return part

    def end(self) -> None:
        """Ends all streams; there will be no new ones."""
        self._ended = True
        for channel in self._channels.values():
            for watcher in channel.watchers:
                watcher.end()
