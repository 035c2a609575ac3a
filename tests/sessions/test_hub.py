from __future__ import annotations

import asyncio

import pytest

from app.sessions.errors import TooManyWatchers
from app.sessions.hub import Hub, Told

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
    with hub.watching("s", draws=True) as watcher:
        hub.tell("s", "lab", {"epoch": 1})
        assert await watcher.news(1.0) == {"lab": Told({"epoch": 1})}
        for epoch in (2, 3):
            hub.tell("s", "lab", {"epoch": epoch})
        hub.tell("s", "run")
        assert await watcher.news(1.0) == {"lab": Told({"epoch": 3}), "run": Told()}
        assert await watcher.news(0.0) == {}


async def test_who_draws_is_told_all_news_at_once() -> None:
    hub, heard = Hub(2, 4), 0
    with hub.watching("s", draws=True) as watcher, hub.watching("s", draws=True) as other:
        for epoch in range(60):
            listening = [asyncio.create_task(each.news(60.0)) for each in (watcher, other)]
            await asyncio.sleep(0)
            hub.tell("s", "run", {"epoch": epoch})
            heard += sum(news == {"run": Told({"epoch": epoch})} for news in await asyncio.gather(*listening))
    assert heard == 120


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
    with hub.watching("s", draws=True) as drawing, hub.watching("s") as watcher:
        drawn, told = asyncio.create_task(drawing.news(60.0)), asyncio.create_task(watcher.woken())
        await asyncio.sleep(0)
        hub.end()
        assert await drawn == {}
        await told
        assert (drawing.ended, watcher.ended) == (True, True)
    with pytest.raises(TooManyWatchers):
        hub.check_room()
