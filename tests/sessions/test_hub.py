from __future__ import annotations

import asyncio

import pytest

from app.sessions.errors import TooManyWatchers
from app.sessions.hub import ROUND_SECONDS, Hub, Told

pytestmark = pytest.mark.anyio


async def test_who_watches_hears_the_latest_of_each_kind_once() -> None:
    hub = Hub(2, 4)
    with hub.watching("s") as watcher, hub.watching("other") as other:
        for epoch in range(1000):
            hub.tell("s", "lab", {"epoch": epoch})
        hub.tell("s", "run")
        assert await watcher.news(1.0) == {"lab": Told({"epoch": 999}), "run": Told()}
        assert await watcher.news(0.0) == {}
        assert await other.news(0.0) == {}
        hub.tell("s", "session", {"version": 2})
        assert await watcher.news(1.0) == {"session": Told({"version": 2})}
    assert hub.watchers == 0
    hub.tell("s", "run")


async def test_what_comes_while_a_watcher_is_not_listening_is_told_when_it_listens_again() -> None:
    hub = Hub(2, 4)
    with hub.watching("s") as watcher:
        hub.tell("s", "lab", {"epoch": 1})
        assert await watcher.news(1.0) == {"lab": Told({"epoch": 1})}
        for epoch in (2, 3):
            hub.tell("s", "lab", {"epoch": epoch})
            await asyncio.sleep(0.01)
        hub.tell("s", "run")
        await asyncio.sleep(2 * ROUND_SECONDS)
        assert await watcher.news(1.0) == {"lab": Told({"epoch": 3}), "run": Told()}
        assert await watcher.news(0.0) == {}


async def test_all_watchers_are_told_in_every_round_however_many_they_are_and_whatever_they_watch() -> None:
    hub, heard = Hub(200, 200), [0] * 100

    async def listen(number: int) -> None:
        with hub.watching(f"session {number % 7}") as watcher:
            while not watcher.ended:
                heard[number] += bool(await watcher.news(60.0))

    listening = [asyncio.create_task(listen(number)) for number in range(len(heard))]
    await asyncio.sleep(0)
    for _ in range(3):
        before = list(heard)
        for session in range(7):
            hub.tell(f"session {session}", "run")
        while any(now == then for now, then in zip(heard, before, strict=True)):
            await asyncio.sleep(0.01)
    assert max(heard) == min(heard) == 3
    hub.end()
    await asyncio.gather(*listening)


async def test_news_that_do_not_stop_are_told_once_a_round_and_to_who_draws_at_once() -> None:
    hub, heard, loop = Hub(2, 4), {False: 0, True: 0}, asyncio.get_running_loop()

    async def listen(draws: bool) -> None:
        with hub.watching("s", draws) as watcher:
            while not watcher.ended:
                heard[draws] += bool(await watcher.news(60.0))

    listening = [asyncio.create_task(listen(draws)) for draws in heard]
    await asyncio.sleep(0)
    begin = loop.time()
    for epoch in range(60):
        hub.tell("s", "run", {"epoch": epoch})
        await asyncio.sleep(0.005)
    rounds = (loop.time() - begin) / ROUND_SECONDS
    hub.end()
    await asyncio.gather(*listening)
    assert heard[True] == 60
    assert 1 <= heard[False] <= rounds + 2


async def test_what_one_watcher_has_written_the_others_need_not() -> None:
    hub = Hub(2, 4)
    with hub.watching("s") as first, hub.watching("s") as second:
        hub.tell("s", "run")
        (await first.news(1.0))["run"].text = b"written"
        assert (await second.news(1.0))["run"].text == b"written"
        hub.tell("s", "run")
        assert (await second.news(1.0))["run"].text == b""


async def test_of_too_many_watchers_of_a_session_the_oldest_is_ended() -> None:
    hub = Hub(2, 10)
    with hub.watching("s") as first, hub.watching("s") as second:
        with hub.watching("s") as third:
            assert [first.ended, second.ended, third.ended] == [True, False, False]
            assert hub.watchers == 2
        hub.tell("s", "run")
        assert await second.news(1.0) == {"run": Told()}
    assert hub.watchers == 0


async def test_beyond_all_streams_there_is_no_room_until_one_is_over() -> None:
    hub = Hub(2, 2)
    with hub.watching("a"):
        with hub.watching("b"), pytest.raises(TooManyWatchers):
            hub.check_room()
        hub.check_room()


async def test_at_the_end_every_stream_is_woken_and_none_begins() -> None:
    hub = Hub(2, 10)
    with hub.watching("s") as watcher:
        waiting = asyncio.create_task(watcher.news(60.0))
        await asyncio.sleep(0)
        hub.end()
        assert await waiting == {}
        assert watcher.ended
    with pytest.raises(TooManyWatchers):
        hub.check_room()
