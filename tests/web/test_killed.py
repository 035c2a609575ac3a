"""A real server that is killed, stopped and started: what it has acknowledged is there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack
from http.client import HTTPConnection, HTTPException
from itertools import count
from typing import Any

import pytest

from tests.serving import Server

LEARNERS = 4
ROUNDS = 2


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("server") / "data") as server:
        yield server


@pytest.fixture
def visit(server: Server) -> Iterator[Callable[[], Browser]]:
    """Opens connections, and closes them in the end."""
    with ExitStack() as connections:

        def visit() -> Browser:
            browser = Browser(server)
            connections.callback(browser.connection.close)
            return browser

        yield visit


class Browser:
    """One learner with a connection of their own."""

    def __init__(self, server: Server) -> None:
        self.connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
        self.cookie = ""

    def ask(self, method: str, path: str, **body: Any) -> Any:
        """The JSON of an answer below 400. Raises OSError or HTTPException when the server is gone."""
        headers = {"content-type": "application/json", "cookie": self.cookie}
        self.connection.request(method, path, None if method == "GET" else json.dumps(body), headers)
        answer = self.connection.getresponse()
        content = answer.read()
        assert answer.status < 400, content
        self.cookie = (answer.getheader("set-cookie") or self.cookie).split(";")[0]
        return json.loads(content)

    def begin(self) -> str:
        return f"/api/sessions/{self.ask('POST', '/api/sessions', program='a = Value(0.0)')['id']}"


def edit_until_it_dies(browser: Browser, address: str) -> int:
    """The last number that the server said it had saved."""
    saved = 0
    for number in count(1):
        try:
            change = browser.ask("PATCH", f"{address}/nodes/0", data=float(number))
        except (OSError, HTTPException):
            return saved
        assert change["program"] == f"a = Value({number}.0)"
        saved = number
    raise AssertionError


def test_a_killed_server_loses_no_acknowledged_edit(server: Server, visit: Callable[[], Browser]) -> None:
    for _ in range(ROUNDS):
        browsers = [visit() for _ in range(LEARNERS)]
        addresses = [browser.begin() for browser in browsers]
        with ThreadPoolExecutor(LEARNERS) as threads:
            edits = [
                threads.submit(edit_until_it_dies, browser, address)
                for browser, address in zip(browsers, addresses, strict=True)
            ]
            wait(edits, timeout=0.4)
            server.kill()
            saved = [edit.result() for edit in edits]
        server.start()
        assert all(saved)
        for address, number in zip(addresses, saved, strict=True):
            found = visit().ask("GET", address)
            assert found["program"] in {f"a = Value({k}.0)" for k in (number, number + 1)}
            assert found["version"] >= number + 1


@pytest.mark.parametrize("how", ["stop", "kill"])
def test_a_session_is_as_it_was_after_a_restart_with_its_cursor_and_its_history(
    server: Server, visit: Callable[[], Browser], how: str
) -> None:
    ann = visit()
    address = ann.begin()
    ann.ask("PUT", f"{address}/program", program="a = Value(2.0)\nb = a*a\n")
    ann.ask("POST", f"{address}/step", count=3)
    ann.ask("POST", f"{address}/backward")
    ann.ask("PUT", f"{address}/cursor", cursor=14)
    before = [ann.ask("GET", address + path) for path in ("", "/graph", "/steps", "/nodes/1")]
    getattr(server, how)()
    server.start()
    again = visit()
    again.cookie = ann.cookie
    assert [again.ask("GET", address + path) for path in ("", "/graph", "/steps", "/nodes/1")] == before
    assert before[0]["timeline"]["cursor"] == 14
    assert [line["id"] for line in again.ask("GET", "/api/sessions")] == [before[0]["id"]]
    for _ in range(3):
        change = again.ask("POST", f"{address}/undo")
    assert change["program"] == "a = Value(0.0)"


def test_a_stopped_server_ends_cleanly(server: Server) -> None:
    process = server.process
    assert process is not None
    server.stop()
    assert process.returncode in {0, -15}
    server.start()
    assert "Traceback" not in server.log.read_text()
