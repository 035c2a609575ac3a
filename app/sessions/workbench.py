"""What a learner does. Every change is made on what is stored and saved by compare-and-set, or nothing has happened."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from app.engine.replay import Backward, Forward, Phase, ZeroGrad
from app.program.gestures import Gesture
from app.sessions.document import Document, Precision, RunMark
from app.sessions.drafts import Drafts
from app.sessions.edits import Draft, check_leaves, document_of_export
from app.sessions.errors import StaleVersion
from app.sessions.saving import Saving
from app.sessions.session import Advanced, Changed, Session, document_of
from app.sessions.store import SessionStore, Stored, Summary
from app.sessions.timeline import To, check_cursor, fresh

USED_AGAIN = 24 * 3600.0  # seconds after which looking at a session counts as using it, so that it does not expire


class Workbench(Saving):
    """Sessions by id, for whoever owns them. A change may name the `version` it was made on; else it is made on
    whatever is there. `count_steps` is told of steps that are taken."""

    def __init__(
        self,
        store: SessionStore,
        drafts: Drafts,
        clock: Callable[[], float],
        count_steps: Callable[[int], None] = lambda steps: None,
    ) -> None:
        super().__init__(store, drafts.library, clock)
        self._count_steps = count_steps
        self._drafts = drafts

    async def create(self, owner: str, program: str) -> Session:
        """Raises ProgramError; then there is no session."""
        return await self.begin(owner, Document(program=program))

    async def begin(self, owner: str, document: Document) -> Session:
        """A session of a document that nobody has played yet. Raises ProgramError; then there is no session."""
        return await self._create(owner, document_of(document, fresh(await self._library.material(document))))

    async def copy(self, id: str, owner: str) -> Session:
        """A session of this owner's that begins as the other is now, whoever's that is."""
        return await self._create(owner, (await self._store.load(id)).document.but(revision=1, run=RunMark()))

    async def play(self, program: str) -> Session:
        """What a program would play, without a session of anybody's."""
        timeline = fresh(await self._library.material(Document(program=program)))
        document = document_of(Document(program=program), timeline)
        return Session(Stored("", "", 1, document, 0.0, "", False, False), False, timeline)

    async def take_in(self, owner: str, exported: dict[str, Any]) -> Session:
        """A session from the fields of a document that was exported. Raises ProgramError, and Refused if it is none."""
        document = document_of_export(exported)
        check_leaves(document, await self._library.material(document))
        return await self._create(owner, document.but(revision=1, run=RunMark()))

    async def stored(self, id: str) -> Stored:
        """The document alone; its program is not run."""
        return await self._store.load(id)

    async def open(self, id: str, owner: str) -> Session:
        """Raises ProgramError where the stored program does not run any more."""
        stored, now = await self._store.load(id), self._clock()
        if now - stored.changed > USED_AGAIN:
            with suppress(StaleVersion):
                await self._store.save_cursor(stored, stored.document.cursor, now)
        return Session(stored, stored.owner == owner, await self._library.timeline(stored))

    async def sessions(self, owner: str) -> list[Summary]:
        """Newest change first."""
        return await self._store.owned_by(owner)

    async def delete(self, id: str, owner: str) -> None:
        await self._store.delete((await self.owned(id, owner)).id)

    async def set_program(self, id: str, owner: str, program: str, version: int | None = None) -> Changed:
        """Raises ProgramError; then everything stays as it was."""
        return await self.edit(id, owner, version, lambda stored: self._drafts.rewritten(stored, program=program))

    async def build(self, id: str, owner: str, gesture: Gesture, version: int | None = None) -> Changed:
        """A gesture on the graph, written into the program. Raises GestureRefused; then everything stays as it was."""
        return await self.edit(id, owner, version, lambda stored: self._drafts.built(stored, gesture))

    async def set_leaf(
        self,
        id: str,
        owner: str,
        node: int,
        data: float | None = None,
        requires_grad: bool | None = None,
        version: int | None = None,
    ) -> Changed:
        """A leaf's number, written into the program where it stands there, and its switch."""
        return await self.edit(id, owner, version, lambda stored: self._drafts.leaf(stored, node, data, requires_grad))

    async def set_open(self, id: str, owner: str, node: int, open: bool, version: int | None = None) -> Changed:
        """An op taken apart into the smaller ones it is made of, or put together again."""
        return await self.edit(id, owner, version, lambda stored: self._drafts.opened(stored, node, open))

    async def set_settings(
        self,
        id: str,
        owner: str,
        precision: Precision | None = None,
        learning_rate: float | None = None,
        seed: int | None = None,
        version: int | None = None,
    ) -> Changed:
        """What is None stays."""
        given = {"precision": precision, "learning_rate": learning_rate, "seed": seed}
        changes = {name: value for name, value in given.items() if value is not None}
        settle = changes.keys() != {"learning_rate"}  # which changes under a run that goes on
        return await self.edit(id, owner, version, lambda stored: self._drafts.rewritten(stored, **changes), settle)

    async def undo(self, id: str, owner: str, version: int | None = None) -> Changed:
        return await self._walk(id, owner, version, self._store.undo)

    async def redo(self, id: str, owner: str, version: int | None = None) -> Changed:
        return await self._walk(id, owner, version, self._store.redo)

    async def forward(
        self, id: str, owner: str, to: To = "end", node: int | None = None, version: int | None = None
    ) -> Advanced:
        return await self._advance(id, owner, version, Forward(), to, node)

    async def backward(
        self, id: str, owner: str, to: To = "end", node: int | None = None, version: int | None = None
    ) -> Advanced:
        return await self._advance(id, owner, version, Backward(), to, node)

    async def zero_grad(self, id: str, owner: str, version: int | None = None) -> Advanced:
        return await self._advance(id, owner, version, ZeroGrad())

    async def update(
        self, id: str, owner: str, learning_rate: float | None = None, version: int | None = None
    ) -> Advanced:
        """One step of the session's optimizer, at its learning rate unless another is given."""
        return await self._advance(id, owner, version, None, rate=learning_rate)

    async def train(
        self,
        id: str,
        owner: str,
        count: int = 1,
        learning_rate: float | None = None,
        zero_grad: bool = True,
        version: int | None = None,
    ) -> tuple[Session, list[float]]:
        """Whole training steps, and the loss of each."""
        _, session, losses = await self.change(
            id, owner, version, lambda stored: self._drafts.train(stored, count, learning_rate, zero_grad)
        )
        return session, losses

    async def move_cursor(self, id: str, owner: str, cursor: int, version: int | None = None) -> Session:
        """Looks at another place of the timeline. Raises Refused beyond its end."""

        async def moved(stored: Stored) -> tuple[Draft, None]:
            timeline = await self._library.timeline(stored)
            check_cursor(timeline, cursor)
            return Draft(stored.document.but(cursor=cursor), timeline.at(cursor)), None

        return (await self.change(id, owner, version, moved, settle=False))[1]

    async def show_epoch(self, id: str, owner: str, epoch: int, cursor: int = 0, version: int | None = None) -> Changed:
        """Another round of the program's own loop, as the program did it, at a cursor or at its end. Raises Refused
        where there is no such round."""
        return await self.edit(id, owner, version, lambda stored: self._drafts.at_epoch(stored, epoch, cursor))

    async def _create(self, owner: str, document: Document) -> Session:
        timeline = await self._library.described(document)
        stored = await self._store.create(secrets.token_urlsafe(12), owner, document, self._clock())
        self._library.keep_timeline(stored, timeline)
        return Session(stored, True, timeline)

    async def edit(
        self,
        id: str,
        owner: str,
        version: int | None,
        make: Callable[[Stored], Awaitable[Draft]],
        settle: bool = True,
    ) -> Changed:
        async def made(stored: Stored) -> tuple[Draft, Draft]:
            draft = await make(stored)
            return draft, draft

        before, session, draft = await self.change(id, owner, version, made, settle)
        other_text = draft.moved is None and session.document.program != before.document.program
        changed = draft.structure_changed
        return Changed(session, changed, changed or other_text, draft.moved, draft.built)

    async def _advance(
        self,
        id: str,
        owner: str,
        version: int | None,
        phase: Phase | None,
        to: To = "end",
        node: int | None = None,
        rate: float | None = None,
    ) -> Advanced:
        _, session, (start, stop) = await self.change(
            id, owner, version, lambda stored: self._drafts.advance(stored, phase, to, node, rate)
        )
        self._count_steps(stop - start)
        return Advanced(session, start, stop)

    async def _walk(
        self, id: str, owner: str, version: int | None, walk: Callable[[Stored, float], Awaitable[Stored]]
    ) -> Changed:
        """Undo or redo."""

        async def walked(before: Stored) -> tuple[Stored, Stored]:
            after = await walk(before, self._clock())
            self.saved(after)
            return before, after

        before, after = await self._attempts(id, owner, version, walked)
        session = Session(after, True, await self._library.timeline(after))
        changed = after.document.revision != before.document.revision
        return Changed(session, changed, changed or after.document.program != before.document.program)
