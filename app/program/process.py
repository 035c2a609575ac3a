"""What the sandbox's own process does, `python -m app.program.process`: it is told limits and then programs on standard
input, a line of JSON each, answers each with a parcel on standard output, and ends with its input."""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import traceback
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Lock
from typing import BinaryIO

from app.program.errors import ProgramError
from app.program.handover import fault_wrapped, recording_wrapped, refusal_wrapped
from app.program.priority import lower_priority
from app.program.sandbox import Sandbox, SandboxLimits

AT_A_TIME = 64  # programs that are read, run or wait for a worker; the sandbox decides whose turn it is


class Desk:
    """Answers questions, each in a thread of low priority."""

    def __init__(self, sandbox: Sandbox, answers: BinaryIO) -> None:
        self._sandbox, self._answers, self._writing = sandbox, answers, Lock()
        self._threads = ThreadPoolExecutor(AT_A_TIME, "program", lower_priority)

    def ask(self, number: int, program: str, seed: int, columns: Mapping[str, float] | None) -> None:
        self._threads.submit(self._answer, number, program, seed, columns)

    def close(self) -> None:
        """Programs that are under way get no answer any more."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        with self._writing:
            self._answers.close()

    def _answer(self, number: int, program: str, seed: int, columns: Mapping[str, float] | None) -> None:
        try:
            answer = recording_wrapped(number, self._sandbox.record(program, seed, columns))
        except ProgramError as error:
            answer = refusal_wrapped(number, error)
        except Exception:  # a mistake of ours, for the server's log
            answer = fault_wrapped(number, traceback.format_exc())
        with self._writing, suppress(OSError, ValueError):  # nobody listens any more
            self._answers.write(answer)
            self._answers.flush()


def main() -> None:
    for signal_to_end in (signal.SIGINT, signal.SIGTERM):  # sent to all processes at once; the server says when
        signal.signal(signal_to_end, signal.SIG_IGN)
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    sandbox = Sandbox(SandboxLimits(**json.loads(questions.readline())))
    gc.freeze()
    gc.set_threshold(50_000, 10, 100)  # a syntax tree is many objects and no circles
    desk = Desk(sandbox, answers)
    for question in questions:
        desk.ask(*json.loads(question))
    desk.close()
    sandbox.close()
    os._exit(0)  # else it would wait for the programs


if __name__ == "__main__":
    main()
