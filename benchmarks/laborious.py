"""Programs that are as laborious to read as the limits let them be, accepted or refused, and what they cost the process
that answers everybody: `.venv/bin/python -m benchmarks.laborious`."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
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


READ = {  # much text, few nodes
    "values": lines("v{0}=Value({0}.0)"),
    "names that nothing defines": lines("w{0}=v{0}*2"),
    "lists within lists": lines("x=[[[[1]]]]"),
    "a condition": "a=1\nx=" + " and ".join(["a"] * (SIZE // 6)),
    "a dictionary": "x={" + ",".join(f"{key}:{key}" for key in range(5_500)) + "}",
    "statements on one line": "x=1;" * (SIZE // 4),
    "operations": "a=1\n" + lines("a=a+1+2+3+4+5+6+7+8"),
    "formats": "a=1\n" + lines("print(f'{{a}} {{a!r:>10}} {{a}}')"),
    "functions": lines("def f(a,b=1,*c,d=2,**e): return a+b"),
}
MADE = {  # few lines, nearly all the nodes, rounds or prints that there may be
    "many kinds of ops": """
x = [Value(i / 300 - 0.5) for i in range(300)]
for i in range(16_000):
    a, b = x[i % 300], x[(i * 7 + 1) % 300]
    x[i % 300] = [a + b, a * b, a - b, a.tanh(), a * 0.5][i % 5]
loss = sum(x)
""",
    "a wide sum": "a = [Value(float(i)) for i in range(49_000)]\nloss = sum(a)\n",
    "a deep chain": "a = Value(1.0)\nfor i in range(98_000):\n    a = a.tanh()\n",
    "powers": "a = Value(1.0)\nfor i in range(98_000):\n    a = a**(1 + i % 7)\n",
    "names": "a = Value(1.0)\nfor i in range(45_000):\n    a = a + Value(1.0, label=f'w{i}')\n",
    "long names": "a = Value(1.0)\nfor i in range(30_000):\n    a = a + Value(1.0, label=f'a rather long name: {i}')\n",
    "signs for names": "a = Value(1.0)\nfor i in range(8_000):\n    a = a + Value(1.0, label=f'{i}' + '😀' * 59)\n",
    "no numbers": "a = [Value(float('nan')) for i in range(49_000)]\nloss = sum(a)\n",
    "networks": "loss = 0\nfor i in range(500):\n    loss = loss + MLP(2, [4, 4, 1])([1.0, 2.0])\n",
    "a wide network": "m = MLP(64, [64, 64, 1])\nloss = 0\nfor i in range(4):\n    loss = loss + m([0.1] * 64)\n",
    "prints": "for i in range(8_000):\n    print(i)\n",
    "rounds": "a = Value(1)\nfor i in range(20_000):\n  b = a*a\n  a.grad = 0\n  b.backward()\n  a.data -= 0.1*a.grad",
}
PROGRAMS = READ | MADE


def seconds(server: Server) -> float:
    """Of computing, by all threads of the server's own process."""
    assert server.process is not None
    threads = Path(f"/proc/{server.process.pid}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9


def write(client: Client, program: str) -> None:
    with suppress(RuntimeError):  # refused
        client.ask("PUT", f"{client.address}/program", program=program)


def laborious(server: Server) -> None:
    """One program after the other, with the page and the graph that are asked for then; and all of them in turns while
    somebody else reads."""
    client, reader, over = Client(server), Client(server), Event()
    session = client.address.rpartition("/")[2]
    costs: dict[str, dict[str, float]] = {"a laborious program": {}, "its page": {}, "its graph": {}}
    slowest = 0.0
    for name, program in PROGRAMS.items():
        steps: tuple[Callable[[], object], ...] = (
            partial(write, client, program),
            lambda: client.get(f"/s/{session}"),
            lambda: client.get(f"{client.address}/graph"),
        )
        for cost, step in zip(costs.values(), steps, strict=True):
            before = seconds(server)
            slowest = max(slowest, timed(step))
            cost[name] = seconds(server) - before
    for what, cost in costs.items():
        worst = max(cost, key=cost.__getitem__)
        said(f"CPU of the server for {what}, the worst: {worst}", milliseconds(cost[worst]), "under 100 ms")
    said("the slowest of them, until its answer", milliseconds(slowest))

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
