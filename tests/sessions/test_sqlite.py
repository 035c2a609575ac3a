"""What is particular to SQLite: files, other processes, a disk that does not answer."""

import asyncio
import sqlite3
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from app.sessions import sqlite_file
from app.sessions.document import Document
from app.sessions.errors import StoreUnavailable
from app.sessions.sqlite import SqliteStore
from app.sessions.store import Stored

pytestmark = pytest.mark.anyio
A_PROGRAM = Document(program="a = Value(1)")


async def test_a_second_store_on_the_same_file_sees_the_same_sessions(tmp_path: Path) -> None:
    first, second = SqliteStore(tmp_path / "s"), SqliteStore(tmp_path / "s")
    stored = await first.create("s", "ann", A_PROGRAM, 0.0)
    saved = await second.save(await second.load("s"), A_PROGRAM.but(seed=1), 1.0)
    assert await first.load("s") == saved
    assert saved.version == stored.version + 1
    await first.close()
    await second.close()


async def test_a_database_that_another_process_holds_is_unavailable_and_then_works_again(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "s", timeout=0.2)
    stored = await store.create("s", "ann", A_PROGRAM, 0.0)
    holder = sqlite3.connect(tmp_path / "s", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable):
        await store.save(stored, A_PROGRAM.but(seed=1), 1.0)
    assert await store.load("s") == stored  # reading goes on
    holder.execute("ROLLBACK")
    holder.close()
    assert (await store.save(stored, A_PROGRAM.but(seed=1), 1.0)).version == 2
    await store.close()


async def test_a_save_waits_for_another_process_that_soon_lets_go(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "s")
    stored = await store.create("s", "ann", A_PROGRAM, 0.0)
    holder = sqlite3.connect(tmp_path / "s", isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    asyncio.get_running_loop().call_later(0.05, holder.execute, "ROLLBACK")
    assert (await store.save(stored, A_PROGRAM.but(seed=1), 1.0)).version == 2
    assert (await store.load("s")).document.seed == 1
    holder.close()
    await store.close()


async def test_the_log_of_many_saves_does_not_grow_for_ever(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "s", undo_depth=1)
    stored = await store.create("s", "ann", A_PROGRAM, 0.0)
    sizes = []
    for seed in range(1, 6000):
        stored = await store.save(stored, A_PROGRAM.but(seed=seed), 1.0)
        if seed % 50 == 0:
            await asyncio.sleep(0)
            sizes.append((tmp_path / "s-wal").stat().st_size)
    assert sizes[-1] < 1.5 * max(sizes[:42])  # of the first 2,100 saves
    await store.close()


async def test_while_the_log_begins_anew_all_others_are_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_file, "COMMITS", 3)
    store = SqliteStore(tmp_path / "s")

    async def learner(name: str) -> Stored:
        stored = await store.create(name, "ann", A_PROGRAM, 0.0)
        for seed in range(60):
            stored = await store.save(stored, A_PROGRAM.but(seed=seed), 1.0)
            await store.ping()  # so that the thread has something to do
        return stored

    assert {stored.version for stored in await asyncio.gather(*map(learner, "abcdefgh"))} == {61}
    await store.close()


async def test_undo_and_redo_do_what_a_list_of_documents_would(tmp_path: Path) -> None:
    store, random = SqliteStore(tmp_path / "s", undo_depth=3), Random(7)
    stored = await store.create("s", "ann", A_PROGRAM, 0.0)
    seeds, place, oldest = [0], 0, 0
    for seed in range(1, 400):
        match random.choice(("save", "save", "undo", "redo")):
            case "save":
                stored = await store.save(stored, A_PROGRAM.but(seed=seed), 1.0)
                seeds, place = [*seeds[: place + 1], seed], place + 1
                oldest = max(oldest, place - 3)
            case "undo" if place > oldest:
                stored, place = await store.undo(stored, 1.0), place - 1
            case "redo" if place < len(seeds) - 1:
                stored, place = await store.redo(stored, 1.0), place + 1
        assert (stored.can_undo, stored.can_redo) == (place > oldest, place < len(seeds) - 1)
        assert stored.document.seed == seeds[place]
    await store.close()


async def test_large_documents_are_undone_as_far_as_their_bytes_allow(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "s", undo_bytes=35_000)
    stored = await store.create("s", "ann", A_PROGRAM, 0.0)
    for seed in range(1, 9):
        stored = await store.save(stored, A_PROGRAM.but(seed=seed, program="#" * 10_000), 1.0)
    assert await store.load("s") == stored
    seeds = []
    while stored.can_undo:
        stored = await store.undo(stored, 2.0)
        seeds.append(stored.document.seed)
    assert seeds == [7, 6, 5]
    huge = await store.save(stored, A_PROGRAM.but(program="#" * 100_000), 3.0)
    huge = await store.save(huge, A_PROGRAM.but(program="#" * 100_001), 4.0)
    assert (await store.undo(huge, 5.0)).document.program == "#" * 100_000
    await store.close()


async def test_what_was_saved_survives_a_killed_process(tmp_path: Path) -> None:
    script = f"""
import asyncio, os, pathlib
from app.sessions import sqlite_file
from app.sessions.document import Document
from app.sessions.sqlite import SqliteStore
from app.sessions.store import Stored
async def main():
    store = SqliteStore(pathlib.Path({str(tmp_path / "s")!r}))
    stored = await store.create("s", "ann", Document(program="a"), 0.0)
    for seed in range(1, 30):
        stored = await store.save(stored, stored.document.but(seed=seed), 1.0)
    os.kill(os.getpid(), 9)
asyncio.run(main())
"""
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == -9
    store = SqliteStore(tmp_path / "s")
    found = await store.load("s")
    assert (found.version, found.document.seed) == (30, 29)
    await store.close()
