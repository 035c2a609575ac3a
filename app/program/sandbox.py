"""Runs programs in worker processes of pydantic-monty, each in a fresh session that no other program can reach.

A program that is not done soon gives its place back and begins anew in one more process, where long runs take turns:
programs that never end hold up each other, and nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import SimpleQueue
from threading import Lock, Semaphore
from typing import Any

from pydantic_monty import Monty, MontyCrashedError, MontyError, MontyRuntimeError, MontySession, MontySyntaxError

from app.program.complaints import run_complaint, stopped_complaint, syntax_complaint
from app.program.errors import ProgramError, busy
from app.program.limits import SandboxLimits, check_size
from app.program.prelude import PUBLIC, prelude, properties
from app.program.priority import lower_priority
from app.program.recording import Recording, recording
from app.program.rewrite import Rewritten, rewrite
from app.program.source import Source

__all__ = ["Sandbox", "SandboxLimits"]
READERS = 8  # of programs and reports: more at a time are no faster, and fewer make a short one wait for long ones
ATTEMPTS = 3  # to make a session ready
GONE = (MontyError, OSError, RuntimeError)  # what a session raises whose process has ended
STOPPED = ("timeout", "memory")  # codes of programs that were stopped while they were at it


class Sandbox:
    """Records programs, in any thread. Keeps sessions ready with the prelude in them; each serves one program."""

    def __init__(self, limits: SandboxLimits | None = None) -> None:
        self._limits = limits or SandboxLimits()
        self._text = prelude()
        self._pool = Monty(
            min_processes=self._limits.workers,
            max_processes=self._limits.workers + 1,
            feed_duration_limit_grace=self._limits.grace,
        )
        self._turn = Lock()  # of long runs
        self._reading = Semaphore(READERS)
        self._preludes: dict[
            float, bytes
        ] = {}  # by its limit, a session with the prelude in it: quicker to load than run
        self._warmer = ThreadPoolExecutor(1, "sandbox", lower_priority)
        self._warmer.submit(self._pool.__enter__).result()  # its processes have the priority of this thread
        self._ready: SimpleQueue[Future[MontySession]] = SimpleQueue()
        for _ in range(self._limits.workers):
            self._prepare()

    def record(self, program: str, seed: int = 0, columns: Mapping[str, float] | None = None) -> Recording:
        """Run `program`; its random numbers follow from `seed`. A name that it uses and does not define is a leaf, if
        `columns` have a number for it. Raises ProgramError with a place in the text."""
        with self._reading:
            rewritten = self._rewritten(program, columns)
        try:
            report = self._run_soon(rewritten, seed)
        except ProgramError as error:
            if error.code != "timeout" or self._limits.quick >= self._limits.seconds:
                raise
            report = self._run_long(rewritten, seed)
        with self._reading:
            return recording(report, rewritten, self._limits)

    def close(self) -> None:
        """End all workers."""
        self._warmer.shutdown(cancel_futures=True)
        while not self._ready.empty():
            if not (session := self._ready.get()).cancelled():
                with suppress(MontyError):
                    session.result().__exit__(None, None, None)
        self._pool.__exit__(None, None, None)

    def _rewritten(self, program: str, columns: Mapping[str, float] | None) -> Rewritten:
        check_size(program, self._limits)
        try:
            return rewrite(program, frozenset(PUBLIC), properties(), self._limits, columns)
        except SyntaxError as error:
            raise syntax_complaint(error, Source(program)) from None
        except (RecursionError, MemoryError, ValueError):
            raise ProgramError(
                "The program is nested too deeply.",
                hint="Give the inner parts names of their own: t = …, then use t.",
                code="too_deep",
                span=(1, 0, 1, 0),
            ) from None

    def _run_soon(self, program: Rewritten, seed: int) -> dict[str, Any]:
        session = self._next()
        try:
            return self._run(session, program, seed, self._limits.quick >= self._limits.seconds)
        finally:
            try:
                with suppress(MontyError):
                    session.__exit__(None, None, None)
            finally:
                self._prepare()

    def _run_long(self, program: Rewritten, seed: int) -> dict[str, Any]:
        if not self._turn.acquire(timeout=self._limits.patience):
            raise busy()
        try:
            session = self._warm(self._limits.seconds)
            try:
                return self._run(session, program, seed, True)
            finally:
                with suppress(MontyError):
                    session.__exit__(None, None, None)
        except GONE:  # while it was made ready
            raise busy() from None
        finally:
            self._turn.release()

    def _run(self, session: MontySession, program: Rewritten, seed: int, is_final: bool) -> dict[str, Any]:
        """Raises ProgramError; of a loop that was stopped, at the end of its time, the rounds that it did."""
        limits = self._limits
        try:
            session.feed_run(f"_backlight_start({seed}, {limits.nodes}, {limits.nodes_in_all}, {limits.printed})")
            session.feed_run(f"{program.code}\n0\n")  # else what the last line gives would be handed over
            report: dict[str, Any] = session.feed_run("_backlight_report()")
            return report
        except (MontyRuntimeError, MontySyntaxError) as error:
            site = 0
            with suppress(*GONE):
                site = session.feed_run("_backlight_where()")
            complaint = run_complaint(error, program, program.spans[site], self._limits)
            if complaint.code not in STOPPED or complaint.code == "timeout" and not is_final:
                raise complaint from None
            return self._rounds_done(session, complaint)
        except MontyCrashedError:
            raise stopped_complaint(self._limits, program) from None
        except GONE:  # on a machine that has too much to do
            raise busy() from None

    def _rounds_done(self, session: MontySession, complaint: ProgramError) -> dict[str, Any]:
        try:
            report: dict[str, Any] | None = session.feed_run("_backlight_report_until_backward()")
        except GONE:
            report = None
        if report is None:
            raise complaint from None
        return report | {"stopped": complaint}

    def _next(self) -> MontySession:
        """A session that is ready. One that could not be made ready (its process died, or the machine was too busy) is
        made anew; whatever happens, there are as many to come as before."""
        for _ in range(ATTEMPTS):
            future = self._ready.get()
            try:
                return future.result()
            except (MontyError, OSError):  # TimeoutError is one
                self._prepare()
        raise busy()

    def _prepare(self) -> None:
        self._ready.put(self._warmer.submit(self._warm, min(self._limits.quick, self._limits.seconds)))

    def _warm(self, seconds: float) -> MontySession:
        """A session with the prelude in it, whose program may run so long."""
        session = self._pool.checkout(
            limits={
                "max_feed_duration_secs": seconds,
                "max_memory": self._limits.memory,
                "max_recursion_depth": self._limits.recursion,
                "gc_interval": 100_000,
            },
            os_policy={"sleep": "zero"},
        )
        session.__enter__()
        try:
            if seconds in self._preludes:
                session.load_session(self._preludes[seconds])
            else:
                session.feed_run(self._text)
                self._preludes[seconds] = session.dump()
        except BaseException:
            session.__exit__(None, None, None)  # else its process would be lost to the pool
            raise
        return session
