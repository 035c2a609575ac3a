"""How a change is made: on what is stored, and saved by compare-and-set, or nothing has happened."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from typing import TypeVar
from weakref import WeakValueDictionary

from app.sessions.edits import EPOCH, RUN, Draft, stroke_of
from app.sessions.errors import SessionReadOnly, StaleVersion
from app.sessions.library import Library
from app.sessions.session import Session
from app.sessions.store import SessionStore, Stored

T = TypeVar("T")
Settle = Callable[[str, int | None], Awaitable[int | None]]
Saved = Callable[[Stored], None]
ATTEMPTS = 8  # for a change that named no version
STROKE_SECONDS = 1.0  # moves of one slider that follow each other this closely are undone as one


async def _as_it_is(id: str, version: int | None) -> int | None:
    return version


def _never(id: str) -> bool:
    return False


def _nobody(stored: Stored) -> None:
    pass


def _open_to(stored: Stored, owner: str, version: int | None = None) -> Stored:
    """The session, if this owner may change it and it is at that version."""
    if stored.owner != owner:
        raise SessionReadOnly
    if version not in (None, stored.version):
        raise StaleVersion(stored.version)
    return stored


class Saving:
    """`clock` gives seconds since 1970. Before a change, where a session `goes_on` by itself, `settle` stops that, and
    gives the version that the named one has become by it; `saved` is told of each new version."""

    def __init__(self, store: SessionStore, library: Library, clock: Callable[[], float]) -> None:
        self._store = store
        self._library = library
        self._clock = clock
        self.goes_on: Callable[[str], bool] = _never
        self.settle: Settle = _as_it_is
        self.saved: Saved = _nobody
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def change(
        self,
        id: str,
        owner: str,
        version: int | None,
        make: Callable[[Stored], Awaitable[tuple[Draft, T]]],
        settle: bool = True,
    ) -> tuple[Stored, Session, T]:
        """A draft made and saved: the session before and after, and what else came of it."""

        async def changed(before: Stored) -> tuple[Stored, Session, T]:
            draft, result = await make(before)
            after = await self._save(before, draft)
            self._library.keep_timeline(after, draft.timeline)
            return before, Session(after, True, draft.timeline), result

        return await self._attempts(id, owner, version, changed, settle)

    async def _attempts(
        self,
        id: str,
        owner: str,
        version: int | None,
        change: Callable[[Stored], Awaitable[T]],
        settle: bool = True,
    ) -> T:
        """Does the change, again where the session moved on meanwhile; the second time on, one after the other."""
        if settle and self.goes_on(id):
            await self.owned(id, owner)
            version = await self.settle(id, version)
        before = await self._store.recall(id)
        try:
            return await change(_open_to(before, owner, version))
        except Exception:
            if (await self._store.load(id)).version == before.version:
                raise
        async with self._locks.setdefault(id, asyncio.Lock()):
            for _ in range(ATTEMPTS - 2 if version is None else 0):
                with suppress(StaleVersion):
                    return await change(await self.owned(id, owner))
            return await change(_open_to(await self._store.load(id), owner, version))

    async def owned(self, id: str, owner: str) -> Stored:
        return _open_to(await self._store.load(id), owner)

    async def _save(self, before: Stored, draft: Draft) -> Stored:
        """Only a change that is more than another cursor makes a version."""
        now, document, cursor = self._clock(), draft.document, draft.document.cursor
        if document.is_but_for_cursor(before.document):
            if cursor != before.document.cursor:
                await self._store.save_cursor(before, cursor, now)
            elif (there := await self._store.load(before.id)).version != before.version:
                raise StaleVersion(there.version)
            return replace(before, document=document)
        drawn = stroke_of(before.document.run) if self.goes_on(before.id) else draft.stroke  # undone with its run
        soon = drawn.startswith((EPOCH, RUN)) or now - before.changed < STROKE_SECONDS
        goes_on = before.stroke.startswith(f"{drawn} ") and soon
        stroke = before.stroke if goes_on else f"{drawn} {now}"
        after = await self._store.save(before, document, now, stroke if drawn else "")
        self.saved(after)
        return after
