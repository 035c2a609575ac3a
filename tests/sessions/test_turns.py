"""What goes on takes turns: it ends when it is to, is kept now and then, and makes way for others."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Iterator

import pytest

from app.sessions import turns
from app.sessions.errors import StoreUnavailable
from app.sessions.turns import Turns


class Count:
    """Something that goes on for so many pieces."""

    def __init__(self, name: str, pieces: int, done: list[str]) -> None:
        self.name, self.left, self.done, self.stopping = name, pieces, done, False
        self.asked: set[float] = set()

    def piece(self, seconds: float) -> bool:
        self.left -= 1
        self.asked.add(seconds)
        self.done.append(self.name)
        return self.left > 0


class Keeper:
    def __init__(self, wrong: type[Exception] | None = None) -> None:
        self.kept, self.wrong = 0, wrong

    async def __call__(self) -> None:
        self.kept += 1
        if self.wrong:
            raise self.wrong


@pytest.fixture
def alone() -> Iterator[Turns]:
    alone = Turns(1)
    yield alone
    alone.close()


def test_it_goes_on_until_there_is_no_more_and_tells_of_each_piece(alone: Turns) -> None:
    done: list[str] = []
    told: list[int] = []
    assert not asyncio.run(alone.go_on(Count("run", 5, done), lambda: told.append(len(done)), Keeper()))
    assert (len(done), len(told)) == (5, 5)


def test_it_stops_with_the_piece_under_way(alone: Turns, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "ROUND_SECONDS", math.inf)
    going = Count("run", 10**9, [])
    assert asyncio.run(alone.go_on(going, lambda: setattr(going, "stopping", True), Keeper()))
    assert going.left > 0


@pytest.mark.parametrize("wrong", [None, StoreUnavailable])
def test_it_is_kept_now_and_then_whether_the_store_is_there_or_not(
    alone: Turns, monkeypatch: pytest.MonkeyPatch, wrong: type[Exception] | None
) -> None:
    monkeypatch.setattr(turns, "ROUND_SECONDS", 0.0)
    monkeypatch.setattr(turns, "SHORT_SECONDS", 0.0)  # a turn of one piece
    monkeypatch.setattr(turns, "KEEP_SECONDS", 0.0)
    keeper, done = Keeper(wrong), list[str]()
    assert not asyncio.run(alone.go_on(Count("run", 3, done), lambda: None, keeper))
    assert keeper.kept == len(done) == 3


def test_what_has_no_end_makes_way_for_others(alone: Turns) -> None:
    endless, short = Count("endless", 10**9, []), Count("short", 3, [])

    async def both() -> None:
        begun = asyncio.Event()
        going = asyncio.create_task(alone.go_on(endless, begun.set, Keeper()))
        await begun.wait()
        await alone.go_on(short, lambda: None, Keeper())
        endless.stopping = True
        await going

    asyncio.run(both())
    assert len(short.done) == 3


def test_the_more_of_them_wait_the_shorter_are_their_turns(alone: Turns) -> None:
    asked: list[float] = []
    for many in (1, 500):
        goings = [Count("run", 3, []) for _ in range(many)]

        async def all_of_them(goings: list[Count]) -> None:
            await asyncio.gather(*(alone.go_on(going, lambda: None, Keeper()) for going in goings))

        asyncio.run(all_of_them(goings))
        asked.append(min(min(going.asked) for going in goings))
    assert asked[0] > asked[1] > 0
