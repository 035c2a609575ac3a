"""One text for all who watch a session: written once, ten times a second at most, and handed to each at once. Nobody is
waited for; who has no room for it is told the latest when there is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from app.sessions.errors import SessionError
from app.sessions.hub import Told, Watcher

ROUND_SECONDS = 0.1  # in which all are told once
BEAT_SECONDS = 15.0
ASKING_SECONDS = 0.15  # more after news of a lab or a session, for then a page asks for it
TOGETHER = 32  # that are told before others have their turn


class Wire(Protocol):
    """A connection that is written to without waiting."""

    def take(self, text: bytes) -> bool:
        """Whether there was room for it."""
        ...


class Reader:
    """One stream. Where it has no wire, what it takes is sent by whoever goes through its texts."""

    def __init__(self, watcher: Watcher, wire: Wire | None) -> None:
        self.watcher, self.seen = watcher, watcher.seen
        self._wire, self._text = wire, b""

    def take(self, text: bytes) -> bool:
        """Whether there was room for it."""
        if self._wire is not None:
            return self._wire.take(text)
        if self._text:
            return False
        self._text = text
        self.watcher.wake()
        return True

    async def texts(self) -> AsyncIterator[bytes]:
        """Those that did not leave by the wire, until the watcher is ended."""
        while not self.watcher.ended:
            if not self._text:
                await self.watcher.woken()
            text, self._text = self._text, b""
            if text:
                yield text


class Broadcast:
    """To all readers of one session, as long as there are any. `write` makes the text of what was told of a kind;
    where it raises SessionError the session is gone, and the streams end. `beat` is sent where there is no news."""

    def __init__(self, watcher: Watcher, write: Callable[[str, Told], Awaitable[bytes]], beat: bytes) -> None:
        self._channel, self._write, self._beat = watcher.channel, write, beat
        self._channel.broadcast = self
        self._listener = Watcher(watcher.channel)
        self._listener.seen = self._heard = watcher.seen
        self._readers: list[Reader] = []
        self._texts: dict[str, tuple[int, bytes]] = {}  # the last of each kind, and its number
        self._task = asyncio.create_task(self._go_on())

    @contextmanager
    def told(self, reader: Reader) -> Iterator[None]:
        """A reader is told all that its watcher has not seen."""
        self._readers.append(reader)
        self._tell(reader)
        try:
            yield
        finally:
            self._readers.remove(reader)
            if not self._readers:
                self._task.cancel()
                self._end()

    async def _go_on(self) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time()
        self._channel.listening.add(self._listener)
        try:
            while True:
                is_behind = any(reader.seen < self._heard for reader in self._readers)
                news = await self._listener.news(ROUND_SECONDS if is_behind else BEAT_SECONDS)
                begin = loop.time()
                for kind, told in news.items():
                    self._texts[kind] = told.number, await self._write(kind, told)
                self._heard = self._listener.seen
                await self._tell_all(b"" if news or is_behind else self._beat)
                due = max(due, begin - ROUND_SECONDS / 2) + ROUND_SECONDS  # who is late catches up with half a round
                due += ASKING_SECONDS if news.keys() - {"run"} else 0.0
                await asyncio.sleep(due - loop.time())
        except SessionError:  # deleted meanwhile
            pass
        finally:
            self._end()

    async def _tell_all(self, otherwise: bytes) -> None:
        readers = list(self._readers)
        for first in range(0, len(readers), TOGETHER):
            for reader in readers[first : first + TOGETHER]:
                self._tell(reader, otherwise)
            await asyncio.sleep(0)

    def _tell(self, reader: Reader, otherwise: bytes = b"") -> None:
        text = b"".join([text for number, text in self._texts.values() if number > reader.seen]) or otherwise
        if not text or reader.take(text):
            reader.seen = max(reader.seen, self._heard)

    def _end(self) -> None:
        self._channel.listening.discard(self._listener)
        if self._channel.broadcast is self:
            self._channel.broadcast = None
        for reader in self._readers:
            reader.watcher.end()
