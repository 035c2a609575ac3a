"""Learning-rate labs: one of a session at a time, going on beside its run. They are kept as runs are, and those that
went on when the server stopped go on when it starts again."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import cached_property
from typing import Literal

from app.program.errors import ProgramError
from app.sessions.document import Document
from app.sessions.errors import Refused, SessionError, StoreUnavailable
from app.sessions.fitting import key_of, lab_of
from app.sessions.library import Library
from app.sessions.run_store import KeptLab, RunStore
from app.sessions.runs import Runs, Seen
from app.sessions.store import Stored
from app.sessions.threads import Threads
from app.training.checkpoint import Unfit, pack, unpack
from app.training.lab import Lab
from app.training.views import Answers

MOST_LABS = 256  # in memory


class LabRun:
    """A lab of a session."""

    def __init__(self, lab: Lab, document: Document) -> None:
        self.lab, self.key, self.about = lab, key_of(document), about(document)
        self.status: Literal["running", "done"] = "running"
        self.task: asyncio.Task[None] | None = None
        self.stopping = False
        self.look_again()

    @cached_property
    def answers(self) -> Answers | None:
        trainer = next(iter(self.lab.trainers.values()))
        return Answers(trainer.tape, trainer.bound, trainer.parameters) if trainer.bound else None

    @property
    def epoch(self) -> int:
        """How far the slowest is that has not diverged."""
        return min((seen.epoch for seen in self.seen.values() if not seen.failed), default=self.lab.epochs)

    def look_again(self) -> None:
        """Sees the trainers as they stand; only while they have no turn."""
        self.seen = {rate: Seen.of(trainer) for rate, trainer in self.lab.trainers.items()}

    def piece(self, seconds: float) -> bool:
        """So much work. Says whether there is more to do."""
        more = self.lab.advance(seconds, time.perf_counter)
        self.look_again()
        return more

    def kept(self, session: str) -> KeptLab:
        checkpoints = {rate: pack(trainer) for rate, trainer in self.lab.trainers.items()}
        return KeptLab(session, self.about, self.status == "running", self.lab.epochs, checkpoints)


class Labs:
    """`told` is called after each piece of work and at the end."""

    def __init__(
        self, library: Library, threads: Threads, store: RunStore, runs: Runs, told: Callable[[str, LabRun], None]
    ) -> None:
        self._library, self._threads, self._store, self._turns, self._told = library, threads, store, runs.turns, told
        self._of: dict[str, LabRun] = {}

    async def of(self, stored: Stored) -> LabRun | None:
        """The lab of a session: in memory, or as it was kept, if it is of the same model."""
        if stored.id in self._of:
            return self._of[stored.id]
        kept = await self._store.load_lab(stored.id)
        if kept is None or kept.about != about(stored.document):
            return None
        with suppress(Refused, Unfit, ProgramError):
            run = await self._made(stored, list(kept.checkpoints), kept.epochs)
            for rate, trainer in run.lab.trainers.items():
                unpack(kept.checkpoints[rate], trainer)
            run.look_again()
            run.status = "running" if kept.is_going else "done"
            return self._of.setdefault(stored.id, run)
        return None

    async def begin(self, stored: Stored, rates: Sequence[float], epochs: int) -> LabRun:
        """Tries the rates from where the session stands, in the place of an older lab. Raises Refused."""
        run = await self._made(stored, rates, epochs)
        await self._keep(stored.id, run)
        self._end(stored.id)
        self._go_on(stored.id, run)
        for oldest in list(self._of)[:-MOST_LABS]:
            if self._of[oldest].status == "done":
                del self._of[oldest]
        return run

    async def drop(self, session: str) -> None:
        """Ends a lab and forgets it."""
        self._end(session)
        await self._store.drop_lab(session)

    async def renew(self, stored: Stored) -> None:
        """A run goes on with one of the trainers of a lab that is done: it is read again, as it was kept."""
        self._of.pop(stored.id, None)
        await self.of(stored)

    async def resume(self, stored: Callable[[str], Awaitable[Stored]]) -> None:
        """Lets all labs go on that went on when the server stopped."""
        for id in await self._store.labs_going():
            with suppress(SessionError):
                run = await self.of(await stored(id))
                if run:
                    self._go_on(id, run)

    async def close(self) -> None:
        """Stops all labs at a checkpoint that says they were going."""
        going = [run for run in self._of.values() if run.task and not run.task.done()]
        for run in going:
            run.stopping = True
        if going:
            await asyncio.wait([run.task for run in going if run.task])

    async def _made(self, stored: Stored, rates: Sequence[float], epochs: int) -> LabRun:
        timeline, table = await self._library.timeline(stored), self._library.table(stored.document)
        lab = await self._threads.run(lambda: lab_of(stored.document, timeline, table, rates, epochs))
        return LabRun(lab, stored.document)

    def _end(self, session: str) -> None:
        run = self._of.pop(session, None)
        if run and run.task:
            run.stopping = True
            run.task.cancel()

    def _go_on(self, session: str, run: LabRun) -> None:
        self._of[session] = run
        run.task = asyncio.create_task(self._go(session, run))

    async def _go(self, session: str, run: LabRun) -> None:
        more = await self._turns.go_on(run, lambda: self._told(session, run), lambda: self._keep(session, run))
        run.status = "running" if more else "done"
        with suppress(StoreUnavailable):
            await self._keep(session, run)
        self._told(session, run)

    async def _keep(self, session: str, run: LabRun) -> None:
        await self._store.keep_lab(await self._turns.work(lambda: run.kept(session)))


def about(document: Document) -> str:
    """The same for two documents only if a lab of the one is a lab of the other."""
    training = document.training.model_copy(update={"shown": 0}).model_dump_json()
    return hashlib.sha256(f"{key_of(document)} {training}".encode()).hexdigest()
