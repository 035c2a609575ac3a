"""A RunStore in the SQLite file of the sessions."""

from __future__ import annotations

import sqlite3

from app.sessions.run_store import KeptLab, KeptRun
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
    """CREATE TABLE IF NOT EXISTS labs (
  session TEXT NOT NULL, place INTEGER NOT NULL, about TEXT NOT NULL, going INTEGER NOT NULL, epochs INTEGER NOT NULL,
  rate REAL NOT NULL, checkpoint BLOB NOT NULL, PRIMARY KEY (session, place)
)""",
    """CREATE TRIGGER IF NOT EXISTS labs_go AFTER DELETE ON sessions BEGIN
  DELETE FROM labs WHERE session = old.id; END""",
)
KEEP = "INSERT OR REPLACE INTO runs SELECT ?, ?, ?, ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM sessions WHERE id = ?1)"
KEEP_LAB = "INSERT INTO labs SELECT ?, ?, ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM sessions WHERE id = ?1)"
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

    async def keep(self, run: KeptRun, now: float) -> bool:
        row = (run.session, run.run, run.key, run.status, run.asked, run.epoch, run.checkpoint, now)

        def work(database: sqlite3.Connection) -> bool:
            kept = database.execute(KEEP, row).rowcount > 0
            database.execute(SHORTEN, (run.session, KEPT_RUNS))
            return kept

        return await self._store.transact(work)

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

    async def keep_lab(self, lab: KeptLab) -> None:
        about = lab.about, lab.is_going, lab.epochs
        rows = [(lab.session, place, *about, *each) for place, each in enumerate(lab.checkpoints.items())]

        def work(database: sqlite3.Connection) -> None:
            database.execute("DELETE FROM labs WHERE session = ?", (lab.session,))
            database.executemany(KEEP_LAB, rows)

        await self._store.transact(work)

    async def load_lab(self, session: str) -> KeptLab | None:
        query = "SELECT about, going, epochs, rate, checkpoint FROM labs WHERE session = ? ORDER BY place"
        rows = await self._store.transact(lambda database: database.execute(query, (session,)).fetchall())
        if not rows:
            return None
        about, going, epochs = rows[0][:3]
        return KeptLab(session, about, bool(going), epochs, {rate: checkpoint for *_, rate, checkpoint in rows})

    async def labs_going(self) -> list[str]:
        query = "SELECT DISTINCT session FROM labs WHERE going"
        return await self._store.transact(lambda database: [id for (id,) in database.execute(query)])

    async def drop_lab(self, session: str) -> None:
        query = "DELETE FROM labs WHERE session = ?"
        await self._store.transact(lambda database: database.execute(query, (session,)))
