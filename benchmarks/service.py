"""The service under load, on this machine: `.venv/bin/python -m benchmarks.service [rounds of kill -9]`.

Prints training steps a second and their latency with 16 clients, the server's CPU for one, memory and disk for 10,000
sessions, the time of a restart and of a stop, GETs while 8 sessions run programs, while one brings laborious ones,
while 8 train and while 600 watch, and edits lost in rounds of kill -9.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack, suppress
from http.client import HTTPException
from itertools import count, cycle
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from socket import create_connection
from statistics import median

from app.engine.replay import Start
from app.engine.straight import train
from app.engine.tape import Tape
from app.program.sandbox import Sandbox
from benchmarks.client import MLP, Client, milliseconds, percentile, said, timed
from benchmarks.laborious import laborious
from tests.serving import Server

CLIENTS = 16
SESSIONS = 10_000
VIEWERS = 600
UNLIMITED = {"rate_address": "", "rate_begin": "", "rate_change": "", "rate_run": ""}


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
        reads = reader.reads(reader.address, 400)
        over.set()
        for each in runs:
            each.result()
    said("99th percentile of a GET while 8 sessions run", milliseconds(percentile(reads, 0.99)), "under 25 ms")


def reads_during_trainings(server: Server, reads: int = 1000) -> None:
    """Eight trainings that go on until they are paused, while somebody else reads sessions, pages and live frames."""
    busy, reader = [Client(server, "a = Value(1.0)\n") for _ in range(8)], Client(server)
    for client in busy:
        client.ask("PUT", f"{client.address}/training", data={"kind": "moons"}, learning_rate=1e-4)
        client.ask("POST", f"{client.address}/training/model", layers=[16, 16, 1], activation="relu", loss="max_margin")
        client.ask("POST", f"{client.address}/run/step")

    def slowest(path: str) -> float:
        return percentile(reader.reads(path, reads), 0.99)

    session = reader.address.rpartition("/")[2]
    paths = {
        "session": reader.address,
        "page": f"/s/{session}",
        "live frame": f"{busy[0].address}/run/frame?samples=false",
    }
    before = {what: slowest(path) for what, path in paths.items()}
    for client in busy:
        client.connect()
        client.ask("POST", f"{client.address}/run")
    for what, path in paths.items():
        said(f"99th percentile of a {what}, without a training", milliseconds(before[what]))
        said(f"99th percentile of a {what} while 8 trainings go on", milliseconds(slowest(path)), "under 25 ms")
    watched(server, busy, reader)
    reader.connect()
    epochs = [reader.ask("GET", f"{client.address}/run")["epoch"] for client in busy]
    said("… epochs of the slowest and of the fastest", f"{min(epochs):,} {max(epochs):,}", "about the same")
    for client in busy:
        client.connect()
        client.ask("POST", f"{client.address}/run/pause")


def watched(server: Server, busy: list[Client], reader: Client) -> None:
    """As many viewers as a small server may have, of all runs alike, while somebody else reads."""
    over, told = threading.Event(), [0] * VIEWERS
    with ExitStack() as connections, DefaultSelector() as selector:
        for viewer, client in zip(range(VIEWERS), cycle(busy)):
            connection = connections.enter_context(create_connection(("127.0.0.1", server.port)))
            connection.sendall(f"GET {client.address}/events HTTP/1.1\r\nhost: localhost\r\n\r\n".encode())
            selector.register(connection, EVENT_READ, (viewer, connection))

        def listen() -> None:
            while not over.is_set():
                for key, _ in selector.select(0.1):
                    viewer, connection = key.data
                    told[viewer] += connection.recv(65536).count(b"event: run")

        with ThreadPoolExecutor(1) as threads:
            listening = threads.submit(listen)
            time.sleep(3.0)
            before, begin = list(told), time.perf_counter()
            reads = reader.reads(reader.address, 400, pause=0.01)
            rates = [(now - then) / (time.perf_counter() - begin) for now, then in zip(told, before, strict=True)]
            over.set()
            listening.result()
    said(f"{VIEWERS} viewers of these runs, each told a second", f"{min(rates):.1f} to {max(rates):.1f}", "10")
    said("99th percentile of a session meanwhile", milliseconds(percentile(reads, 0.99)))


def many_sessions(server: Server) -> None:
    before = memory(server)
    client = Client(server, "a = Value(2.0)\nb = a*a\n")
    start = time.perf_counter()
    for number in range(SESSIONS):
        client.ask("POST", "/api/sessions", program=f"a = Value({number}.0)\nb = a*a\n")
    said(f"{SESSIONS:,} sessions begun, each in", milliseconds((time.perf_counter() - start) / SESSIONS))
    said("memory for each of them", f"{(memory(server) - before) / SESSIONS / 1024:.2f} KB")
    sizes = {file.suffix: file.stat().st_size for file in server.data.glob("sessions*")}
    log = sizes.pop(".sqlite3-wal", 0)
    said("disk for each of them", f"{sum(sizes.values()) / SESSIONS / 1024:.2f} KB", "about 2 KB")
    said("… and the log of the last changes, for all together", f"{log / 1024 / 1024:.0f} MB")


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
            laborious(server)
            reads_during_trainings(server)
            many_sessions(server)
            restarts(server)
            killed(server, rounds)


if __name__ == "__main__":
    main()
