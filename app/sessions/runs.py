"""Runs that go on, whoever looks. They take turns in a few threads of low priority, of a few milliseconds where others
wait, and are written to the store at least every second."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, TypeVar

from app.program.priority import lower_priority
from app.sessions.errors import StoreUnavailable
from app.sessions.run_store import GOING, KeptRun, RunStatus, RunStore
from app.training.checkpoint import pack
from app.training.choices import Training
from app.training.history import Curve
from app.training.layers import Sample
from app.training.trainer import Moment, Trainer
from app.training.views import Answers

T = TypeVar("T")
SLICE_SECONDS = 0.01  # of a turn, where others wait for the thread
PIECE_SECONDS = 0.005  # after which it is seen how things stand
TURN_SECONDS = 0.1  # where nobody waits: to hand the thread on and back takes a while
KEEP_SECONDS = 0.5


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
        self.is_rewound = False  # the store has gone further
        self._tuned: tuple[Training, float] | None = None

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

    def look_again(self) -> None:
        """Sees the trainer as it stands; only while it has no turn."""
        self._apply()
        self.seen = Seen.of(self.trainer)

    def tune(self, training: Training, rate: float) -> None:
        """From the next turn on."""
        self._tuned = training, rate

    def turn(self, waited_for: Callable[[], bool], told: Callable[[], object]) -> bool:
        """Some milliseconds of work, few where the thread is `waited_for`. `told` is called as often as there is
        something new to see. Says whether there is more to do."""
        begin = now = time.perf_counter()
        more = True
        while more and not self.stopping and now - begin < (SLICE_SECONDS if waited_for() else TURN_SECONDS):
            self._apply()
            since, before = now, self.seen.moment.steps
            more = self.trainer.advance(self.asked, PIECE_SECONDS, time.perf_counter)
            self.seen, now = Seen.of(self.trainer), time.perf_counter()
            self._measure(self.seen.moment.steps - before, now - since)
            told()
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
        self._threads = ThreadPoolExecutor(threads, "training", initializer=lower_priority)
        self._room, self._wanted = threads, 0  # pieces of work that are done at the same time, and that are asked for
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
        self._told(run)

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

    async def work(self, work: Callable[[], T]) -> T:
        """Work of a few milliseconds, which waits for its turn like all others."""
        self._wanted += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._wanted -= 1

    async def keep(self, run: Run) -> bool:
        """Writes a run to the store, as it stands. Says whether its session is still there."""
        return await self._store.keep(await self.work(run.kept), self._clock())

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
        self._threads.shutdown()

    async def _go(self, run: Run) -> None:
        tell = partial(asyncio.get_running_loop().call_soon_threadsafe, self._told, run)
        turn = partial(run.turn, lambda: self._wanted > self._room, tell)
        try:
            async with self._places:
                run.status, more, kept = "running", True, time.perf_counter()
                while more and not run.stopping:
                    before = run.seen.moment.steps
                    more = await self.work(turn)
                    self._count_steps(max(0, run.seen.moment.steps - before))
                    if time.perf_counter() - kept >= KEEP_SECONDS:
                        kept = time.perf_counter()
                        with suppress(StoreUnavailable):  # it will be there again; the run goes on meanwhile
                            if not await self.keep(run):
                                run.stopping = True
                                self.forget(run.session)
        except asyncio.CancelledError:
            run.status = "paused"
            return
        run.status = "diverged" if run.trainer.failed else "paused" if more else "done"
        if not run.stopping and self.ended:
            await self.ended(run)
        self._told(run)
