"""One SQLite file. Short work is done in place, as asking a thread takes longer; what may have to wait has a thread."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from app.sessions.errors import StoreUnavailable

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]
COMMITS = 200  # in place, before the thread brings them from the log into the file, which alone waits for the disk
PAGE = 8192  # bytes, so that most documents fit into one and are written over in place
LONGEST_LOG = 10  # times as many: then all wait until the log is empty; in a pause it begins anew by itself


class SqliteFile:
    """A connection for the event loop, which never waits, and one for a thread of its own, which waits for whoever else
    has the file. A call that takes longer than `timeout` seconds raises StoreUnavailable; `watch` is told how long each
    took.
    """

    def __init__(self, path: Path, tables: str, timeout: float, watch: Callable[[float], None]) -> None:
        self._timeout = timeout
        self._watch = watch
        self._thread = ThreadPoolExecutor(1, "store")
        self._waiting = self._thread.submit(_open, path, timeout / 2, tables).result()
        self._here = _open(path, 0.0)
        self._here.execute("PRAGMA wal_autocheckpoint = 0")
        self._commits = 0

    def read(self, work: Work[T]) -> T:
        """What is in memory mostly, read in place. Raises sqlite3.OperationalError where the file is locked."""
        return work(self._here)

    def others(self) -> int:
        """Another number whenever somebody else, or the thread, has written since. Raises as `read` does."""
        return int(self._here.execute("PRAGMA data_version").fetchone()[0])

    async def write(self, work: Work[object], then: Callable[[], object]) -> bool:
        """A short transaction, in place: then `then` is called, before anybody can read. False where somebody else is
        writing: the thread can wait; of what was begun of the work nothing stays."""
        start = time.perf_counter()
        try:
            _transaction(self._here, work)
        except sqlite3.OperationalError:  # locked
            return False
        then()
        self._watch(time.perf_counter() - start)
        self._commits += 1
        if self._commits % (COMMITS * LONGEST_LOG) == 0:
            with suppress(StoreUnavailable):  # what was saved is saved
                await self.call(lambda database: _checkpoint(database, "RESTART"))
        elif self._commits % COMMITS == 0:
            self._thread.submit(_checkpoint, self._waiting, "PASSIVE")
        return True

    async def transact(self, work: Work[T]) -> T:
        """The work as one transaction, in the thread."""
        return await self.call(lambda database: _transaction(database, work))

    async def call(self, work: Work[T]) -> T:
        """The work in the thread, without a transaction around it."""
        loop, start = asyncio.get_running_loop(), time.perf_counter()
        try:
            async with asyncio.timeout(self._timeout):
                return await loop.run_in_executor(self._thread, work, self._waiting)
        except (TimeoutError, sqlite3.OperationalError) as error:
            raise StoreUnavailable from error
        finally:
            self._watch(time.perf_counter() - start)

    async def close(self) -> None:
        self._here.close()
        await asyncio.get_running_loop().run_in_executor(self._thread, self._waiting.close)
        self._thread.shutdown()


def _open(path: Path, timeout: float, tables: str = "") -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(path, timeout=timeout, isolation_level=None)
    database.execute(f"PRAGMA page_size = {PAGE}")  # of a new file
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    database.executescript(tables)
    return database


def _checkpoint(database: sqlite3.Connection, mode: str) -> None:
    database.execute(f"PRAGMA wal_checkpoint({mode})").fetchall()  # to its end, or it would go on reading


def _transaction(database: sqlite3.Connection, work: Work[T]) -> T:
    """All of the work happens or nothing."""
    database.execute("BEGIN IMMEDIATE")
    try:
        result = work(database)
        database.execute("COMMIT")
        return result
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise
