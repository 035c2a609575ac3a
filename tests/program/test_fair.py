"""Programs that never end hold up each other, and nobody else; what one learner's program does stays with it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from app.program.errors import ProgramError
from app.program.recording import Recording
from app.program.sandbox import Sandbox, SandboxLimits

ENDLESS = "while True: pass"


@pytest.fixture
def fair() -> Iterator[Sandbox]:
    sandbox = Sandbox(SandboxLimits(quick=0.2, seconds=20.0))
    yield sandbox
    sandbox.close()


def test_more_endless_programs_than_workers_do_not_block_a_short_one() -> None:
    sandbox = Sandbox(SandboxLimits(workers=1, quick=0.1, seconds=1.5))
    told: list[str] = []

    def endless() -> None:
        try:
            sandbox.record(ENDLESS)
        except ProgramError as error:
            told.append(error.code)

    threads = [threading.Thread(target=endless) for _ in range(3)]
    for thread in threads:
        thread.start()
    done = [sandbox.record(f"a = Value({number}.0)\nb = a * 2") for number in range(5)]
    assert [each.graph.data[0] for each in done] == list(range(5))
    assert len(told) < 3  # the others are still at it, or wait for their turns
    for thread in threads:
        thread.join()
    sandbox.close()
    assert told == ["timeout"] * 3


def test_a_program_that_takes_longer_gets_its_time(fair: Sandbox) -> None:
    program = "x = 0\nfor i in range(1_500_000):\n    x = x + 1\na = Value(x)\nprint(x)"
    assert fair.record(program).prints[0].text == "1500000\n"


def test_long_runs_that_wait_too_long_are_told_to_come_again() -> None:
    sandbox = Sandbox(SandboxLimits(quick=0.05, seconds=1.0, patience=0.0))
    codes: list[str] = []

    def endless() -> None:
        try:
            sandbox.record(ENDLESS)
        except ProgramError as error:
            codes.append(error.code)

    threads = [threading.Thread(target=endless) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sandbox.close()
    assert "timeout" in codes
    assert "busy" in codes


def test_two_learners_never_see_each_others_names_or_numbers(fair: Sandbox) -> None:
    """Many programs at once leave names, attributes, seeds and classes behind, and look for those of others."""
    program = """\
found = []
for name in ("secret", "Mine"):
    try:
        found.append(eval(name))
    except Exception:
        pass
class Mine:
    mark = NUMBER
import math, random, torch
found.append(getattr(math, "mark", 0) or getattr(torch, "mark", 0) or getattr(Value, "mark", 0))
try:
    torch.mark = Value.mark = math.mark = NUMBER
except Exception:
    pass
random.seed(NUMBER)
secret = Value(NUMBER + random.random())
secret_NUMBER = secret * NUMBER
secret_NUMBER.backward()
print(found, secret.grad)
"""
    results: dict[int, Recording] = {}

    def run(number: int) -> None:
        results[number] = fair.record(program.replace("NUMBER", str(number)))

    for turn in range(0, 40, 8):
        threads = [threading.Thread(target=run, args=(turn + number + 1,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    for number, recording in results.items():
        assert recording.prints[-1].text == f"[0] {number}.0\n"
        assert number <= recording.graph.data[0] < number + 1
        assert set(filter(None, recording.graph.label)) == {"secret", f"secret_{number}"}
