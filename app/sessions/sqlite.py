"""A SessionStore in one SQLite file: what stands in its rows, and how a change of them is made."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from app.sessions.cache import Recent
from app.sessions.document import Document
from app.sessions.errors import NothingToUndo, SessionUnknown, StaleVersion
from app.sessions.sqlite_file import SqliteFile
from app.sessions.store import Stored, Summary

T = TypeVar("T")

# A session's documents stand in a row: revisions before `place` can be undone to, after it redone to.
TABLES = """
CREATE TABLE IF NOT EXISTS sessions (
  id TEXT PRIMARY KEY, owner TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL, cursor INTEGER NOT NULL,
  title TEXT NOT NULL, created REAL NOT NULL, changed REAL NOT NULL, stroke TEXT NOT NULL,
  oldest INTEGER NOT NULL, place INTEGER NOT NULL, newest INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS sessions_by_owner ON sessions (owner);
CREATE TABLE IF NOT EXISTS revisions (
  session TEXT NOT NULL, place INTEGER NOT NULL, document TEXT NOT NULL, cursor INTEGER NOT NULL,
  PRIMARY KEY (session, place)
);
"""
SAVE = """
UPDATE sessions SET version = version + 1, document = ?1, cursor = ?2, title = ?3, changed = ?4, stroke = ?5,
place = place + ?6, newest = place + ?6, oldest = max(oldest, place + ?6 - ?7) WHERE id = ?8 RETURNING oldest, newest
"""
WALK = """
UPDATE sessions SET version = version + 1, changed = ?1, stroke = '', place = place + ?2, (document, cursor) =
(SELECT document, cursor FROM revisions WHERE session = ?3 AND place = sessions.place + ?2) WHERE id = ?3
"""
# The revision that nobody can undo to any more after a save is written over: neither rows nor pages come and go then.
RECYCLE = """
UPDATE OR REPLACE revisions SET place = s.place, document = s.document, cursor = s.cursor FROM sessions AS s
WHERE s.id = ?1 AND revisions.session = ?1 AND revisions.place = s.place - ?2
"""
KEEP = "INSERT OR REPLACE INTO revisions SELECT id, place, document, cursor FROM sessions WHERE id = ?"
# Undo keeps the newest revisions, as many as the bytes allow, but at least one.
SHORTEN = """
DELETE FROM revisions WHERE session = ?1 AND place < (SELECT place FROM sessions WHERE id = ?1) - 1 AND place <= (
SELECT max(place) FROM (SELECT place, sum(length(document)) OVER (ORDER BY place DESC) AS total FROM revisions
WHERE session = ?1) WHERE total > ?2)
"""
OLDEST = "UPDATE sessions SET oldest = (SELECT min(place) FROM revisions WHERE session = ?1) WHERE id = ?1"
COLUMNS = "id, owner, version, cursor, changed, stroke, place > oldest, place < newest"
KEPT_CHARACTERS = 16 * 1024 * 1024  # of documents that need not be read again
KEPT_ROWS = 2_000  # of sessions in use
SWEEP = 16  # saves between which revisions that nobody can reach any more may stay
SHORT = 100_000  # characters of a document that is written sooner than a thread can be asked to


class SqliteStore:
    """`undo_depth` revisions of a session are kept, and no more than `undo_bytes` of them together.

    A call that takes longer than `timeout` seconds raises StoreUnavailable; `watch` is told how long each one took.
    """

    def __init__(
        self,
        path: Path,
        undo_depth: int = 50,
        undo_bytes: int = 8 * 1024 * 1024,
        timeout: float = 2.0,
        watch: Callable[[float], None] = lambda seconds: None,
    ) -> None:
        self._undo_depth = undo_depth
        self._undo_bytes = undo_bytes
        self._file = SqliteFile(path, TABLES, timeout, watch)
        self._documents: Recent[str, tuple[int, Document]] = Recent(KEPT_CHARACTERS)  # of each session the last version
        self._rows: Recent[str, Stored] = Recent(KEPT_ROWS)
        self._others = 0

    async def create(self, id: str, owner: str, document: Document, now: float) -> Stored:
        row = (id, owner, document.model_dump_json(), document.cursor, document.title, now, now)

        def work(database: sqlite3.Connection) -> None:
            database.execute("INSERT INTO sessions VALUES (?, ?, 1, ?, ?, ?, ?, ?, '', 0, 0, 0)", row)

        created = Stored(id, owner, 1, document, now, "", can_undo=False, can_redo=False)
        await self._file.write(work, lambda: self._kept(created))
        self._documents.put(id, (1, document), len(row[2]))
        return created

    async def load(self, id: str) -> Stored:
        """A row that is in memory is read sooner than a thread can be asked for it."""
        try:
            return self._file.read(lambda database: self._read(database, id))
        except sqlite3.OperationalError:  # locked
            return await self._file.call(lambda database: _load(database, id))

    async def save(self, stored: Stored, document: Document, now: float, stroke: str = "") -> Stored:
        text = document.model_dump_json()
        goes_on = bool(stroke) and stroke == stored.stroke

        def work(database: sqlite3.Connection) -> None:
            if not goes_on and not database.execute(RECYCLE, (stored.id, self._undo_depth)).rowcount:
                database.execute(KEEP, (stored.id,))
            values = (
                text,
                document.cursor,
                document.title,
                now,
                stroke,
                0 if goes_on else 1,
                self._undo_depth,
                stored.id,
            )
            oldest, newest = database.execute(SAVE, values).fetchone()
            large = len(text) > self._undo_bytes // self._undo_depth
            if large or newest % SWEEP == 0:
                database.execute(
                    "DELETE FROM revisions WHERE session = ? AND (place < ? OR place > ?)", (stored.id, oldest, newest)
                )
            if large:
                database.execute(SHORTEN, (stored.id, self._undo_bytes))
                database.execute(OLDEST, (stored.id,))

        version, can_undo = stored.version + 1, stored.can_undo or not goes_on
        saved = Stored(stored.id, stored.owner, version, document, now, stroke, can_undo, can_redo=False)
        await self._change(stored, work, saved if len(text) <= SHORT else None)
        self._documents.put(stored.id, (version, document), len(text))
        return saved

    async def save_cursor(self, stored: Stored, cursor: int, now: float) -> None:
        def work(database: sqlite3.Connection) -> None:
            database.execute("UPDATE sessions SET cursor = ?, changed = ? WHERE id = ?", (cursor, now, stored.id))

        moved = replace(stored, document=stored.document.but(cursor=cursor), changed=now)
        await self._change(stored, work, moved)

    async def undo(self, stored: Stored, now: float) -> Stored:
        if not stored.can_undo:
            raise NothingToUndo("There is nothing to undo.")
        return await self._change(stored, lambda database: _walk(database, stored.id, -1, now))

    async def redo(self, stored: Stored, now: float) -> Stored:
        if not stored.can_redo:
            raise NothingToUndo("There is nothing to redo.")
        return await self._change(stored, lambda database: _walk(database, stored.id, +1, now))

    async def owned_by(self, owner: str) -> list[Summary]:
        query = "SELECT id, title, version, created, changed FROM sessions WHERE owner = ? ORDER BY changed DESC, id"
        return await self._file.call(lambda database: [Summary(*row) for row in database.execute(query, (owner,))])

    async def delete(self, id: str) -> None:
        def work(database: sqlite3.Connection) -> None:
            database.execute("DELETE FROM revisions WHERE session = ?", (id,))
            database.execute("DELETE FROM sessions WHERE id = ?", (id,))

        await self._file.transact(work)

    async def expire(self, before: float) -> int:
        def work(database: sqlite3.Connection) -> int:
            database.execute(
                "DELETE FROM revisions WHERE session IN (SELECT id FROM sessions WHERE changed < ?)", (before,)
            )
            return database.execute("DELETE FROM sessions WHERE changed < ?", (before,)).rowcount

        return await self._file.transact(work)

    async def ping(self) -> None:
        await self._file.transact(lambda database: None)

    async def close(self) -> None:
        await self._file.close()

    async def transact(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Work of a neighbour on the same file, as one transaction. Raises StoreUnavailable."""
        return await self._file.transact(work)

    async def _change(
        self, stored: Stored, work: Callable[[sqlite3.Connection], T], changed: Stored | None = None
    ) -> T:
        """Does the work only if the session still has the version of `stored`; in place, if it is short and `changed`
        is what comes of it."""

        def compare_and_set(database: sqlite3.Connection) -> T:
            row = database.execute("SELECT version FROM sessions WHERE id = ?", (stored.id,)).fetchone()
            if row is None:
                raise SessionUnknown
            if row[0] != stored.version:
                raise StaleVersion(row[0])
            return work(database)

        if changed is None:
            return await self._file.transact(compare_and_set)
        return await self._file.write(compare_and_set, lambda: self._kept(changed))

    def _kept(self, stored: Stored) -> Stored:
        self._rows.put(stored.id, stored)
        return stored

    def _read(self, database: sqlite3.Connection, id: str) -> Stored:
        """What nobody else can have changed is not read again, nor a document that is known already."""
        others = self._file.others()
        if others != self._others:
            self._rows.clear()
            self._others = others
        if known := self._rows.get(id):
            return known
        found = database.execute(f"SELECT {COLUMNS} FROM sessions WHERE id = ?", (id,)).fetchone()
        if found is None:
            raise SessionUnknown
        version, document = self._documents.get(id) or (0, None)
        if document is None or version != found[2]:
            row = database.execute(f"SELECT {COLUMNS}, document FROM sessions WHERE id = ?", (id,)).fetchone()
            if row is None:
                raise SessionUnknown
            *found, text = row
            document = Document.read(text)
            self._documents.put(id, (found[2], document), len(text))
        return self._kept(_stored(found, document))


def _load(database: sqlite3.Connection, id: str) -> Stored:
    row = database.execute(f"SELECT {COLUMNS}, document FROM sessions WHERE id = ?", (id,)).fetchone()
    if row is None:
        raise SessionUnknown
    *found, text = row
    return _stored(found, Document.read(text))


def _stored(found: Sequence[Any], document: Document) -> Stored:
    id, owner, version, cursor, changed, stroke, can_undo, can_redo = found
    return Stored(id, owner, version, document.but(cursor=cursor), changed, stroke, bool(can_undo), bool(can_redo))


def _walk(database: sqlite3.Connection, id: str, by: int, now: float) -> Stored:
    database.execute(KEEP, (id,))
    database.execute(WALK, (now, by, id))
    found = _load(database, id)
    database.execute("UPDATE sessions SET title = ? WHERE id = ?", (found.document.title, id))
    return found
