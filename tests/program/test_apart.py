"""The sandbox in a process of its own answers as the sandbox does, and what becomes of its process ends no server."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pickle import dumps as pickled
from typing import Any, cast

import numpy as np
import pytest

from app.program import apart as apart_module
from app.program.apart import Process, SandboxApart
from app.program.errors import ProgramError, UnknownNames
from app.program.handover import answer_in
from app.program.parcel import opened, wrapped
from app.program.process import Desk
from app.program.sandbox import Sandbox, SandboxLimits
from tests.program.processes import children
from tests.program.squares import squares_in_threads

LOOP = "a = Value(1.0)\nfor i in range(3):\n    b = a * a\n    b.backward()\n    a.data -= 0.1 * a.grad\n    print(b)"


LIMITS = SandboxLimits(quick=0.3, seconds=0.3)


@pytest.fixture(scope="module")
def apart() -> Iterator[SandboxApart]:
    apart = SandboxApart(LIMITS)
    yield apart
    apart.close()


@pytest.fixture(scope="module")
def here() -> Iterator[Sandbox]:
    here = Sandbox(LIMITS)
    yield here
    here.close()


@pytest.mark.parametrize("program", ["o = (x*2).tanh()", LOOP, "1"])
def test_it_records_what_the_sandbox_records(apart: SandboxApart, here: Sandbox, program: str) -> None:
    one, other = (each.record(program, 1, {"x": 0.5}) for each in (here, apart))
    assert other.graph.data.tolist() == one.graph.data.tolist()
    assert np.array_equal(other.graph.span, one.graph.span)
    assert (other.prints, other.notes, other.literals) == (one.prints, one.notes, one.literals)
    assert [*(other.epochs.phases if other.epochs else ())] == [*(one.epochs.phases if one.epochs else ())]


@pytest.mark.parametrize("program", ["b = q * r", "b =", "1 / 0", "while True: pass", "x" * 99, "(" * 99, "\ud800"])
def test_it_refuses_what_the_sandbox_refuses(apart: SandboxApart, here: Sandbox, program: str) -> None:
    told = []
    for each in (here, apart):
        with pytest.raises(ProgramError) as error:
            each.record(program)
        told.append((type(error.value), vars(error.value)))
    assert told[0] == told[1]


def test_names_that_nothing_defines_arrive(apart: SandboxApart) -> None:
    with pytest.raises(UnknownNames) as error:
        apart.record("b = q * r")
    assert error.value.names == ("q", "r")


def test_answers_reach_who_asked(apart: SandboxApart) -> None:
    results = squares_in_threads(apart.record)
    assert results == {number: [number, number * number] for number in range(8)}


def test_when_its_process_dies_who_waits_is_told_and_the_next_program_finds_another() -> None:
    before = children()
    apart = SandboxApart()
    (process,) = children() - before
    apart.record("a = Value(1.0)")
    os.kill(process, signal.SIGINT)  # which a terminal sends to all processes: the server says when they end
    assert apart.record("a = Value(2.0)").graph.data.tolist() == [2.0]
    told: list[str] = []

    def endless() -> None:
        with pytest.raises(ProgramError) as error:
            apart.record("while True: pass")
        told.append(error.value.code)

    waiting = threading.Thread(target=endless)
    waiting.start()
    time.sleep(0.1)
    os.kill(process, signal.SIGKILL)
    waiting.join()
    assert told == ["busy"]
    assert apart.record("a = Value(2.0)").graph.data.tolist() == [2.0]
    apart.close()


def test_nothing_is_left_of_it_when_it_is_closed_while_a_program_runs() -> None:
    before = children()
    apart = SandboxApart()
    apart.record("a = Value(1.0)")
    busy = threading.Thread(target=lambda: pytest.raises(ProgramError, apart.record, "while True: pass"))
    busy.start()
    apart.close()
    busy.join()
    assert children() == before


@pytest.mark.parametrize("given", [KeyError("ours"), lambda: "what cannot be sent"], ids=["raised", "given"])
def test_a_mistake_of_ours_is_handed_on_with_the_place_where_it_happened(given: object) -> None:
    class Broken:
        def record(self, *question: Any) -> object:
            if isinstance(given, Exception):
                raise given
            return given

    answers = io.BytesIO()
    desk = Desk(cast("Sandbox", Broken()), answers)
    desk.ask(7, "a = Value(1.0)", 0, None)
    deadline = time.monotonic() + 5
    while not answers.getvalue() and time.monotonic() < deadline:
        time.sleep(0.01)
    parcel = opened(io.BytesIO(answers.getvalue()))
    error = answer_in(parcel)
    assert (parcel.facts["number"], type(error)) == (7, RuntimeError)
    assert "in _answer" in str(error)
    desk.close()


@pytest.mark.parametrize(
    "said",
    [b"", b"half", bytes(16), b"\xff" * 16, wrapped({"number": 99, "said": "fault", "trace": ""}, {}), pickled(print)],
    ids=["nothing", "half", "no description", "endless", "an answer nobody asked for", "a pickle"],
)
def test_a_process_that_says_something_strange_is_ended_and_another_begun(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, said: bytes
) -> None:
    strange = f"import sys; sys.stdin.readline(); sys.stdin.readline(); sys.stdout.buffer.write({said!r})"
    before, command = children(), apart_module.COMMAND
    monkeypatch.setattr(apart_module, "COMMAND", [sys.executable, "-c", strange])
    apart = SandboxApart()
    monkeypatch.setattr(apart_module, "COMMAND", command)
    with pytest.raises(ProgramError, match="too busy"):
        apart.record("a = Value(1.0)")
    assert apart.record("a = Value(2.0)").graph.data.tolist() == [2.0]
    assert ("something strange" in caplog.text) == bool(said)
    apart.close()
    assert children() == before


@pytest.mark.parametrize(
    "program", ["a = Value(1.0)", "a = Value(1.0)\n" * 20_000], ids=["short", "longer than a pipe"]
)
@pytest.mark.parametrize("hung", ["sys.stdin.read()", "time.sleep(99)", "os.kill(os.getpid(), signal.SIGSTOP)"])
def test_a_process_that_answers_nobody_is_killed_and_who_waits_is_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, hung: str, program: str
) -> None:
    before = children()
    monkeypatch.setattr(apart_module, "COMMAND", [sys.executable, "-c", f"import os, signal, sys, time; {hung}"])
    process = Process(SandboxLimits(quick=0.1, seconds=0.1, grace=0.1, silence=0.1))
    with pytest.raises(ProgramError, match="too busy"):
        process.ask(program, 0, None).result()
    assert process.is_gone
    assert "answered nobody" in caplog.text
    process.end()
    assert children() == before


def test_a_process_that_answers_somebody_is_not_hung(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is slow here: five answers take longer than silence may last, but no single one does."""
    parcels = [wrapped({"number": number, "said": "fault", "trace": ""}, {}) for number in range(5)]
    slow = f"import sys, time; sys.stdin.readline()\nfor parcel in {parcels}: "
    slow += "time.sleep(0.3), sys.stdout.buffer.write(parcel), sys.stdout.flush()"
    monkeypatch.setattr(apart_module, "COMMAND", [sys.executable, "-c", slow])
    process = Process(SandboxLimits(quick=0.1, seconds=0.1, grace=0.1, silence=0.9))
    answers = [process.ask("", 0, None) for _ in range(5)]
    assert [type(answer.exception()) for answer in answers] == [RuntimeError] * 5
    process.end()
