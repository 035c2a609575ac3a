"""The sandbox in a process of its own: whatever it takes to read a program, and to make a graph of what it did, holds
up nobody who looks at a page, and a text that breaks the parser ends no server. What is done there: process.py."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import asdict
from itertools import count
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING, cast

from app.program.errors import busy
from app.program.limits import SandboxLimits

if TYPE_CHECKING:
    from io import BufferedReader, BufferedWriter

    from app.program.recording import Recording

log = logging.getLogger("backlight.sandbox")
COMMAND = [sys.executable, "-m", "app.program.process"]
SECONDS_TO_END = 1.0


class SandboxApart:
    """Records programs, in any thread. When its process has died or hung, the next program finds a new one."""

    def __init__(self, limits: SandboxLimits | None = None) -> None:
        self._limits = limits or SandboxLimits()
        self._replacing = Lock()
        self._process = Process(self._limits)

    def record(self, program: str, seed: int = 0, columns: Mapping[str, float] | None = None) -> Recording:
        """What Sandbox.record gives and raises; ProgramError `busy`, too, where the process died meanwhile."""
        with self._replacing:
            if self._process.is_gone:
                self._process = self._another()
        return self._process.ask(program, seed, columns).result()

    def close(self) -> None:
        """Ends the process, whatever it is at."""
        self._process.end()

    def _another(self) -> Process:
        log.warning("The process that reads programs has ended; another one begins.")
        try:
            return Process(self._limits)
        except OSError:
            raise busy() from None


class Process:
    """One process, and who waits for its answers, which come in any order and are not believed: one that is no answer
    ends the process, and so does silence."""

    def __init__(self, limits: SandboxLimits) -> None:
        here = Path(__file__).parents[2]  # where `app` is found
        self._process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=here)
        self._questions = cast("BufferedWriter", self._process.stdin)
        self._answers = cast("BufferedReader", self._process.stdout)
        self._numbers = count()
        self._waiting: dict[int, Future[Recording]] = {}
        self._heard = 0.0  # when it answered last, or was asked first since
        self._longest = limits.quick + limits.seconds + limits.grace + limits.silence
        self._asking, self._over = Lock(), Event()
        self.is_gone = False
        self._send(asdict(limits))
        Thread(target=self._listen, name="sandbox", daemon=True).start()
        Thread(target=self._watch, name="sandbox watch", daemon=True).start()

    def ask(self, program: str, seed: int, columns: Mapping[str, float] | None) -> Future[Recording]:
        """The answer, when it comes. Raises ProgramError where nobody is there to give one."""
        answer: Future[Recording] = Future()
        with self._asking:
            if self.is_gone:
                raise busy()
            if not self._waiting:
                self._heard = monotonic()
            number = next(self._numbers)
            self._waiting[number] = answer
            self._send((number, program, seed, columns))
        return answer

    def end(self) -> None:
        with suppress(OSError):
            self._questions.close()
        try:
            self._process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _send(self, message: object) -> None:
        with suppress(OSError, ValueError):  # it is gone, which _listen notices
            self._questions.write(json.dumps(message).encode() + b"\n")
            self._questions.flush()

    def _watch(self) -> None:
        """Kills a process that is stopped or stuck: one that answers nobody for longer than any run may take. It may
        not even take in what it is asked, so no one who asks could do this."""
        while not self._over.wait(self._longest / 8):
            if self._waiting and monotonic() - self._heard > self._longest:
                log.warning("The process that reads programs has answered nobody for %.0f s.", self._longest)
                self._process.kill()
                return

    def _listen(self) -> None:
        try:
            with self._answers:
                self._hand_on()
        except (EOFError, OSError):
            pass
        except Exception:  # half an answer, or one that nobody would give
            log.exception("The process that reads programs said something strange.")
        with self._asking:
            self.is_gone = True
        for waiting in self._waiting.values():
            waiting.set_exception(busy())
        self._over.set()
        self.end()

    def _hand_on(self) -> None:
        from app.program.handover import answer_in  # when all is loaded: this file is the first of a start
        from app.program.parcel import opened

        while True:
            parcel = opened(self._answers)
            self._heard = monotonic()
            answer = answer_in(parcel)
            waiting = self._waiting.pop(parcel.fact("number", int))
            if isinstance(answer, Exception):
                waiting.set_exception(answer)
            else:
                waiting.set_result(answer)
