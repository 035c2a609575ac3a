"""Programs that are as laborious to read as the limits let them be, accepted or refused, and what they cost the process
that answers everybody: `.venv/bin/python -m benchmarks.laborious`."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import cycle
from pathlib import Path
from threading import Event

from benchmarks.client import Client, milliseconds, percentile, said, timed
from tests.serving import Server

SIZE = 64 * 1024 - 64  # characters of a text
LINES = 1_980


def lines(line: str) -> str:
    """As many as fit; {} is the number of a line."""
    most = SIZE // (len(line.format(LINES)) + 1)
    return "\n".join(line.format(number) for number in range(min(LINES, most)))


PROGRAMS = {
    "values": lines("v{0}=Value({0}.0)"),
    "names that nothing defines": lines("w{0}=v{0}*2"),
    "lists within lists": lines("x=[[[[1]]]]"),
    "a condition": "a=1\nx=" + " and ".join(["a"] * (SIZE // 6)),
    "a dictionary": "x={" + ",".join(f"{key}:{key}" for key in range(5_500)) + "}",
    "statements on one line": "x=1;" * (SIZE // 4),
    "operations": "a=1\n" + lines("a=a+1+2+3+4+5+6+7+8"),
    "formats": "a=1\n" + lines("print(f'{{a}} {{a!r:>10}} {{a}}')"),
    "functions": lines("def f(a,b=1,*c,d=2,**e): return a+b"),
    "rounds": "a=Value(1.0)\nfor i in range(5_000):\n  b=a*a\n  a.grad=0.0\n  b.backward()\n  a.data-=0.01*a.grad\n",
}


def seconds(server: Server) -> float:
    """Of computing, by all threads of the server's own process."""
    assert server.process is not None
    threads = Path(f"/proc/{server.process.pid}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9


def write(client: Client, program: str) -> None:
    with suppress(RuntimeError):  # refused
        client.ask("PUT", f"{client.address}/program", program=program)


def laborious(server: Server) -> None:
    """One program after the other, then all of them in turns while somebody else reads."""
    client, reader, over = Client(server), Client(server), Event()
    costs = {}
    for name, program in PROGRAMS.items():
        before = seconds(server)
        taken = timed(lambda text=program: write(client, text))  # type: ignore[misc]
        costs[name] = (seconds(server) - before, taken)
    worst = max(costs, key=costs.__getitem__)
    said(
        f"CPU of the server for a laborious program, the worst: {worst}", milliseconds(costs[worst][0]), "under 100 ms"
    )
    said("the slowest of them, until its answer", milliseconds(max(taken for _, taken in costs.values())))

    def write_on() -> None:
        for program in cycle(PROGRAMS.values()):
            if over.is_set():
                return
            write(client, program)

    with ThreadPoolExecutor(1) as threads:
        writing = threads.submit(write_on)
        reads = reader.reads(reader.address, 400)
        over.set()
        writing.result()
    said("99th percentile of a GET meanwhile", milliseconds(percentile(reads, 0.99)), "under 25 ms")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        with Server(Path(folder) / "data", rate_address="", rate_change="", rate_run="") as server:
            laborious(server)
