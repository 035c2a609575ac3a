"""What nobody should send: every answer is a 4xx with a sentence that does not repeat the input; nothing changes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.web.learner import SESSIONS, Learner, Session

CANARY = "canary-7f3a"
JSON = {"content-type": "application/json"}
BODIES = {
    "no JSON": b"{",
    "not UTF-8": b'{"data": "\xff\xfe"}',
    "NaN": b'{"data": NaN}',
    "infinity": b'{"data": Infinity}',
    "too large for a float": b'{"data": 1e999}',
    "a huge integer": b'{"data": ' + b"9" * 400 + b"}",
    "an integer of 5,000 digits": b'{"data": ' + b"9" * 5000 + b"}",
    "a text for a number": b'{"data": "1"}',
    "true for a number": b'{"data": true}',
    "a number for a switch": b'{"requires_grad": 1}',
    "a list": b"[1]",
    "null": b"null",
    "a list for a number": b'{"data": [1]}',
    "an unknown field": b'{"canary-7f3a": 1}',
    "a lone surrogate": b'{"data": "\\ud800"}',
    "a lone surrogate as a name": b'{"\\ud800": 1}',
    "100,000 brackets": b"[" * 100_000,
    "deep nesting": b'{"data": ' + b"[" * 90_000 + b"]" * 90_000 + b"}",
    "a version that is none": b'{"data": 1, "version": "1"}',
    "version 0": b'{"data": 1, "version": 0}',
}
PROGRAMS = {
    "a syntax error": "a = Value(1.0",
    "an unknown name": f"a = {CANARY.replace('-', '_')} + 1",
    "a loop without end": "while True: pass",
    "a huge power": "x = 10**10**8",
    "5,000 parentheses": "x = " + "(" * 5000 + "1" + ")" * 5000,
    "5,000 signs": "x = " + "-" * 5000 + "1",
    "NUL": "a = Value(1.0)\0",
    "an import": "import os",
    "a file": "open('/etc/passwd').read()",
    "much memory": "x = [0] * 10**9",
    "recursion": "def f(x): return f(x)\nf(1)",
    "a megabyte": "a = Value(1.0)\n" * 70_000,
    "too many nodes": "a = Value(1.0)\nfor k in range(200_000): a = a + 1",
    "the sandbox itself": "__import__('os').system('true')",
    "a lone surrogate": "x = '\ud800'",
    "100,000 characters": "x = 1\n" * 17_000,
}


@pytest.fixture
def session(ann: Learner) -> Iterator[Session]:
    """What it was before, it must be afterwards."""
    session = ann.begin("a = Value(2.0)\nb = a*a\n")
    session.put("/cursor", cursor=3)
    before = session.get(), session.values()
    yield session
    assert (session.get(), session.values()) == before


def send(session: Session, method: str, path: str, **options: Any) -> Any:
    """The error of an answer that must be a refusal."""
    cookie = "; ".join(f"{name}={value}" for name, value in session.learner.cookies.items())
    headers = {"cookie": cookie} | options.pop("headers", {})
    answer = session.learner.client.request(method, f"{SESSIONS}/{session.id}{path}", headers=headers, **options)
    assert 400 <= answer.status_code < 500, (answer.status_code, answer.text[:500])
    assert CANARY not in answer.text
    error = answer.json()["error"]
    assert len(error["message"].split()) > 2
    return error


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_body_that_is_not_what_it_should_be(session: Session, body: bytes) -> None:
    send(session, "PATCH", "/nodes/0", content=body, headers=JSON)


@pytest.mark.parametrize("body", [b"", b'{"data": 1}'], ids=["none", "of no type"])
def test_a_body_that_must_be_there_and_be_json(session: Session, body: bytes) -> None:
    send(session, "PUT", "/program", content=body, headers={"content-type": "text/plain"})


def test_a_gesture_that_is_none(session: Session) -> None:
    error = send(session, "POST", "/build", json={"gesture": CANARY})
    assert error["field"] == "gesture"
    assert "'rename'" in error["message"]


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_a_hostile_program(session: Session, program: str) -> None:
    error = send(session, "PUT", "/program", content=json.dumps({"program": program}), headers=JSON)
    assert len(error["message"]) < 300


WITHOUT_PLACE = {"a lone surrogate", "100,000 characters", "a megabyte"}  # the last is not read at all


@pytest.mark.parametrize("program", [text for name, text in PROGRAMS.items() if name not in WITHOUT_PLACE])
def test_a_hostile_program_is_told_with_its_place(session: Session, program: str) -> None:
    error = send(session, "PUT", "/program", json={"program": program})
    assert error["line"] >= 1
    assert error["column"] >= 0


@pytest.mark.parametrize("declared", [True, False], ids=["declared", "in pieces"])
def test_three_megabytes_are_too_large(session: Session, declared: bool) -> None:
    content = json.dumps({"program": "#" * 3_000_000}).encode()
    pieces = (content[at : at + 65_536] for at in range(0, len(content), 65_536))
    error = send(session, "PUT", "/program", content=content if declared else pieces, headers=JSON)
    assert error["code"] == "too_large"


ROOM = {"": 66_000, "program": 800_000, "training": 2_100_000, "training/csv": 2_100_000, "training/model": 2_100_000}


@pytest.mark.parametrize(
    "path",
    [
        *(
            "PUT settings",
            "PUT cursor",
            "PUT epoch",
            "PATCH nodes/0",
            "POST step",
            "POST build",
            "POST undo",
            "POST run",
        ),
        *("POST run/save", "POST lab", "PUT program", "PUT training", "PUT training/csv", "POST training/model"),
    ],
)
def test_a_body_has_the_room_that_its_route_needs_and_no_more(session: Session, path: str) -> None:
    method, _, place = path.partition(" ")
    room, program_of_most = ROOM.get(place, ROOM[""]), 64 * 1024 * 12
    for size, fits in (
        (room, False),
        (60_000, True),
        (program_of_most, room >= program_of_most),
        (2_000_000, room > 2e6),
    ):
        content = json.dumps({"nothing that is known": ""}).encode().ljust(size)
        assert (send(session, method, f"/{place}", content=content, headers=JSON)["code"] == "too_large") != fits


def test_the_longest_program_is_taken_however_its_characters_are_written(ann: Learner) -> None:
    session, program = ann.begin(""), "#" + "\N{SLIGHTLY SMILING FACE}" * (64 * 1024 - 1)
    for is_escaped in (True, False):
        content = json.dumps({"program": program}, ensure_ascii=is_escaped).encode()
        changed = ann.ask("PUT", f"{SESSIONS}/{session.id}/program", content=content, headers=JSON)
        assert changed["program"] == program


@pytest.mark.parametrize(
    "path",
    [
        "/nodes/-1",
        "/nodes/x",
        "/nodes/1.5",
        "/nodes/" + "9" * 30,
        "/nodes/" + "9" * 5000,
        "/nodes/0?at=-1",
        "/nodes/0?at=99",
        "/values?at=1e3",
        "/values?at=99999999999999999999",
        "/steps?start=-1",
        "/steps?stop=x",
        "/elsewhere",
        "/%00",
        "/nodes/%ff",
    ],
)
def test_addresses_that_lead_nowhere(session: Session, path: str) -> None:
    send(session, "GET", path)


@pytest.mark.parametrize("method", ["DELETE", "PATCH", "TRACE", "QUERY"])
def test_methods_that_an_address_does_not_know(session: Session, method: str) -> None:
    assert send(session, method, "/graph")["code"] == "method_not_allowed"


@pytest.mark.parametrize("id", ["x", "..", "%2e%2e%2f", "a" * 10_000, "%00", "'; DROP TABLE sessions; --", "é"])
def test_ids_that_are_none(ann: Learner, id: str) -> None:
    answer = ann.client.get(f"{SESSIONS}/{id}/graph")
    assert answer.status_code in {404, 422}


FOREIGN = {
    "cross-site": {"sec-fetch-site": "cross-site"},
    "same-site": {"sec-fetch-site": "same-site", "origin": "http://testserver"},
    "another origin": {"origin": "http://evil.example"},
    "another port": {"origin": "http://testserver:8080"},
    "no origin": {"origin": "null"},
    "an origin that is no address": {"origin": "http://[::1"},
}
OWN = {
    "same-origin": {"sec-fetch-site": "same-origin"},
    "typed": {"sec-fetch-site": "none"},
    "our origin on a plain http address": {"origin": "http://testserver"},
    "no browser": {},
}


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN)
def test_a_change_from_another_site_is_refused(session: Session, headers: dict[str, str]) -> None:
    assert send(session, "POST", "/zero-grad", headers=headers)["code"] == "foreign_origin"


@pytest.mark.parametrize("headers", OWN.values(), ids=OWN)
def test_a_change_from_our_own_pages_is_not(ann: Learner, headers: dict[str, str]) -> None:
    assert ann.client.post(SESSIONS, headers=headers).status_code == 201


@pytest.mark.parametrize(
    "cookie",
    ["backlight=", "backlight=short", "backlight=" + "é" * 22, "=;;;===", "backlight=" + "x" * 8_000, '{"a": 1}; x="'],
)
def test_cookies_that_are_none_of_ours_are_nobodys(ann: Learner, cookie: str) -> None:
    ann.begin()
    ann.client.cookies.clear()
    answer = ann.client.get(SESSIONS, headers={b"cookie": cookie.encode()})
    assert (answer.status_code, answer.json()) == (200, [])
    assert "set-cookie" in answer.headers


def test_our_cookie_is_found_among_others_that_are_broken(ann: Learner) -> None:
    ann.begin()
    [(name, token)] = ann.cookies.items()
    ann.client.cookies.clear()
    answer = ann.client.get(SESSIONS, headers={"cookie": f'x={{"a": [1, 2]}}; {name}={token}; y="'})
    assert len(answer.json()) == 1


def test_every_answer_carries_the_policy(ann: Learner) -> None:
    for path in ("/", "/healthz", SESSIONS, "/nowhere", "/static/css/tokens.css"):
        headers = ann.client.get(path, follow_redirects=False).headers
        assert headers["content-security-policy"] == (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
            "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        )
        assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/static/../pyproject.toml", "/static/%2e%2e/pyproject.toml", "/static//etc/passwd"])
def test_static_files_are_those_of_the_folder(ann: Learner, path: str) -> None:
    assert ann.client.get(path).status_code == 404


def test_the_server_answers_others_while_a_program_runs_in_vain(ann: Learner, app: FastAPI) -> None:
    session = ann.begin()
    session.write("while True: pass", 422)
    assert session.patch(0, data=3.0)["version"] == 2
    assert isinstance(session.learner.client, TestClient)
