"""What whoever runs a server needs: health, metrics, logs, limits of pace, sessions that expire, a quick end."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.logs import JsonLines, set_up_logs
from app.main import create_app
from app.program.apart import SandboxApart
from app.program.errors import ProgramError
from app.settings import Settings
from tests.web.learner import SESSIONS, Learner

DAY = 24 * 3600.0


@contextmanager
def serving(data: Path, now: float = 1e9, **settings: Any) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(data=data, **settings), clock=lambda: now)) as client:
        yield client


def test_a_server_that_can_work_is_ready(ann: Learner) -> None:
    assert ann.ask("GET", "/healthz") == {"status": "ok"}
    assert ann.ask("GET", "/readyz") == {"status": "ok"}


def test_a_server_without_its_store_lives_and_is_not_ready(tmp_path: Path) -> None:
    with serving(tmp_path, store_seconds=0.2) as client:
        ann = Learner(client)
        session = ann.begin()
        holder = sqlite3.connect(tmp_path / "sessions.sqlite3", isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        error = session.patch(0, 503, data=1.0)["error"]
        assert error["code"] == "store_unavailable"
        assert client.get("/readyz").status_code == 503
        assert client.get("/readyz").headers["retry-after"] == "2"
        assert ann.ask("GET", "/healthz") == {"status": "ok"}
        holder.execute("ROLLBACK")
        holder.close()
        assert session.patch(0, data=1.0)["version"] == 2


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/", "/s/{}", "/sessions", "/s/{}/tape", "/s/{}/program.py"])
def test_who_asks_for_the_head_alone_gets_the_head_of_the_page(ann: Learner, path: str) -> None:
    address = path.format(ann.begin().id)
    whole, head = (ann.client.request(method, address, follow_redirects=False) for method in ("GET", "HEAD"))
    assert head.status_code == whole.status_code < 400
    assert head.content == b""
    assert head.headers["content-length"] == whole.headers["content-length"]
    assert head.headers.get("content-type") == whole.headers.get("content-type")


def test_metrics_count_what_happens_and_name_nobody(ann: Learner) -> None:
    session = ann.begin("canary = Value(1.0)\nb = canary*canary\n")
    session.post("/forward")
    session.write("while True: pass", 422)
    session.write("b =", 422)
    session.patch(0, 409, data=1.0, version=99)
    text = ann.ask("GET", "/metrics").decode()
    for name in ("live_sessions", "evicted_sessions", "store_seconds_count", "conflicts_total", "steps_total"):
        [value] = [line.split()[-1] for line in text.splitlines() if line.startswith(f"backlight_{name}")]
        assert float(value) > 0 or name == "evicted_sessions", name
    for outcome in ("ok", "wrong", "killed"):
        assert f'backlight_runs_total{{outcome="{outcome}"}}' in text
    assert 'route="/api/sessions/{id}/program",status="422"' in text
    assert session.id not in text
    assert "canary" not in text


def test_every_request_is_one_line_of_json_without_secrets(
    ann: Learner, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    logger = logging.getLogger("backlight.requests")
    monkeypatch.setattr(logger, "level", logging.INFO)
    logger.manager._clear_cache()  # type: ignore[attr-defined]
    session = ann.begin("canary = Value(1.0)")
    answer = ann.client.get(f"{SESSIONS}/{session.id}/graph")
    line = json.loads(JsonLines().format(caplog.records[-1]))
    assert line["request"] == answer.headers["x-request-id"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "/api/sessions/{id}/graph", 200)
    assert session.id.startswith(line["session"])
    assert len(line["session"]) == 4
    written = "".join(JsonLines().format(record) for record in caplog.records)
    assert session.id not in written
    assert "canary" not in written
    assert all(token not in written for token in ann.cookies.values())
    logger.manager._clear_cache()  # type: ignore[attr-defined]


def test_an_error_is_logged_with_where_it_happened() -> None:
    try:
        raise ValueError("broken")
    except ValueError:
        record = logging.getLogger("x").makeRecord("x", 40, "f", 1, "sorry", (), sys.exc_info())
    line = json.loads(JsonLines().format(record))
    assert (line["level"], line["message"]) == ("error", "sorry")
    assert "ValueError: broken" in line["exception"]


def test_quiet_logs_say_nothing_of_requests() -> None:
    root, ours = logging.getLogger(), logging.getLogger("backlight")
    before = root.handlers[:], root.level, ours.level
    try:
        set_up_logs("quiet")
        assert not logging.getLogger("backlight.requests").isEnabledFor(logging.INFO)
        set_up_logs("json")
        assert logging.getLogger("backlight.requests").isEnabledFor(logging.INFO)
    finally:
        root.handlers[:], root.level = before[0], before[1]
        ours.setLevel(before[2])


LIMITS = {
    "address": ({"rate_address": "5/day"}, "GET", SESSIONS),
    "begin": ({"rate_begin": "5/day"}, "POST", SESSIONS),
    "change": ({"rate_change": "5/day"}, "POST", f"{SESSIONS}/x/undo"),
    "run": ({"rate_run": "5/day"}, "PUT", f"{SESSIONS}/x/program"),
    "data": ({"rate_run": "5/day"}, "PUT", f"{SESSIONS}/x/training"),
    "model": ({"rate_run": "5/day"}, "POST", f"{SESSIONS}/x/training/model"),
}


@pytest.mark.parametrize(("settings", "method", "path"), LIMITS.values(), ids=LIMITS)
def test_whoever_is_too_fast_is_told_when_to_come_back(
    tmp_path: Path, settings: dict[str, Any], method: str, path: str
) -> None:
    with serving(tmp_path, **settings) as client:
        codes = [client.request(method, path, json={"program": ""}).status_code for _ in range(7)]
        assert codes[5:] == [429, 429]
        assert 429 not in codes[:5]
        answer = client.request(method, path)
        assert 1 <= int(answer.headers["retry-after"]) <= 60
        assert answer.json()["error"]["code"] == "too_fast"
        assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/sessions"), ("POST", "/s/x/copy"), ("GET", "/"), ("HEAD", "/")]
)
def test_sessions_that_pages_begin_count_too(tmp_path: Path, method: str, path: str) -> None:
    with serving(tmp_path, rate_begin="3/day") as client:
        codes = []
        for _ in range(5):
            client.cookies.clear()
            codes.append(client.request(method, path, follow_redirects=False).status_code)
        assert codes[3:] == [429, 429]
        assert 429 not in codes[:3]


def test_whoever_comes_back_begins_nothing(tmp_path: Path) -> None:
    with serving(tmp_path, rate_begin="3/day") as client:
        assert {client.get("/", follow_redirects=False).status_code for _ in range(9)} == {303}


def test_a_server_too_busy_to_run_programs_says_when_to_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise ProgramError("The server is too busy.", hint="Try again.", code="busy", span=(0, 0, 0, 0))

    monkeypatch.setattr(SandboxApart, "record", busy)
    with serving(tmp_path) as client:
        answer = client.post(SESSIONS, json={"program": "a = Value(1.0)"})
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")


def test_one_session_that_is_too_fast_does_not_hold_up_another(tmp_path: Path) -> None:
    with serving(tmp_path, rate_change="3/day") as client:
        codes = [client.post(f"{SESSIONS}/{id}/undo").status_code for id in ("a", "b", "c") for _ in range(4)]
        assert codes == [404, 404, 404, 429] * 3


def test_an_empty_limit_is_none(tmp_path: Path) -> None:
    with serving(tmp_path, rate_address="", rate_begin="", rate_change="", rate_run="") as client:
        assert {client.post(f"{SESSIONS}/x/undo").status_code for _ in range(400)} == {404}


def test_a_session_that_nobody_used_for_ninety_days_is_gone(tmp_path: Path) -> None:
    with serving(tmp_path) as client:
        ann = Learner(client)
        kept, forgotten = ann.begin(), ann.begin()
    with serving(tmp_path, now=1e9 + 80 * DAY) as client:
        ann.client = client
        kept.get()  # looking at it is using it
    with serving(tmp_path, now=1e9 + 91 * DAY) as client:
        ann.client = client
        for _ in range(200):
            if client.get(f"{SESSIONS}/{forgotten.id}").status_code == 404:
                break
            asyncio.run(asyncio.sleep(0.01))
        forgotten.get(expect=404)
        assert kept.get()["version"] == 1
