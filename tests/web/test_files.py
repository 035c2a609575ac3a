"""A session can leave as a file, and come back from one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.settings import Settings
from tests.web.learner import SESSIONS, Learner, Session

FIRST_RELEASE = Path(__file__).parent.parent / "sessions" / "document-1.json"
IMPORT = f"{SESSIONS}/import"
PROGRAM = "a = Value(2.0)\nb = Value(-3.0)\nc = a*b\n"


def imported(learner: Learner, file: Any) -> Session:
    return Session(learner, learner.ask("POST", IMPORT, 201, json=file)["id"])


def test_what_was_exported_is_the_same_when_it_comes_back(newcomer: Callable[[], Learner]) -> None:
    ann, bob = newcomer(), newcomer()
    hers = ann.begin(PROGRAM)
    hers.post("/step", count=9)
    hers.patch(1, requires_grad=False)
    hers.post("/backward", to="next")
    his = imported(bob, hers.get("/export"))
    changed = {"id": his.id, "version": 1, "can_undo": False}
    assert his.get() == hers.get() | changed
    assert his.get("/steps") == hers.get("/steps") | {"version": 1}
    assert his.values() == hers.values() | {"revision": 1}


def test_numbers_that_are_none_survive(ann: Learner) -> None:
    session = ann.begin("a = Value(2.0)\nb = a**4\n")
    session.post("/step", count=12, learning_rate=1.0)
    assert imported(ann, session.get("/export")).values()["data"] == session.values()["data"]


def test_the_export_is_a_file_with_a_name(ann: Learner) -> None:
    session = ann.begin()
    headers = ann.client.get(f"{SESSIONS}/{session.id}/export").headers
    assert headers["content-disposition"] == f'attachment; filename="backlight-{session.id}.json"'


def test_a_file_of_the_first_release_can_be_taken_in(ann: Learner) -> None:
    session = imported(ann, json.loads(FIRST_RELEASE.read_text()))
    assert session.get()["title"] == "Two leaves"
    assert session.get()["timeline"]["cursor"] == 4
    assert session.values(0)["grad"][0] == -3.0


@pytest.mark.parametrize(
    "file",
    [
        {},
        [],
        {"program": PROGRAM, "format": 2},
        {"program": PROGRAM, "colour": "red"},
        {"program": PROGRAM, "data": {"2": 1.0}},
        {"program": PROGRAM, "data": {"99": 1.0}},
        {"program": PROGRAM, "grad": {"2": 1.0}},
        {"program": PROGRAM, "switches": {"3": True}},
        {"program": "a ="},
        {"program": PROGRAM, "phases": [{"kind": "forward"}] * 30},
    ],
    ids=str,
)
def test_what_is_no_session_is_refused(ann: Learner, file: Any) -> None:
    error = ann.ask("POST", IMPORT, 422, json=file)["error"]
    assert error["message"]
    assert ann.ask("GET", SESSIONS) == []


def test_a_cursor_beyond_the_end_is_the_end(ann: Learner) -> None:
    session = imported(ann, {"program": PROGRAM, "cursor": 10**9})
    timeline = session.get()["timeline"]
    assert timeline["cursor"] == timeline["length"]


def test_a_file_may_be_larger_than_other_requests(ann: Learner) -> None:
    program = "w = [Value(0.5*k) for k in range(12000)]\nloss = sum(w)\n"
    session = ann.begin(program)
    session.post("/step", learning_rate=0.1)
    session.post("/forward")
    session.patch(0, data=1.0)
    file = session.get("/export")
    assert len(str(file)) > 300_000
    assert imported(ann, file).values() == session.values() | {"revision": 1}
    assert Settings().import_bytes > Settings().program_bytes
