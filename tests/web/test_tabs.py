"""Two tabs on one session, many learners at once, an emptied cache: nobody loses or sees what they should not."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi import FastAPI

from tests.web.learner import Learner, Session
from tests.web.test_sessions import CHANGES


@pytest.mark.parametrize("change", [c for name, c in CHANGES.items() if name != "delete"], ids=str)
def test_a_change_made_on_an_older_version_is_refused(ann: Learner, change: tuple[str, str, dict[str, Any]]) -> None:
    session = ann.begin()
    session.patch(0, data=1.0)
    session.patch(1, data=1.0)
    session.post("/undo")
    session.post("/backward")
    before = session.get()
    method, path, body = change
    error = session.ask(method, path, 409, **body, version=3)["error"]
    assert error["code"] == "stale_version"
    assert "version 4" in error["message"]
    assert session.get() == before
    session.ask(method, path, **body, version=4)


def test_changes_that_name_no_version_are_all_made(ann: Learner) -> None:
    session = ann.begin("a = Value(0.0)\nb = a*a\n")
    cookies = dict(ann.cookies)

    def train(_: int) -> int:
        tab = Learner(ann.client)
        answer = tab.client.post(f"/api/sessions/{session.id}/zero-grad", headers={"cookie": cookie})
        return int(answer.status_code)

    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    ann.client.cookies.clear()
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(train, range(24))) == [200] * 24
    assert session.get()["version"] == 25


def test_learners_at_the_same_time_see_their_own_numbers(newcomer: Callable[[], Learner]) -> None:
    sessions = [newcomer().begin(f"mine{k} = Value({k}.5)\nsquare{k} = mine{k}*mine{k}\n") for k in range(6)]
    for k, session in enumerate(sessions):
        session.patch(0, data=k + 0.25)
    for k, session in enumerate(sessions):
        session.post("/forward")
        assert session.seen([f"mine{k}", f"square{k}"], "data") == [k + 0.25, (k + 0.25) ** 2]
        assert len(session.learner.ask("GET", "/api/sessions")) == 1


def walk(session: Session, between: Callable[[], None]) -> list[Any]:
    """A bit of everything; what each answer said."""
    said = []

    def ask(method: str, path: str = "", **body: Any) -> None:
        between()
        said.append(session.ask(method, path, **body))

    ask("PUT", "/program", program="a = Value(2.0)\nb = Value(-3.0)\nc = a*b\nd = (c + a).tanh()\nprint(d)\n")
    ask("PATCH", "/nodes/0", data=0.75)
    ask("PUT", "/program", program="a = Value(2.0)\nb = Value(-3.0)\nc = a*b\nd = (c + a).tanh()\n")
    ask("PATCH", "/nodes/0", data=0.5)
    ask("PATCH", "/nodes/1", data=0.125)
    ask("POST", "/backward", to="node", node=2)
    ask("PATCH", "/nodes/1", requires_grad=False)
    ask("PUT", "/settings", precision="float32")
    ask("POST", "/step", count=9)
    ask("PATCH", "/nodes/0", data=-1.0)
    ask("POST", "/undo")
    ask("POST", "/undo")
    ask("POST", "/redo")
    ask("PUT", "/program", program="z = Value(1.0)\na = Value(2.0)\nb = Value(-3.0)\nc = a*b*z\n")
    ask("POST", "/backward")
    ask("POST", "/undo")
    for path in ("/graph", "/steps", "/values?at=3", "/nodes/2", ""):
        ask("GET", path)
    return [{key: value for key, value in one.items() if key != "id"} if isinstance(one, dict) else one for one in said]


def test_with_the_cache_emptied_before_every_request_the_answers_are_the_same(ann: Learner, app: FastAPI) -> None:
    library = app.state.library
    assert walk(ann.begin(), library.clear) == walk(ann.begin(), lambda: None)
