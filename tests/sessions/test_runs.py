"""What a run does in its turn, and what is seen of it."""

from __future__ import annotations

from app.sessions.runs import Run, Seen
from tests.training.programs import lecture


def test_what_all_who_look_want_alike_is_made_for_the_first_of_them() -> None:
    seen = Seen.of(lecture())
    assert seen.once("boundary", object) is seen.once("boundary", object)
    assert seen.once("boundary", object) is not seen.once("curve", object)


def test_a_run_is_seen_after_each_piece_and_ends_with_what_was_asked_for() -> None:
    run = Run("session", "owner", "run", "key", lecture())
    run.asked = 20
    while run.piece(0.005):
        assert run.seen.epoch == run.trainer.epoch
    assert run.seen.epoch == 20
