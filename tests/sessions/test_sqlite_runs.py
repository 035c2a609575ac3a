from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.sessions.document import Document
from app.sessions.run_store import KeptLab, KeptRun
from app.sessions.sqlite import SqliteStore
from app.sessions.sqlite_runs import KEPT_CURVES, KEPT_RUNS, SqliteRuns

pytestmark = pytest.mark.anyio
RUN = KeptRun("s", "a", "key", "running", None, 20, b"\x00numbers\n")
LAB = KeptLab("s", "about", True, 100, {0.1: b"\x00first", -1e-3: b"second", 1e6: b""})


@pytest.fixture
async def sessions(anyio_backend: str, tmp_path: Path) -> AsyncIterator[SqliteStore]:
    store = SqliteStore(tmp_path / "sessions.sqlite3")
    await store.create("s", "ann", Document(program="a = Value(1)"), 0.0)
    yield store
    await store.close()


@pytest.fixture
async def runs(sessions: SqliteStore) -> SqliteRuns:
    runs = SqliteRuns(sessions)
    await runs.open()
    await runs.open()  # as at every start
    return runs


async def test_a_run_is_found_as_it_was_kept_last(runs: SqliteRuns) -> None:
    await runs.keep(RUN, 1.0)
    later = replace(RUN, status="paused", asked=50, epoch=30, checkpoint=b"more")
    await runs.keep(later, 2.0)
    assert await runs.load("s", "a") == later
    assert await runs.load("s", "b") is None
    assert await runs.load("t", "a") is None


async def test_those_that_went_on_are_known_at_the_next_start(runs: SqliteRuns) -> None:
    for number, status in enumerate(("running", "waiting", "paused", "done", "diverged")):
        await runs.keep(replace(RUN, run=status, status=status), float(number))  # type: ignore[arg-type]
    assert sorted(await runs.going()) == [("s", "running"), ("s", "waiting")]


async def test_the_keeping_says_whether_the_session_is_still_there(sessions: SqliteStore, runs: SqliteRuns) -> None:
    assert await runs.keep(RUN, 1.0)
    assert await runs.keep(RUN, 2.0)
    await sessions.delete("s")
    assert not await runs.keep(RUN, 3.0)


async def test_of_many_runs_and_curves_the_last_stay(runs: SqliteRuns) -> None:
    for number in range(KEPT_RUNS + 3):
        await runs.keep(replace(RUN, run=str(number)), float(number))
        await runs.save_curve("s", f"curve {number}", str(number), float(number))
    kept = [await runs.load("s", str(number)) is not None for number in range(KEPT_RUNS + 3)]
    assert kept == [False] * 3 + [True] * KEPT_RUNS
    assert await runs.curves("s") == [str(number) for number in range(KEPT_RUNS + 3)][-KEPT_CURVES:]
    await runs.save_curve("s", f"curve {KEPT_RUNS}", "again", 99.0)
    await runs.drop_curve("s", f"curve {KEPT_RUNS + 2}")
    assert (await runs.curves("s"))[-2:] == [str(KEPT_RUNS + 1), "again"]


async def test_what_belongs_to_a_session_goes_with_it_and_does_not_come_back(
    runs: SqliteRuns, sessions: SqliteStore
) -> None:
    await runs.keep(RUN, 1.0)
    await runs.save_curve("s", "curve", "{}", 1.0)
    await sessions.delete("s")
    await runs.keep(RUN, 2.0)
    assert await runs.load("s", "a") is None
    assert await runs.curves("s") == []


async def test_a_lab_is_found_as_it_was_kept_last_until_it_is_dropped(runs: SqliteRuns) -> None:
    await runs.keep_lab(LAB)
    assert await runs.load_lab("s") == LAB
    assert await runs.labs_going() == ["s"]
    later = replace(LAB, is_going=False, checkpoints={0.2: b"other"})
    await runs.keep_lab(later)
    assert await runs.load_lab("s") == later
    assert await runs.labs_going() == []
    await runs.drop_lab("s")
    assert await runs.load_lab("s") is None


async def test_a_lab_goes_with_its_session_and_none_is_kept_of_one_that_is_gone(
    sessions: SqliteStore, runs: SqliteRuns
) -> None:
    await runs.keep_lab(LAB)
    await sessions.delete("s")
    assert await runs.load_lab("s") is None
    await runs.keep_lab(LAB)
    assert await runs.load_lab("s") is None
