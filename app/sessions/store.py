"""SessionStore: where documents live. Whoever keeps this protocol passes tests/sessions/store_contract.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.sessions.document import Document


@dataclass(frozen=True, slots=True)
class Stored:
    """A session as the store holds it. `version` is the one that a change must name to be accepted."""

    id: str
    owner: str
    version: int
    document: Document
    changed: float  # seconds since 1970
    stroke: str  # what the last change was part of, such as a drag of one slider; "" for a change of its own
    can_undo: bool
    can_redo: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """A line of the list of sessions."""

    id: str
    title: str
    version: int
    created: float
    changed: float


class SessionStore(Protocol):
    """All times are seconds since 1970 and come in as arguments: a store reads no clock.

    Each method may raise StoreUnavailable; one that is given a Stored raises StaleVersion when the session has moved on
    since, and SessionUnknown when it is gone.
    """

    async def create(self, id: str, owner: str, document: Document, now: float) -> Stored: ...

    async def load(self, id: str) -> Stored: ...

    async def recall(self, id: str) -> Stored:
        """As this store saw it last: for a change, whose save finds out whether it is so still."""
        ...

    async def save(self, stored: Stored, document: Document, now: float, stroke: str = "") -> Stored:
        """The next version. Undo comes back to `stored`, or to what was before it when both are one stroke."""
        ...

    async def save_cursor(self, stored: Stored, cursor: int, now: float) -> None:
        """Moves the cursor of this version and marks it as used now; no new version, nothing to undo."""
        ...

    async def undo(self, stored: Stored, now: float) -> Stored:
        """The next version, with the document of the revision before; raises NothingToUndo."""
        ...

    async def redo(self, stored: Stored, now: float) -> Stored:
        """The next version, with the document that undo took away; raises NothingToUndo."""
        ...

    async def owned_by(self, owner: str) -> list[Summary]:
        """Newest change first."""
        ...

    async def delete(self, id: str) -> None:
        """With all its revisions; a session that is not there is no error."""
        ...

    async def expire(self, before: float) -> int:
        """Deletes the sessions last changed before then; returns how many."""
        ...

    async def ping(self) -> None:
        """Returns when the store is ready to save."""
        ...

    async def close(self) -> None: ...
