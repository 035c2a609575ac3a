"""Fuzzed programs over HTTP: an answer is the new graph or a 4xx with a sentence, and the session is never lost."""

from __future__ import annotations

from tests.program.fuzzing import programs
from tests.web.learner import SESSIONS, Learner

COUNT = 250


def test_no_program_costs_a_session(ann: Learner) -> None:
    session = ann.begin("a = Value(2.0)\nb = a * a\n")
    ran, refused = "a = Value(2.0)\nb = a * a\n", 0
    for program in programs(COUNT, seed=8):
        answer = ann.client.put(f"{SESSIONS}/{session.id}/program", json={"program": program})
        assert answer.status_code in (200, 422), (answer.status_code, answer.text, program)
        if answer.status_code == 200:
            ran = program
            assert answer.json()["program"] == program
        else:
            refused += 1
            assert answer.json()["error"]["message"]
        assert session.get("/program")["program"] == ran
    assert 0 < refused < COUNT
    assert session.get()["program"] == ran
    session.write("a = Value(3.0)\n")
