"""A RunStore in the SQLite file of the sessions."""

from __future__ import annotations

import sqlite3

from app.sessions.run_store import KeptRun
from app.sessions.sqlite import SqliteStore

KEPT_RUNS = 12  # of one session, for undo
KEPT_CURVES = 8
TABLES = (
    """CREATE TABLE IF NOT EXISTS runs (
  session TEXT NOT NULL, run TEXT NOT NULL, key TEXT NOT NULL, status TEXT NOT NULL, asked INTEGER,
  epoch INTEGER NOT NULL, checkpoint BLOB NOT NULL, changed REAL NOT NULL, PRIMARY KEY (session, run)
)""",
    "CREATE INDEX IF NOT EXISTS runs_going ON runs (status) WHERE status IN ('waiting', 'running')",
    """CREATE TABLE IF NOT EXISTS curves (
  session TEXT NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL, changed REAL NOT NULL, PRIMARY KEY (session, name)
)""",
    """CREATE TRIGGER IF NOT EXISTS runs_go AFTER DELETE ON sessions BEGIN
  DELETE FROM runs WHERE session = old.id; DELETE FROM curves WHERE session = old.id; END""",
)
KEEP = "INSERT OR REPLACE INTO runs SELECT ?, ?, ?, ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM sessions WHERE id = ?1)"
SHORTEN = """DELETE FROM runs WHERE session = ?1 AND run NOT IN
(SELECT run FROM runs WHERE session = ?1 ORDER BY changed DESC LIMIT ?2)"""
SHORTEN_CURVES = """DELETE FROM curves WHERE session = ?1 AND name NOT IN
(SELECT name FROM curves WHERE session = ?1 ORDER BY changed DESC LIMIT ?2)"""


class SqliteRuns:
    """Opened before use. The keeping of a session that is gone does nothing."""

    def __init__(self, store: SqliteStore) -> None:
        self._store = store

    async def open(self) -> None:
        def work(database: sqlite3.Connection) -> None:
            for statement in TABLES:
                database.execute(statement)

        await self._store.transact(work)

    async def keep(self, run: KeptRun, now: float) -> None:
        row = (run.session, run.run, run.key, run.status, run.asked, run.epoch, run.checkpoint, now)

        def work(database: sqlite3.Connection) -> None:
            database.execute(KEEP, row)
            database.execute(SHORTEN, (run.session, KEPT_RUNS))

        await self._store.transact(work)

    async def load(self, session: str, run: str) -> KeptRun | None:
        query = "SELECT session, run, key, status, asked, epoch, checkpoint FROM runs WHERE session = ? AND run = ?"
        found = await self._store.transact(lambda database: database.execute(query, (session, run)).fetchone())
        return KeptRun(*found) if found else None

    async def going(self) -> list[tuple[str, str]]:
        query = "SELECT session, run FROM runs WHERE status IN ('waiting', 'running')"
        return await self._store.transact(lambda database: database.execute(query).fetchall())

    async def save_curve(self, session: str, name: str, text: str, now: float) -> None:
        def work(database: sqlite3.Connection) -> None:
            database.execute("INSERT OR REPLACE INTO curves VALUES (?, ?, ?, ?)", (session, name, text, now))
            database.execute(SHORTEN_CURVES, (session, KEPT_CURVES))

        await self._store.transact(work)

    async def curves(self, session: str) -> list[str]:
        query = "SELECT text FROM curves WHERE session = ? ORDER BY changed"
        rows = await self._store.transact(lambda database: database.execute(query, (session,)).fetchall())
        return [text for (text,) in rows]

    async def drop_curve(self, session: str, name: str) -> None:
        await self._store.transact(
            lambda database: database.execute("DELETE FROM curves WHERE session = ? AND name = ?", (session, name))
        )
