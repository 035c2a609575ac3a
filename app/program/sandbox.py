"""Runs programs in worker processes of pydantic-monty, each in a fresh session that no other program can reach."""

from __future__ import annotations

import queue
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress

from pydantic_monty import Monty, MontyCrashedError, MontyError, MontyRuntimeError, MontySession

from app.program.errors import ProgramError
from app.program.limits import SandboxLimits, check_size
from app.program.prelude import prelude, properties
from app.program.recording import Recording, recording
from app.program.rewrite import Rewritten, rewrite

__all__ = ["Sandbox", "SandboxLimits"]


class Sandbox:
    """Records programs, in any thread. Keeps sessions ready with the prelude in them; each serves one program."""

    def __init__(self, limits: SandboxLimits | None = None) -> None:
        self._limits = limits or SandboxLimits()
        self._pool = Monty(
            min_processes=self._limits.workers,
            max_processes=self._limits.workers,
            feed_duration_limit_grace=self._limits.grace,
        )
        self._pool.__enter__()
        self._ready: queue.SimpleQueue[Future[MontySession]] = queue.SimpleQueue()
        self._warmer = ThreadPoolExecutor(1, thread_name_prefix="sandbox")
        for _ in range(self._limits.workers):
            self._prepare()

    def record(self, program: str, seed: int = 0) -> Recording:
        """Run `program`. Raises ProgramError with a place in it."""
        check_size(program, self._limits)
        try:
            rewritten = rewrite(program, properties())
        except SyntaxError as error:
            raise ProgramError(
                str(error.msg),
                code="syntax",
                span=(error.lineno or 0, (error.offset or 1) - 1, error.end_lineno or 0, (error.end_offset or 1) - 1),
            ) from None
        session = self._ready.get().result()
        try:
            return self._run(session, rewritten, seed)
        finally:
            with suppress(MontyError):
                session.__exit__(None, None, None)
            self._prepare()

    def close(self) -> None:
        """End all workers."""
        self._warmer.shutdown(cancel_futures=True)
        self._pool.__exit__(None, None, None)

    def _run(self, session: MontySession, program: Rewritten, seed: int) -> Recording:
        try:
            session.feed_run(f"import random\nrandom.seed({seed})")
            session.feed_run(program.code)
            return recording(session.feed_run("_backlight_columns()"), program)
        except MontyRuntimeError as error:
            frames = [frame for frame in error.traceback() if frame.filename == "<python-input-2>"]
            span = (
                program.span_of_frame(frames[-1].line, frames[-1].column, frames[-1].end_line, frames[-1].end_column)
                if frames
                else (0, 0, 0, 0)
            )
            raise ProgramError(error.display("type-msg"), code="run", span=span) from None
        except MontyCrashedError:
            raise ProgramError("The program was stopped.", code="stopped") from None

    def _prepare(self) -> None:
        self._ready.put(self._warmer.submit(self._warm))

    def _warm(self) -> MontySession:
        limits = self._limits
        session = self._pool.checkout(
            limits={
                "max_feed_duration_secs": limits.seconds,
                "max_memory": limits.memory,
                "max_recursion_depth": limits.recursion,
                "gc_interval": 100_000,
            }
        )
        session.__enter__()
        session.feed_run(prelude())
        return session
