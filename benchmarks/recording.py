"""From a program to its graph: how long a record takes, and how long the API takes to answer an edit with the graph.

`.venv/bin/python -m benchmarks.recording` prints wall and processor milliseconds, of the worker that runs the program
and of the server. The goals: a 65,000-node program within 2 s, the lecture's training step within 150 ms.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any
from urllib.request import Request, urlopen

from tests.serving import Server

ROUNDS = 7
TICKS = os.sysconf("SC_CLK_TCK")
MLP = """\
import random
from micrograd.nn import MLP
random.seed({seed})
model = MLP({inputs}, {layers})
points = {points}
labels = {labels}
scores = [model(p) for p in points]
loss = sum((s - t)**2 for s, t in zip(scores, labels))
loss.backward()
"""
ROWS = "[[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]"
MANY = "[[random.uniform(-1, 1), random.uniform(-1, 1)] for _ in range(100)]"
PROGRAMS: dict[str, Callable[[int], str]] = {
    "the neuron": lambda seed: f"x, w, b = Value({seed}.0), Value(-3.0), Value(6.88)\no = (x*w + b).tanh()\n",
    "four rows, MLP(3, [4, 4, 1])": lambda seed: MLP.format(
        seed=seed, inputs=3, layers=[4, 4, 1], points=ROWS, labels=[1.0, -1.0, -1.0, 1.0]
    ),
    "100 points, MLP(2, [16, 16, 1])": lambda seed: MLP.format(
        seed=seed, inputs=2, layers=[16, 16, 1], points=MANY, labels="[1.0 if x * y > 0 else -1.0 for x, y in points]"
    ),
}


class Client:
    """One learner with a session."""

    def __init__(self, url: str) -> None:
        self.url, self.cookie = url, ""
        self.id = self.ask("POST", "/api/sessions", {})["id"]

    def ask(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = Request(self.url + path, data, {"content-type": "application/json"}, method=method)
        if self.cookie:
            request.add_header("cookie", self.cookie)
        with urlopen(request, timeout=60) as answer:
            self.cookie = self.cookie or (answer.headers["set-cookie"] or "").split(";")[0]
            return json.loads(answer.read())


def processors(parent: int) -> tuple[float, float]:
    """Seconds of computing: of a process, and of its children."""
    own, children = 0.0, 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        used = (int(fields[11]) + int(fields[12])) / TICKS
        if int(stat.parent.name) == parent:
            own = used
        elif int(fields[1]) == parent:
            children += used
    return own, children


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, Server(Path(folder) / "data", rate_run="", rate_change="") as server:
        assert server.process is not None
        client = Client(server.url)
        sys.stdout.write(f"{'':34}{'nodes':>8}{'answer ms':>12}{'server ms':>12}{'worker ms':>12}\n")
        for name, program in PROGRAMS.items():
            times, works, nodes = [], [], 0
            for seed in range(1, ROUNDS + 1):
                before, begin = processors(server.process.pid), time.perf_counter()
                change = client.ask("PUT", f"/api/sessions/{client.id}/program", {"program": program(seed)})
                times.append(time.perf_counter() - begin)
                graph = change["graph"] or client.ask("GET", f"/api/sessions/{client.id}/graph")
                works.append([after - old for after, old in zip(processors(server.process.pid), before, strict=True)])
                nodes = graph["nodes"]
            own, worker = (1e3 * median(column) for column in zip(*works, strict=True))
            sys.stdout.write(f"{name:34}{nodes:8,}{1e3 * median(times):12.0f}{own:12.0f}{worker:12.0f}\n")


if __name__ == "__main__":
    main()
