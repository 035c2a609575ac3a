"""Whose session it is: lists, cookies, reading what is somebody else's, copies."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI

from tests.web.learner import SESSIONS, Learner

READS = ("", "/program", "/graph", "/steps", "/values", "/nodes/0")
CHANGES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "delete": ("DELETE", "", {}),
    "program": ("PUT", "/program", {"program": "a = Value(1.0)"}),
    "number": ("PATCH", "/nodes/0", {"data": 1.0}),
    "switch": ("PATCH", "/nodes/0", {"requires_grad": False}),
    "settings": ("PUT", "/settings", {"learning_rate": 0.1}),
    "undo": ("POST", "/undo", {}),
    "redo": ("POST", "/redo", {}),
    "forward": ("POST", "/forward", {}),
    "backward": ("POST", "/backward", {}),
    "zero_grad": ("POST", "/zero-grad", {}),
    "update": ("POST", "/update", {}),
    "step": ("POST", "/step", {}),
    "cursor": ("PUT", "/cursor", {"cursor": 1}),
}


def test_a_session_begins_with_the_lectures_neuron(ann: Learner) -> None:
    session = ann.ask("POST", SESSIONS, 201)
    assert session["title"] == "A neuron, from the lecture"
    assert session["timeline"] == {
        "cursor": 0,
        "length": 20,
        "folded": 0,
        "segments": [{"phase": "forward", "start": 0, "stop": 10}, {"phase": "backward", "start": 10, "stop": 20}],
    }
    expected = {"version": 1, "mine": True, "seed": 0, "precision": "float64", "can_undo": False, "can_redo": False}
    assert session == session | expected
    assert ann.ask("GET", f"{SESSIONS}/{session['id']}") == session


@pytest.mark.parametrize("example", ["neuron", "expression", "twice", "tanh-by-hand", "fit-a-line", "network"])
def test_every_example_plays_to_its_end(ann: Learner, example: str) -> None:
    session = ann.visit(ann.begin())
    session.id = ann.ask("POST", SESSIONS, 201, json={"example": example})["id"]
    session.post("/backward")
    assert all(isinstance(number, float) for number in session.values()["data"])
    assert session.get()["title"][0].isupper()


def test_a_wrong_program_begins_no_session(ann: Learner) -> None:
    ann.ask("POST", SESSIONS, 422, json={"program": "a ="})
    assert ann.ask("GET", SESSIONS) == []


def test_the_list_holds_ones_own_sessions_the_last_changed_first(newcomer: Callable[[], Learner]) -> None:
    ann, bob = newcomer(), newcomer()
    first, second = ann.begin("# one\na = Value(1.0)"), ann.begin("# two\na = Value(1.0)")
    bob.begin()
    first.patch(0, data=5.0)
    lines = ann.ask("GET", SESSIONS)
    assert [(line["id"], line["title"], line["version"]) for line in lines] == [
        (first.id, "one", 2),
        (second.id, "two", 1),
    ]


def test_somebody_elses_session_can_be_read_and_says_so(newcomer: Callable[[], Learner]) -> None:
    ann, bob = newcomer(), newcomer()
    hers = ann.begin()
    seen = bob.visit(hers)
    assert seen.get() == hers.get() | {"mine": False}
    for path in READS[1:]:
        assert seen.get(path) == hers.get(path)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_somebody_elses_session_cannot_be_changed(
    newcomer: Callable[[], Learner], change: tuple[str, str, dict[str, Any]]
) -> None:
    ann, bob = newcomer(), newcomer()
    hers = ann.begin()
    hers.patch(0, data=1.5)
    before = hers.get()
    method, path, body = change
    error = bob.visit(hers).ask(method, path, 403, **body)["error"]
    assert (error["code"], error["hint"]) == ("read_only", "Make your own copy.")
    assert hers.get() == before


def test_a_copy_is_ones_own_and_leads_its_own_life(newcomer: Callable[[], Learner]) -> None:
    ann, bob = newcomer(), newcomer()
    hers = ann.begin()
    hers.post("/backward")
    hers.post("/update")
    hers.patch(1, requires_grad=False)
    copied = bob.visit(hers).ask("POST", "/copy", 201)
    his = bob.visit(hers)
    his.id = copied["id"]
    assert copied == hers.get() | {"id": his.id, "version": 1, "can_undo": False}
    assert his.values() == hers.values() | {"revision": 1}
    his.patch(0, data=9.0)
    assert hers.seen(["x1"], "data") == [2.075]


@pytest.mark.parametrize("change", [*CHANGES.values(), *(("GET", path, {}) for path in READS)], ids=str)
def test_a_session_that_is_not_there_is_404(ann: Learner, change: tuple[str, str, dict[str, Any]]) -> None:
    method, path, body = change
    session = ann.begin()
    session.ask("DELETE", expect=204)
    assert session.ask(method, path, 404, **body)["error"]["code"] == "unknown_session"


def test_the_cookie_is_opaque_and_kept_from_scripts_and_the_store_knows_only_its_hash(
    ann: Learner, app: FastAPI
) -> None:
    ann.client.cookies.clear()
    answer = ann.client.post(SESSIONS)
    header = answer.headers["set-cookie"]
    name, token = header.split(";")[0].split("=")
    assert name == "backlight"
    assert header.endswith("; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax")
    assert len(token) >= 22
    database = sqlite3.connect(app.state.settings.data / "sessions.sqlite3")
    [(owner,)] = database.execute("SELECT owner FROM sessions WHERE id = ?", (answer.json()["id"],)).fetchall()
    database.close()
    assert owner == hashlib.sha256(token.encode()).hexdigest()


def test_a_cookie_that_is_known_is_not_set_again(ann: Learner) -> None:
    ann.begin()
    assert "set-cookie" not in ann.client.get(SESSIONS).headers


def test_under_https_the_cookie_is_bound_to_the_host(ann: Learner) -> None:
    ann.client.cookies.clear()
    header = ann.client.get(f"https://testserver{SESSIONS}").headers["set-cookie"]
    assert header.startswith("__Host-backlight=")
    assert header.endswith("; Secure")
