"""A SessionStore in one SQLite file: what stands in its rows, and how a change of them is made."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from app.sessions.cache import Recent
from app.sessions.document import Document
from app.sessions.errors import NothingToUndo, SessionUnknown, StaleVersion
from app.sessions.sqlite_file import SqliteFile, Work
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
place = place + ?6, newest = place + ?6, oldest = max(oldest, place + ?6 - ?7) WHERE id = ?8 AND version = ?9
"""
MOVE = "UPDATE sessions SET cursor = ?, changed = ? WHERE id = ? AND version = ?"
WALK = """
UPDATE sessions SET version = version + 1, changed = ?1, stroke = '', place = place + ?2, (document, cursor) =
(SELECT document, cursor FROM revisions WHERE session = ?3 AND place = sessions.place + ?2)
WHERE id = ?3 AND version = ?4
"""
# The revision that nobody can undo to any more after a save is written over: neither rows nor pages come and go then.
# (UPDATE … FROM would do it over a table of its own, which takes twice as long.)
RECYCLE = """
UPDATE OR REPLACE revisions SET (place, document, cursor) = (SELECT place, document, cursor FROM sessions WHERE id = ?1)
WHERE session = ?1 AND place = (SELECT place FROM sessions WHERE id = ?1) - ?2
"""
KEEP = "INSERT OR REPLACE INTO revisions SELECT id, place, document, cursor FROM sessions WHERE id = ?"
CLEAN = """
DELETE FROM revisions WHERE session = ?1 AND place NOT BETWEEN
(SELECT oldest FROM sessions WHERE id = ?1) AND (SELECT newest FROM sessions WHERE id = ?1)
"""
# Undo keeps the newest revisions, as many as the bytes allow, but at least one.
SHORTEN = """
DELETE FROM revisions WHERE session = ?1 AND place < (SELECT place FROM sessions WHERE id = ?1) - 1 AND place <= (
SELECT max(place) FROM (SELECT place, sum(length(document)) OVER (ORDER BY place DESC) AS total FROM revisions
WHERE session = ?1) WHERE total > ?2)
"""
OLDEST = "UPDATE sessions SET oldest = (SELECT min(place) FROM revisions WHERE session = ?1) WHERE id = ?1"
COLUMNS = "id, owner, version, cursor, changed, stroke, place > oldest, place < newest"
KEPT_CHARACTERS = 16 * 1024 * 1024  # of documents that need not be read again
A_ROW = 500  # characters that whatever else is kept of a session counts as
NEVER = -1  # a number that SqliteFile.others does not give
SWEEP = 16  # saves between which revisions that nobody can reach any more may stay
SHORT = 100_000  # characters of a document that is written sooner than a thread can be asked to


class Known(NamedTuple):
    """A session as it was, when `others` was the file's number of writes by others."""

    others: int
    characters: int  # of its document
    stored: Stored


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
        self._known: Recent[str, Known] = Recent(KEPT_CHARACTERS)
        self._others = NEVER  # as they were read last

    async def create(self, id: str, owner: str, document: Document, now: float) -> Stored:
        row = (id, owner, document.model_dump_json(), document.cursor, document.title, now, now)

        def work(database: sqlite3.Connection) -> None:
            database.execute("INSERT INTO sessions VALUES (?, ?, 1, ?, ?, ?, ?, ?, '', 0, 0, 0)", row)

        created = Stored(id, owner, 1, document, now, "", can_undo=False, can_redo=False)
        await self._write(work, created, len(row[2]))
        return created

    async def load(self, id: str) -> Stored:
        """A row that is in memory is read sooner than a thread can be asked for it."""
        try:
            return self._file.read(lambda database: self._read(database, id))
        except sqlite3.OperationalError:  # locked
            return (await self._file.call(lambda database: _load(database, id)))[0]

    async def recall(self, id: str) -> Stored:
        known = self._known.get(id)
        return known.stored if known else await self.load(id)

    async def save(self, stored: Stored, document: Document, now: float, stroke: str = "") -> Stored:
        text, version = document.model_dump_json(), stored.version + 1
        goes_on = bool(stroke) and stroke == stored.stroke

        def work(database: sqlite3.Connection) -> None:
            if not goes_on and not database.execute(RECYCLE, (stored.id, self._undo_depth)).rowcount:
                database.execute(KEEP, (stored.id,))
            by = 0 if goes_on else 1
            _update(database, stored, SAVE, text, document.cursor, document.title, now, stroke, by, self._undo_depth)
            large = len(text) > self._undo_bytes // self._undo_depth
            if large or version % SWEEP == 0:
                database.execute(CLEAN, (stored.id,))
            if large:
                database.execute(SHORTEN, (stored.id, self._undo_bytes))
                database.execute(OLDEST, (stored.id,))

        can_undo = stored.can_undo or not goes_on
        saved = Stored(stored.id, stored.owner, version, document, now, stroke, can_undo, can_redo=False)
        await self._write(work, saved, len(text), in_place=len(text) <= SHORT)
        return saved

    async def save_cursor(self, stored: Stored, cursor: int, now: float) -> None:
        def work(database: sqlite3.Connection) -> None:
            _update(database, stored, MOVE, cursor, now)

        moved = replace(stored, document=stored.document.but(cursor=cursor), changed=now)
        known = self._known.get(stored.id)
        await self._write(work, moved, known.characters if known else 0)

    async def undo(self, stored: Stored, now: float) -> Stored:
        if not stored.can_undo:
            raise NothingToUndo("There is nothing to undo.")
        return await self._file.transact(lambda database: _walk(database, stored, -1, now))

    async def redo(self, stored: Stored, now: float) -> Stored:
        if not stored.can_redo:
            raise NothingToUndo("There is nothing to redo.")
        return await self._file.transact(lambda database: _walk(database, stored, +1, now))

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

    async def _write(self, work: Work[None], stored: Stored, characters: int, in_place: bool = True) -> None:
        """Work that makes a session what it is then, which is remembered."""
        if not in_place or not await self._file.write(work, lambda: self._keep(stored, characters)):
            await self._file.transact(work)
            self._known.put(stored.id, Known(NEVER, characters, stored), A_ROW + characters)

    def _keep(self, stored: Stored, characters: int) -> Stored:
        self._known.put(stored.id, Known(self._others, characters, stored), A_ROW + characters)
        return stored

    def _read(self, database: sqlite3.Connection, id: str) -> Stored:
        """What nobody else can have changed is not read again, nor a document that is known already."""
        self._others = self._file.others()
        known = self._known.get(id)
        if known and known.others == self._others:
            return known.stored
        found = database.execute(f"SELECT {COLUMNS} FROM sessions WHERE id = ?", (id,)).fetchone()
        if found and known and known.stored.version == found[2]:
            return self._keep(_stored(found, known.stored.document), known.characters)
        return self._keep(*_load(database, id))


def _load(database: sqlite3.Connection, id: str) -> tuple[Stored, int]:
    """The session, and how long its document is."""
    row = database.execute(f"SELECT {COLUMNS}, document FROM sessions WHERE id = ?", (id,)).fetchone()
    if row is None:
        raise SessionUnknown
    *found, text = row
    return _stored(found, Document.read(text)), len(text)


def _stored(found: Sequence[Any], document: Document) -> Stored:
    id, owner, version, cursor, changed, stroke, can_undo, can_redo = found
    return Stored(id, owner, version, document.but(cursor=cursor), changed, stroke, bool(can_undo), bool(can_redo))


def _update(database: sqlite3.Connection, stored: Stored, statement: str, *values: object) -> None:
    """Changes the session's row, whose id and version are the statement's last two values, if it still has the version
    of `stored`."""
    if not database.execute(statement, (*values, stored.id, stored.version)).rowcount:
        row = database.execute("SELECT version FROM sessions WHERE id = ?", (stored.id,)).fetchone()
        raise StaleVersion(row[0]) if row else SessionUnknown


def _walk(database: sqlite3.Connection, stored: Stored, by: int, now: float) -> Stored:
    database.execute(KEEP, (stored.id,))
    _update(database, stored, WALK, now, by)
    found, _ = _load(database, stored.id)
    database.execute("UPDATE sessions SET title = ? WHERE id = ?", (found.document.title, stored.id))
    return found
