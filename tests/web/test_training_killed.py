"""A real server that is killed, or stopped, in the middle of a run: the run goes on where it was."""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from tests.serving import Server

AGE = 10.0  # seconds; a checkpoint is written every half second, and this machine may be busy


class Browser:
    """One learner with a connection of their own for each request."""

    def __init__(self, server: Server) -> None:
        self.server, self.cookie = server, ""

    def ask(self, method: str, path: str, **body: Any) -> Any:
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        headers = {"content-type": "application/json", "cookie": self.cookie}
        connection.request(method, path, None if method == "GET" else json.dumps(body), headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        assert answer.status < 400, content
        self.cookie = (answer.getheader("set-cookie") or self.cookie).split(";")[0]
        return json.loads(content)


def checkpoint(server: Server, run: str) -> tuple[str, int, float]:
    """What the store says of a run: its status, how many epochs it has done, and when that was, since 1970."""
    with closing(sqlite3.connect(server.data / "sessions.sqlite3")) as database:
        found = database.execute("SELECT status, epoch, changed FROM runs WHERE run = ?", (run,)).fetchone()
    return str(found[0]), int(found[1]), float(found[2])


def losses(browser: Browser, address: str) -> dict[int, float]:
    """Of the first epochs, by epoch."""
    found = browser.ask("GET", f"{address}/run/losses?stop=3")
    return dict(zip(found["epochs"], found["train"], strict=True))


def lab_of(browser: Browser, address: str) -> tuple[str, list[int]]:
    """How it stands, and the epoch of each rate."""
    found = browser.ask("GET", f"{address}/lab?grid=2")
    return found["status"], [each["epoch"] for each in found["rates"]]


@pytest.mark.parametrize("how", ["kill", "stop"])
def test_a_lab_goes_on_after_the_end_of_the_server_and_is_still_there_when_it_is_done(tmp_path: Path, how: str) -> None:
    with Server(tmp_path / "data") as server:
        ann = Browser(server)
        address = f"/api/sessions/{ann.ask('POST', '/api/sessions')['id']}"
        ann.ask("PUT", f"{address}/training", data={"kind": "lecture"})
        ann.ask("POST", f"{address}/training/model", layers=[4, 4, 1])
        ann.ask("POST", f"{address}/lab", rates=[0.05, 0.001, 1.5], epochs=10_000)
        getattr(server, how)()
        server.start()
        assert lab_of(ann, address)[0] in {"running", "done"}
        while lab_of(ann, address)[0] != "done":
            time.sleep(0.05)
        server.stop()
        server.start()
        status, epochs = lab_of(ann, address)
        assert (status, epochs[:2]) == ("done", [10_000, 10_000])
        run = ann.ask("POST", f"{address}/lab/take", rate=0.05)
        assert (run["status"], run["epoch"]) == ("paused", 10_000)
        ann.ask("POST", f"{address}/run/step", epochs=5)
        assert lab_of(ann, address) == ("done", epochs)  # it stays as it was
        assert "Traceback" not in server.log.read_text()


@pytest.mark.parametrize("how", ["kill", "stop"])
def test_a_run_goes_on_after_the_end_of_the_server(tmp_path: Path, how: str) -> None:
    with Server(tmp_path / "data") as server:
        ann = Browser(server)
        address = f"/api/sessions/{ann.ask('POST', '/api/sessions')['id']}"
        ann.ask("PUT", f"{address}/training", data={"kind": "lecture"})
        ann.ask("POST", f"{address}/training/model", layers=[4, 4, 1])
        ann.ask("POST", f"{address}/run")
        before = after = ann.ask("GET", f"{address}/run")
        watching = HTTPConnection("127.0.0.1", server.port, timeout=30)
        watching.request("GET", f"{address}/events", headers={"cookie": ann.cookie})
        stream = watching.getresponse()
        assert stream.readline() + stream.readline() == b"retry: 2000\n\n"
        assert stream.readline() == b"event: session\n"  # for one who comes back and has missed a change
        version = ann.ask("GET", address)["version"]
        assert json.loads(stream.readline().removeprefix(b"data: ")) == {"version": version}
        assert [stream.readline() for _ in range(2)] == [b"\n", b"event: run\n"]
        first = json.loads(stream.readline().removeprefix(b"data: "))
        assert [stream.readline() for _ in range(2)] == [b"\n", b"event: run\n"]  # and so on, while it goes on
        assert json.loads(stream.readline().removeprefix(b"data: "))["epoch"] > first["epoch"]
        while after["epoch"] == 0:
            after = ann.ask("GET", f"{address}/run")
        time.sleep(1.5)
        before = ann.ask("GET", f"{address}/run")
        early = losses(ann, address)
        ended = time.time()
        getattr(server, how)()
        status, epoch, kept = checkpoint(server, before["run"])
        assert (status, kept > ended - AGE) == ("running", True)
        if how == "stop":  # it ended at the end of its turn, and nothing is lost
            assert epoch >= before["epoch"]
        watching.close()
        server.start()
        found = ann.ask("GET", f"{address}/run")
        assert found["status"] in {"waiting", "running"}
        assert found["run"] == before["run"]
        assert found["epoch"] >= epoch > 0
        again = losses(ann, address)
        both = early.keys() & again.keys()  # a longer run remembers fewer of its first epochs
        assert 0 in both
        assert {epoch: again[epoch] for epoch in both} == {epoch: early[epoch] for epoch in both}
        paused = ann.ask("POST", f"{address}/run/pause")
        assert paused["status"] == "paused"
        assert paused["epoch"] >= found["epoch"]
        assert "Traceback" not in server.log.read_text()
