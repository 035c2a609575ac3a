"""What a learner does to train: choose, run, pause, rewind, take over. The run of a session comes to it as any change
does, by compare-and-set, from begin to pause as one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any
from weakref import WeakValueDictionary

from app.program.errors import ProgramError
from app.sessions.document import RunMark
from app.sessions.drafts import Drafts
from app.sessions.edits import Draft, stroke_of
from app.sessions.errors import Refused, SessionError
from app.sessions.fitting import after_run, key_of
from app.sessions.hub import Hub
from app.sessions.making import Making, new_id
from app.sessions.run_store import RunStore
from app.sessions.runs import Run, Runs
from app.sessions.session import Changed, Session, document_of
from app.sessions.store import Stored
from app.sessions.workbench import Workbench
from app.training.choices import Training
from app.training.trainer import Trainer

TUNED = frozenset({"optimizer", "schedule", "zero_grad"})  # what changes under a run that goes on


class Trainings:
    """Runs by session, for whoever owns it."""

    def __init__(
        self, bench: Workbench, drafts: Drafts, store: RunStore, runs: Runs, hub: Hub, clock: Callable[[], float]
    ) -> None:
        self._bench, self._drafts, self._library = bench, drafts, drafts.library
        self._making = Making(drafts.library, drafts.threads, store, runs)
        self._store, self.runs, self._hub, self._clock = store, runs, hub, clock
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        bench.goes_on, bench.settle, bench.saved = self.goes_on, self.settle, self._saved
        runs.ended = self._ended

    def now(self) -> float:
        """Seconds since 1970."""
        return self._clock()

    async def choose(
        self, id: str, owner: str, changes: dict[str, Any], rate: float | None, version: int | None = None
    ) -> Changed:
        """Other choices for training; what is not among them stays, and what is not named in one that has parts."""

        async def made(stored: Stored) -> Draft:
            training = stored.document.training.with_changes(changes)
            rates = {} if rate is None else {"learning_rate": rate}
            return await self._drafts.rewritten(stored, training=training, **rates)

        return await self._bench.edit(id, owner, version, made, settle=not changes.keys() <= TUNED)

    async def write(
        self, id: str, owner: str, program: str, training: Training, others: dict[str, Any], version: int | None = None
    ) -> Changed:
        """A program with the choices that belong to it; `others` of the document that are None stay as they are."""
        named = {name: value for name, value in others.items() if value is not None}
        return await self._bench.edit(
            id,
            owner,
            version,
            lambda stored: self._drafts.rewritten(stored, program=program, training=training, **named),
        )

    async def run_of(self, session: Session) -> Run | None:
        """The run that the numbers of a session come from: going on, or as it was when it stopped. None once the
        program is of another model."""
        document, run = session.document, self.runs.of(session.id)
        mark = document.run
        is_present = run is not None and (run.id, run.key) == (mark.id, key_of(document))
        if run and is_present and (not run.is_settled or run.seen.epoch == mark.epoch):
            return run
        if not mark.id or (run and not run.is_settled):
            return None
        return await self._making.loaded(session.stored, session.timeline)

    async def begin(self, id: str, owner: str, epochs: int | None) -> Run:
        """Lets the session's run go on for so many epochs, or until it is paused; or begins one."""
        async with self._turn(id):
            session = await self._opened(id, owner)
            run = await self.run_of(session)
            if run and run.is_going:
                run.asked = None if epochs is None else run.trainer.epoch + epochs
                return run
            if run and not run.is_settled:
                await asyncio.wait([run.task] if run.task else [])
                session = await self._opened(id, owner)
            begun = await self._making.begun(session, run)
            if begun.id != session.document.run.id:
                session = await self._marked(session, begun)
                await self.runs.keep(begun)
            begun.key = key_of(session.document)
            asked = None if epochs is None else begun.trainer.epoch + epochs
            await self.runs.go(begun, asked)
            return begun

    async def pause(self, id: str, owner: str) -> Run | None:
        """Stops the run; its numbers are the session's then."""
        await self._bench.owned(id, owner)
        await self.settle(id, None)
        return await self.run_of(await self._opened(id, owner))

    async def step(self, id: str, owner: str, epochs: int) -> Run:
        """So many epochs, and then they are done."""
        run = await self.begin(id, owner, epochs)
        if run.task:
            await asyncio.wait([run.task])
        return run

    async def rewind(self, id: str, owner: str, epoch: int) -> Run | None:
        """To the last epoch that is remembered and not later: back, or forward again as long as the run has not gone on
        from there. Undo comes back."""
        await self._bench.owned(id, owner)
        await self.settle(id, None)
        async with self._turn(id):
            session = await self._opened(id, owner)
            run = await self.run_of(session)
            if run is None:
                raise Refused("There is no run to rewind.", "Begin one.", field="epoch")
            kept = [each for each in run.seen.kept if each <= epoch]
            if not kept:
                raise Refused("This epoch is not remembered any more.", field="epoch")
            await self._taken(session, run.trainer, RunMark(id=run.id, epoch=max(kept)), max(kept))
            return await self.run_of(await self._opened(id, owner))

    async def take_over(
        self, id: str, owner: str, trainer: Trainer, key: str, rate: float, version: int | None = None
    ) -> Run:
        """Makes another run, from the lab, the session's own."""
        await self._bench.owned(id, owner)
        version = await self.settle(id, version)
        async with self._turn(id):
            session = await self._opened(id, owner)
            if key != key_of(session.document):
                raise Refused("The model is not the one that the lab tried any more.", "Run the lab again.")
            run = Run(id, owner, new_id(), key, trainer)
            run.status = "diverged" if trainer.failed else "paused"
            self.runs.hold(run)
            await self.runs.keep(run)
            mark = RunMark(id=run.id, epoch=trainer.epoch)
            await self._taken(session, trainer, mark, None, rate, version)
            return run

    def goes_on(self, id: str) -> bool:
        """Whether the session's run has numbers that are not the session's yet."""
        run = self.runs.of(id)
        return run is not None and not run.is_settled

    async def settle(self, id: str, version: int | None) -> int | None:
        """Stops the run of a session, if one goes on, and brings its numbers home; what `version` is called now."""
        run = self.runs.of(id)
        if run is None or run.is_settled:
            return version
        before = (await self._bench.stored(id)).version
        async with self._turn(id):
            paused = await self.runs.pause(id)
            if paused:
                await self._brought_home(paused)
        if run.task:
            await asyncio.wait([run.task])
        return (await self._bench.stored(id)).version if version == before else version

    async def resume(self) -> None:
        """Lets all runs go on that went on when the server stopped."""
        for id, run_id in await self._store.going():
            with suppress(SessionError, ProgramError):
                stored = await self._bench.stored(id)
                kept = await self._store.load(id, run_id)
                timeline = await self._library.timeline(stored)
                run = await self._making.loaded(stored, timeline, go_on=True)
                if kept and run and run.id == run_id:
                    await self.runs.go(run, kept.asked)
                elif kept:
                    await self._store.keep(replace(kept, status="paused"), self._clock())

    async def _opened(self, id: str, owner: str) -> Session:
        await self._bench.owned(id, owner)
        return await self._bench.open(id, owner)

    async def _marked(self, session: Session, run: Run) -> Session:
        """The session says from now on that its numbers come from this run."""
        mark = RunMark(id=run.id, epoch=run.trainer.epoch)

        async def marked(stored: Stored) -> tuple[Draft, None]:
            timeline = await self._library.timeline(stored)
            return Draft(stored.document.but(run=mark), timeline, stroke=stroke_of(mark)), None

        return (await self._bench.change(session.id, run.owner, session.version, marked, settle=False))[1]

    async def _brought_home(self, run: Run) -> None:
        """The numbers of a run that has stopped become the session's."""

        async def home(stored: Stored) -> tuple[Draft, None]:
            document, timeline = stored.document, await self._library.timeline(stored)
            if document.run.id != run.id or run.key != key_of(document):
                return Draft(document, timeline), None
            trainer = run.trainer
            timeline = after_run(timeline, trainer.moment, trainer.parameters.tolist(), document.training)
            stroke = stroke_of(document.run)
            document = document_of(document.but(run=RunMark(id=run.id, epoch=trainer.epoch)), timeline)
            return Draft(document, timeline, stroke=stroke), None

        run.trainer.keep()
        run.look_again()
        with suppress(SessionError):  # deleted meanwhile
            await self._bench.change(run.session, run.owner, None, home, settle=False)
            await self.runs.keep(run)

    async def _taken(
        self,
        session: Session,
        trainer: Trainer,
        mark: RunMark,
        epoch: int | None,
        rate: float | None = None,
        version: int | None = None,
    ) -> None:
        """The session has the numbers that a run had at an epoch, or has now."""

        async def taken(stored: Stored) -> tuple[Draft, None]:
            document, timeline = stored.document, await self._library.timeline(stored)
            moment = trainer.moment if epoch is None else trainer.kept.items[epoch]
            timeline = after_run(timeline, moment, trainer.parameters.tolist(), document.training)
            document = document.but(run=mark, learning_rate=document.learning_rate if rate is None else rate)
            return Draft(document_of(document, timeline), timeline), None

        owner = session.stored.owner
        await self._bench.change(session.id, owner, version or session.version, taken, settle=False)

    async def _ended(self, run: Run) -> None:
        """A run has come to its end by itself."""
        async with self._turn(run.session):
            await self._brought_home(run)

    def _saved(self, stored: Stored) -> None:
        run = self.runs.of(stored.id)
        if run and run.is_going and run.id == stored.document.run.id:
            run.tune(stored.document.training, stored.document.learning_rate)
        self._hub.tell(stored.id, "session", {"version": stored.version})

    def _turn(self, id: str) -> asyncio.Lock:
        return self._turns.setdefault(id, asyncio.Lock())
