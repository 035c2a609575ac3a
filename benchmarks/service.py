"""The service under load, on this machine: `.venv/bin/python -m benchmarks.service [rounds of kill -9]`.

Prints training steps a second and their latency with 16 clients, the server's CPU for one, memory and disk for 10,000
sessions, the time of a restart and of a stop, GETs while 8 long runs go on, and edits lost in rounds of kill -9.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

from app.engine.replay import Start, train
from app.engine.tape import Tape
from app.program.sandbox import Sandbox
from tests.serving import Server

CLIENTS = 16
SESSIONS = 10_000
UNLIMITED = {"rate_address": "", "rate_begin": "", "rate_change": "", "rate_run": ""}
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


class Client:
    """A learner with one connection and one session."""

    def __init__(self, server: Server, program: str = MLP) -> None:
        self.connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
        self.cookie = ""
        self.address = f"/api/sessions/{self.ask('POST', '/api/sessions', program=program)['id']}"

    def ask(self, method: str, path: str, **body: Any) -> Any:
        headers = {"content-type": "application/json", "cookie": self.cookie}
        self.connection.request(method, path, None if method == "GET" else json.dumps(body), headers)
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status >= 400:
            raise RuntimeError(content)
        self.cookie = (answer.getheader("set-cookie") or self.cookie).split(";")[0]
        return json.loads(content)

    def step(self) -> None:
        self.ask("POST", f"{self.address}/step")

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


def cpu(server: Server) -> float:
    """Seconds of CPU that the server's process has used."""
    assert server.process is not None
    fields = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(server: Server) -> float:
    """Bytes that the server's process holds."""
    assert server.process is not None
    pages = int(Path(f"/proc/{server.process.pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def engine_seconds() -> float:
    """One training step in the engine alone."""
    sandbox = Sandbox()
    tape = Tape(sandbox.record(MLP).graph)
    sandbox.close()
    return median(timed(lambda: train(tape, Start(), 1000, 0.01)) / 1000 for _ in range(7))


def training(server: Server, steps: int = 150) -> None:
    clients = [Client(server) for _ in range(CLIENTS)]
    for client in clients:
        client.step()
    alone, before = 400, cpu(server)
    single = [timed(clients[0].step) for _ in range(alone)]
    each = (cpu(server) - before) / alone
    said("CPU of the server for one training step of the MLP", milliseconds(each), "under 1 ms")
    said("… of it the engine", f"{engine_seconds() / each:.1%}", "under 2 %")
    said("one client, median", milliseconds(median(single)))
    start = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as threads:
        lists = list(threads.map(lambda client: [timed(client.step) for _ in range(steps)], clients))
    times = [seconds for one in lists for seconds in one]
    said(f"steps a second, {CLIENTS} clients", f"{len(times) / (time.perf_counter() - start):.0f}")
    said(f"99th percentile of a step, {CLIENTS} clients", milliseconds(percentile(times, 0.99)), "under 50 ms")


def pages_during_runs(server: Server) -> None:
    """Eight sessions that run programs and train without a pause, while somebody else reads."""
    busy, reader, over = [Client(server) for _ in range(8)], Client(server), threading.Event()

    def run(client: Client) -> None:
        for number in count():
            if over.is_set():
                return
            client.ask("PUT", f"{client.address}/program", program=f"{MLP}# {number}\n")
            client.ask("POST", f"{client.address}/step", count=10_000)

    with ThreadPoolExecutor(len(busy)) as threads:
        runs = [threads.submit(run, client) for client in busy]
        reads = [timed(lambda: reader.ask("GET", reader.address)) for _ in range(400)]
        over.set()
        for each in runs:
            each.result()
    said("99th percentile of a GET while 8 sessions run", milliseconds(percentile(reads, 0.99)), "under 25 ms")


def many_sessions(server: Server) -> None:
    before = memory(server)
    client = Client(server, "a = Value(2.0)\nb = a*a\n")
    start = time.perf_counter()
    for number in range(SESSIONS):
        client.ask("POST", "/api/sessions", program=f"a = Value({number}.0)\nb = a*a\n")
    said(f"{SESSIONS:,} sessions begun, each in", milliseconds((time.perf_counter() - start) / SESSIONS))
    said("memory for each of them", f"{(memory(server) - before) / SESSIONS / 1024:.2f} KB")
    size = sum(file.stat().st_size for file in server.data.iterdir())
    said("disk for each of them", f"{size / SESSIONS / 1024:.2f} KB", "about 2 KB")


def restarts(server: Server) -> None:
    stops, starts = [], []
    for _ in range(5):
        watching = [Client(server, "a = Value(1.0)") for _ in range(100)]
        for client in watching:
            client.watch()
        stops.append(timed(server.stop))
        for client in watching:
            client.connection.close()
        starts.append(timed(server.start))
    said("SIGTERM with 100 open streams until the end", f"{max(stops):.2f} s", "under 2 s")
    said("start until the first answer, median", f"{median(starts):.2f} s", "under 2 s")


def edit_until_it_dies(client: Client) -> int:
    """The last number that was acknowledged."""
    for number in count(1):
        try:
            client.ask("PATCH", f"{client.address}/nodes/0", data=float(number))
        except (OSError, HTTPException):
            return number - 1
    raise AssertionError


def killed(server: Server, rounds: int) -> None:
    saved = lost = 0
    for _ in range(rounds):
        clients = [Client(server, "a = Value(0.0)\nb = a*a\n") for _ in range(8)]
        with ThreadPoolExecutor(len(clients)) as threads:
            edits = [threads.submit(edit_until_it_dies, client) for client in clients]
            wait(edits, timeout=0.3)
            server.kill()
            numbers = [edit.result() for edit in edits]
        server.start()
        reader = Client(server)
        for client, number in zip(clients, numbers, strict=True):
            found = reader.ask("GET", f"{client.address}/program")["program"]
            lost += found not in {f"a = Value({k}.0)\nb = a*a\n" for k in (number, number + 1)}
            client.connection.close()
        saved += sum(numbers)
    said(f"edits lost of {saved:,} acknowledged, {rounds} rounds of kill -9", str(lost), "0")


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    with tempfile.TemporaryDirectory() as folder, suppress(KeyboardInterrupt):
        with Server(Path(folder) / "data", **UNLIMITED) as server:
            training(server)
            pages_during_runs(server)
            many_sessions(server)
            restarts(server)
            killed(server, rounds)


if __name__ == "__main__":
    main()
