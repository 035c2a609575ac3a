"""Learning-rate labs: one of a session at a time, going on beside its run; it is not kept when the server stops."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Literal

from app.sessions.fitting import key_of, lab_of
from app.sessions.library import Library
from app.sessions.runs import SLICE_SECONDS, Runs, Seen
from app.sessions.session import Session
from app.sessions.threads import Threads
from app.training.lab import Lab
from app.training.views import Answers

MOST_LABS = 256  # in memory


class LabRun:
    """A lab of a session."""

    def __init__(self, lab: Lab, key: str) -> None:
        self.lab, self.key = lab, key
        self.status: Literal["running", "done"] = "running"
        self.seen = {rate: Seen.of(trainer) for rate, trainer in lab.trainers.items()}
        self.task: asyncio.Task[None] | None = None

    @cached_property
    def answers(self) -> Answers | None:
        trainer = next(iter(self.lab.trainers.values()))
        return Answers(trainer.tape, trainer.bound, trainer.parameters) if trainer.bound else None

    @property
    def epoch(self) -> int:
        """How far the slowest is that has not diverged."""
        return min((seen.epoch for seen in self.seen.values() if not seen.failed), default=self.lab.epochs)

    def turn(self) -> bool:
        more = self.lab.advance(SLICE_SECONDS, time.perf_counter)
        self.seen = {rate: Seen.of(trainer) for rate, trainer in self.lab.trainers.items()}
        return more


class Labs:
    """`told` is called after each turn and at the end."""

    def __init__(self, library: Library, threads: Threads, runs: Runs, told: Callable[[str, LabRun], None]) -> None:
        self._library, self._threads, self._runs, self._told = library, threads, runs, told
        self._of: dict[str, LabRun] = {}

    def of(self, session: str) -> LabRun | None:
        return self._of.get(session)

    async def begin(self, session: Session, rates: Sequence[float], epochs: int) -> LabRun:
        """Tries the rates from where the session stands, in the place of an older lab. Raises Refused."""
        document, timeline = session.document, session.timeline
        table = self._library.table(document)
        lab = await self._threads.run(lambda: lab_of(document, timeline, table, rates, epochs))
        self.drop(session.id)
        run = self._of[session.id] = LabRun(lab, key_of(document))
        run.task = asyncio.create_task(self._go(session.id, run))
        for oldest in list(self._of)[:-MOST_LABS]:
            self.drop(oldest)
        return run

    def drop(self, session: str) -> None:
        """Ends a lab and forgets it."""
        run = self._of.pop(session, None)
        if run and run.task:
            run.task.cancel()

    async def close(self) -> None:
        tasks = [run.task for run in self._of.values() if run.task]
        for session in list(self._of):
            self.drop(session)
        if tasks:
            await asyncio.wait(tasks)

    async def _go(self, session: str, run: LabRun) -> None:
        while await self._runs.work(run.turn):
            self._told(session, run)
        run.status = "done"
        self._told(session, run)
