"""What a run does in its turn, and what is seen of it."""

from __future__ import annotations

import math

import pytest

from app.sessions import runs
from app.sessions.runs import Run, Seen
from tests.training.programs import lecture


def test_what_all_who_look_want_alike_is_made_for_the_first_of_them() -> None:
    seen = Seen.of(lecture())
    assert seen.once("boundary", object) is seen.once("boundary", object)
    assert seen.once("boundary", object) is not seen.once("curve", object)


def test_a_turn_ends_soon_when_the_run_is_to_stop_and_tells_of_each_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "TURN_SECONDS", math.inf)
    run, told = Run("session", "owner", "run", "key", lecture(1e-4)), []

    def tell() -> None:
        told.append(run.seen.epoch)
        run.stopping = len(told) == 2

    assert run.turn(lambda: False, tell)
    assert len(told) == 2
    assert 0 < told[0] < told[1] == run.trainer.epoch


def test_a_turn_ends_with_what_was_asked_for() -> None:
    run = Run("session", "owner", "run", "key", lecture())
    run.asked = 20
    assert not run.turn(lambda: False, lambda: None)
    assert run.seen.epoch == 20
