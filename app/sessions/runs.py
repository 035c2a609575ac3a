"""Runs that go on in turns, whoever looks, and are written to the store now and then."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from app.engine.steps import Start
from app.sessions.errors import StoreUnavailable
from app.sessions.run_store import GOING, KeptRun, RunStatus, RunStore
from app.sessions.turns import Turns
from app.training.checkpoint import pack
from app.training.choices import Training
from app.training.history import Curve
from app.training.layers import Sample
from app.training.played import Played
from app.training.trainer import Moment, Trainer
from app.training.views import Answers

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """How a run stood at the end of a turn: nothing of it changes any more, so it may be read while the run goes on."""

    moment: Moment
    epoch: int
    curve: Curve
    samples: dict[int, Sample]
    kept: tuple[int, ...]
    failed: str
    at: float  # seconds since 1970
    _made: dict[Hashable, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, trainer: Trainer) -> Seen:
        curve = Curve.view(trainer.curve)
        kept = tuple(trainer.kept.items)
        return cls(trainer.moment, trainer.epoch, curve, trainer.samples.items, kept, trainer.failed, time.time())

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What all who look at it want alike is made for the first of them."""
        if key not in self._made:
            self._made[key] = make()
        made: T = self._made[key]
        return made


class Run:
    """One run of one session, going or not."""

    def __init__(self, session: str, owner: str, id: str, key: str, trainer: Trainer) -> None:
        self.session, self.owner, self.id, self.key, self.trainer = session, owner, id, key, trainer
        self.status: RunStatus = "paused"
        self.asked: int | None = None
        self.seen = Seen.of(trainer)
        self.steps_per_second = 0.0
        self.task: asyncio.Task[None] | None = None
        self.stopping = False
        self.told_steps = trainer.moment.steps  # how far it was when that was told
        self.is_rewound = False  # the store has gone further
        self._tuned: tuple[Training, float] | None = None
        self._played: tuple[Start, Training, Played] | None = None

    @property
    def is_going(self) -> bool:
        return self.status in GOING

    @property
    def is_settled(self) -> bool:
        """Whether the session has all that came of it."""
        return self.task is None or self.task.done()

    @cached_property
    def answers(self) -> Answers | None:
        bound = self.trainer.bound
        return Answers(self.trainer.tape, bound, self.trainer.parameters) if bound else None

    def played(self, start: Start, training: Training) -> Played:
        """The examples that are shown of a session that begins so; the same for as long as these are the same."""
        if self._played is None or self._played[0] is not start or self._played[1] is not training:
            trainer = self.trainer
            played = Played(trainer.tape, start, trainer.bound, training, trainer.parameters)
            self._played = start, training, played
        return self._played[2]

    def look_again(self) -> None:
        """Sees the trainer as it stands; only while it has no turn."""
        self._apply()
        self.seen = Seen.of(self.trainer)

    def tune(self, training: Training, rate: float) -> None:
        """From the next turn on."""
        self._tuned = training, rate

    def piece(self, seconds: float) -> bool:
        """So much work, and how things stand then. Says whether there is more to do."""
        self._apply()
        begin, before = time.perf_counter(), self.seen.moment.steps
        more = self.trainer.advance(self.asked, seconds, time.perf_counter)
        self.seen = Seen.of(self.trainer)
        self._measure(self.seen.moment.steps - before, time.perf_counter() - begin)
        return more

    def _apply(self) -> None:
        if self._tuned:
            (training, rate), self._tuned = self._tuned, None
            self.trainer.tune(training, rate)

    def kept(self) -> KeptRun:
        return KeptRun(self.session, self.id, self.key, self.status, self.asked, self.trainer.epoch, pack(self.trainer))

    def _measure(self, steps: int, seconds: float) -> None:
        """Steps a second while it has its turn; the mean of the last ones, roughly."""
        speed = steps / max(seconds, 1e-6)
        self.steps_per_second += (speed - self.steps_per_second) * (0.1 if self.steps_per_second else 1.0)


class Runs:
    """At most `most` runs go on at once, the others wait; `threads` of them have their turn at the same time. `told` is
    called after each piece and when a status changes, `ended` when a run has come to its end by itself."""

    def __init__(
        self,
        store: RunStore,
        clock: Callable[[], float],
        threads: int,
        most: int,
        told: Callable[[Run], None],
        count_steps: Callable[[int], None],
    ) -> None:
        self._store, self._clock, self._told, self._count_steps = store, clock, told, count_steps
        self.turns = Turns(threads)
        self._places = asyncio.Semaphore(most)
        self._of: dict[str, Run] = {}
        self.ended: Callable[[Run], Awaitable[None]] | None = None

    def of(self, session: str) -> Run | None:
        """The run that a session has in memory."""
        return self._of.get(session)

    @property
    def going(self) -> int:
        return sum(run.is_going for run in self._of.values())

    def hold(self, run: Run) -> None:
        """Keeps a run in memory, in the place of another one of its session that does not go on."""
        self._of[run.session] = run

    async def go(self, run: Run, asked: int | None) -> None:
        """Lets a run go on to an epoch, or without end."""
        self.hold(run)
        run.asked, run.stopping, run.status = asked, False, "waiting"
        run.task = asyncio.create_task(self._go(run))
        self._tell(run)

    async def pause(self, session: str) -> Run | None:
        """Stops the run of a session at the end of its turn; the run, if there was one that went on."""
        run = self._of.get(session)
        if run is None or not run.is_going:
            return None
        run.stopping = True
        if run.task:
            if run.status == "waiting":
                run.task.cancel()
            await asyncio.wait([run.task])
        if run.is_going:
            run.status = "paused"
        return run

    async def keep(self, run: Run) -> bool:
        """Writes a run to the store, as it stands. Says whether its session is still there."""
        return await self._store.keep(await self.turns.work(run.kept), self._clock())

    def forget(self, session: str) -> None:
        self._of.pop(session, None)

    async def close(self) -> None:
        """Stops all runs at a checkpoint that says they were going, so that they go on when the server starts again."""
        going = [run for run in self._of.values() if run.is_going]
        for run in going:
            run.stopping = True
            if run.task and run.status == "waiting":
                run.task.cancel()
        tasks = [run.task for run in going if run.task]
        if tasks:
            await asyncio.wait(tasks)
        for run in going:
            if run.status == "paused":
                run.status = "running"
            with suppress(StoreUnavailable):
                await self.keep(run)
        self.turns.close()

    async def _go(self, run: Run) -> None:
        try:
            async with self._places:
                run.status = "running"
                more = await self.turns.go_on(run, lambda: self._tell(run), lambda: self._keep_going(run))
        except asyncio.CancelledError:
            run.status = "paused"
            return
        run.status = "diverged" if run.trainer.failed else "paused" if more else "done"
        if not run.stopping and self.ended:
            await self.ended(run)
        self._tell(run)

    async def _keep_going(self, run: Run) -> None:
        if not await self.keep(run):
            run.stopping = True
            self.forget(run.session)

    def _tell(self, run: Run) -> None:
        steps, run.told_steps = run.seen.moment.steps - run.told_steps, run.seen.moment.steps
        self._count_steps(max(0, steps))
        self._told(run)
