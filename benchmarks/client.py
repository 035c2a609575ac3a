"""A learner over HTTP, and how what was measured is printed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from http.client import HTTPConnection
from socket import socket
from typing import Any

from tests.serving import Server

MLP = """\
# MLP(3, [4, 4, 1]) on the lecture's four rows, with sum of squares
import random
def number():
    return Value(random.uniform(-1, 1))
def layer(inputs, outputs):
    return [([number() for _ in range(inputs)], number()) for _ in range(outputs)]
layers = [layer(3, 4), layer(4, 4), layer(4, 1)]
def model(x):
    for neurons in layers:
        x = [(sum((w*v for w, v in zip(weights, x)), bias)).tanh() for weights, bias in neurons]
    return x[0]
xs = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
ys = [1.0, -1.0, -1.0, 1.0]
loss = sum((model(x) - y)**2 for x, y in zip(xs, ys))
"""

STEP = b"""\
POST %s/step HTTP/1.1\r
host: 127.0.0.1:%d\r
content-type: application/json\r
cookie: %s\r
content-length: 2\r
\r
{}"""
LENGTH = re.compile(rb"\r\ncontent-length: ([0-9]+)\r\n", re.IGNORECASE)


class Client:
    """A learner with one connection and one session."""

    def __init__(self, server: Server, program: str = MLP) -> None:
        self.server, self.cookie = server, ""
        self.connect()
        self.address = f"/api/sessions/{self.ask('POST', '/api/sessions', program=program)['id']}"

    def connect(self) -> None:
        """Anew, for an idle connection is closed after a while."""
        self.connection = HTTPConnection("127.0.0.1", self.server.port, timeout=60)

    def ask(self, method: str, path: str, **body: Any) -> Any:
        headers = {"content-type": "application/json", "cookie": self.cookie}
        self.connection.request(method, path, None if method == "GET" else json.dumps(body), headers)
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status >= 400:
            raise RuntimeError(content)
        self.cookie = (answer.getheader("set-cookie") or self.cookie).split(";")[0]
        return json.loads(content)

    def get(self, path: str) -> bytes:
        """A page or an answer, as it comes."""
        self.connection.request("GET", path, headers={"cookie": self.cookie})
        return self.connection.getresponse().read()

    def reads(self, path: str, times: int, pause: float = 0.0) -> list[float]:
        """Seconds that each of so many GETs of a page or an answer takes, with a pause before it."""
        about = (str(self.server.port), path, self.cookie, str(times), str(pause))
        command = [sys.executable, "-m", "benchmarks.reader", *about]
        taken: list[float] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
        return taken

    def step(self) -> None:
        """A training step. What is sent is ready and what comes is hardly looked at, so that many clients leave the
        server its share of the machine."""
        wire = self.connection.sock
        wire.sendall(STEP % (self.address.encode(), self.server.port, self.cookie.encode()))
        answer = b""
        while (end := answer.find(b"\r\n\r\n")) < 0:
            answer += self._more(wire)
        length = LENGTH.search(answer, 0, end + 2)
        if not answer.startswith(b"HTTP/1.1 200 ") or length is None:
            raise RuntimeError(answer)
        while len(answer) < end + 4 + int(length[1]):
            answer += self._more(wire)

    @staticmethod
    def _more(wire: socket) -> bytes:
        if more := wire.recv(65536):
            return more
        raise ConnectionResetError

    def watch(self) -> None:
        """Opens the stream of events of the session, and reads its first line."""
        self.connection.request("GET", f"{self.address}/events", headers={"cookie": self.cookie})
        assert self.connection.getresponse().readline().startswith(b"retry")


def said(what: str, value: str, goal: str = "") -> None:
    print(f"{what:<58} {value:>16}   {goal}", flush=True)


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1e3:.2f} ms"


def percentile(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
