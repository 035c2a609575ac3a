"""Work leaves the event loop, a few pieces at a time, and who computes lets who answers go first."""

from __future__ import annotations

import asyncio
import os
import threading

import pytest

from app.sessions.threads import QUICK_NODES, Threads

pytestmark = pytest.mark.anyio


def here() -> int:
    return threading.get_native_id()


async def test_only_what_is_large_leaves_the_thread_that_answers() -> None:
    threads = Threads(1)
    assert await threads.run_sized(QUICK_NODES, here) == here()
    assert await threads.run_sized(QUICK_NODES + 1, here) != here()


async def test_so_many_pieces_are_worked_on_at_a_time_and_all_are_done() -> None:
    threads, pair, places = Threads(2), threading.Barrier(2), set[int]()

    def work() -> None:
        pair.wait(10)  # for the one beside it
        places.add(here())

    await asyncio.gather(*(threads.run(work) for _ in range(6)))
    assert len(places) == 2


async def test_what_goes_wrong_is_raised_where_it_is_awaited() -> None:
    with pytest.raises(ZeroDivisionError):
        await Threads(1).run(lambda: 1 / 0)


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="the system knows no priority of a thread")
async def test_who_computes_lets_who_answers_go_first_and_who_only_waits_need_not() -> None:
    def priority() -> int:
        return os.getpriority(os.PRIO_PROCESS, here())

    own = priority()
    assert await Threads(1).run(priority) > own
    assert await Threads(1, compute=False).run(priority) == own
