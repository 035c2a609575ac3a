from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from app.sessions import broadcast
from app.sessions.broadcast import ROUND_SECONDS, Broadcast, Reader
from app.sessions.errors import SessionUnknown
from app.sessions.hub import Hub, Told

pytestmark = pytest.mark.anyio


class Line:
    """A wire that notes what it takes, while it has room."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self.has_room = True

    def take(self, text: bytes) -> bool:
        if self.has_room:
            self.taken.append(text)
        return self.has_room


class Writer:
    """Texts such as `run 3 `; counts them."""

    def __init__(self) -> None:
        self.written = 0
        self.is_gone = False

    async def __call__(self, kind: str, told: Told) -> bytes:
        await asyncio.sleep(0)
        if self.is_gone:
            raise SessionUnknown
        self.written += 1
        return f"{kind} {(told.fact or {}).get('epoch', '')} ".encode()


@contextmanager
def reading(hub: Hub, write: Writer, line: Line | None, session: str = "s") -> Iterator[Reader]:
    with hub.watching(session) as watcher:
        reader = Reader(watcher, line)
        with (watcher.channel.broadcast or Broadcast(watcher, write, b"beat ")).told(reader):
            yield reader


async def until(line: Line, text: bytes) -> None:
    while not b"".join(line.taken).endswith(text):
        await asyncio.sleep(0.005)


async def test_one_text_is_written_for_all_however_many_they_are() -> None:
    hub, write, lines = Hub(200, 200), Writer(), [Line() for _ in range(100)]
    with ExitStack() as streams:
        for line in lines:
            streams.enter_context(reading(hub, write, line))
        for epoch in (1, 2, 3):
            hub.tell("s", "run", {"epoch": epoch})
            for line in lines:
                await until(line, b"run %d " % epoch)
    assert write.written == 3
    assert all(line.taken == [b"run 1 ", b"run 2 ", b"run 3 "] for line in lines)


async def test_news_that_do_not_stop_are_told_once_a_round_the_latest_of_each_kind() -> None:
    hub, line, loop = Hub(2, 4), Line(), asyncio.get_running_loop()
    with reading(hub, Writer(), line):
        begin = loop.time()
        for epoch in range(60):
            hub.tell("s", "run", {"epoch": epoch})
            await asyncio.sleep(0.005)
        await until(line, b"run 59 ")
        rounds = (loop.time() - begin) / ROUND_SECONDS
    assert 1 <= len(line.taken) <= rounds + 2


async def test_who_has_no_room_holds_up_nobody_and_is_told_the_latest_when_there_is() -> None:
    hub, write, line, full = Hub(2, 4), Writer(), Line(), Line()
    full.has_room = False
    with reading(hub, write, line), reading(hub, write, full):
        for epoch in (1, 2):
            hub.tell("s", "run", {"epoch": epoch})
            await until(line, b"run %d " % epoch)
        hub.tell("s", "session")
        await until(line, b"session  ")
        assert full.taken == []
        full.has_room = True
        await until(full, b"run 2 session  ")
    assert full.taken == [b"run 2 session  "]
    assert write.written == 3


async def test_who_comes_later_is_told_what_happened_since_and_not_what_was_before() -> None:
    hub, write, first, second, third = Hub(3, 4), Writer(), Line(), Line(), Line()
    with reading(hub, write, first), hub.watching("s") as watcher:
        hub.tell("s", "run", {"epoch": 1})
        await until(first, b"run 1 ")
        assert watcher.channel.broadcast
        with watcher.channel.broadcast.told(Reader(watcher, second)), reading(hub, write, third):
            assert (second.taken, third.taken) == ([b"run 1 "], [])
            hub.tell("s", "run", {"epoch": 2})
            await until(second, b"run 2 ")
            await until(third, b"run 2 ")
    assert write.written == 2


async def test_each_session_has_news_of_its_own() -> None:
    hub, write, lines = Hub(2, 4), Writer(), {"a": Line(), "b": Line()}
    with reading(hub, write, lines["a"], "a"), reading(hub, write, lines["b"], "b"):
        for session, line in lines.items():
            hub.tell(session, f"of {session}")
            await until(line, f"of {session}  ".encode())
    assert [line.taken for line in lines.values()] == [[b"of a  "], [b"of b  "]]


async def test_a_beat_is_sent_where_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broadcast, "BEAT_SECONDS", 0.01)
    hub, line = Hub(2, 4), Line()
    with reading(hub, Writer(), line):
        await until(line, b"beat beat ")


async def test_without_a_wire_what_a_reader_takes_is_found_in_its_texts() -> None:
    hub, write = Hub(2, 4), Writer()
    with reading(hub, write, None) as reader:
        texts = reader.texts()
        for epoch in (1, 2):
            hub.tell("s", "run", {"epoch": epoch})
            assert await anext(texts) == b"run %d " % epoch
        waiting = asyncio.create_task(anext(texts, b"over"))
        await asyncio.sleep(0)
        hub.end()
        assert await waiting == b"over"


async def test_when_the_last_reader_leaves_nothing_goes_on() -> None:
    hub, before = Hub(2, 4), asyncio.all_tasks()
    with reading(hub, Writer(), line := Line()) as reader:
        with reading(hub, Writer(), Line()):
            pass
        hub.tell("s", "run", {"epoch": 1})
        await until(line, b"run 1 ")
    await asyncio.sleep(0)
    assert (asyncio.all_tasks(), reader.watcher.channel.broadcast) == (before, None)


async def test_the_streams_of_a_session_that_is_gone_end_and_a_new_one_begins_anew() -> None:
    hub, write = Hub(2, 4), Writer()
    write.is_gone = True
    with reading(hub, write, Line()) as reader:
        hub.tell("s", "run")
        assert [text async for text in reader.texts()] == []
    assert hub.watchers == 0
    write.is_gone, line = False, Line()
    with reading(hub, write, line):
        hub.tell("s", "run", {"epoch": 1})
        await until(line, b"run 1 ")
