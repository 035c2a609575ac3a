"""micrograd's demo through a session, beside micrograd itself from the same numbers: accuracy, loss, seconds of CPU.

    python -m benchmarks.demo

micrograd takes minutes. Nothing is asserted.
"""

from __future__ import annotations

import importlib.util
import tempfile
import time
from pathlib import Path

from benchmarks.client import Client, said
from benchmarks.service import UNLIMITED, cpu
from tests.serving import Server
from tests.web.demo import FORM, SCHEDULE, STEPS, micrograd_demo


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, Server(Path(folder, "data"), **UNLIMITED) as server:
        learner = Client(server, "a = Value(1.0)\n")
        data = {"kind": "moons", "size": 100, "seed": 1337}
        learner.ask("PUT", f"{learner.address}/training", data=data, schedule=SCHEDULE, learning_rate=1.0)
        learner.ask("POST", f"{learner.address}/training/model", **FORM)
        begun = learner.ask("GET", f"{learner.address}/run/parameters")["data"]
        rows = learner.ask("GET", f"{learner.address}/training/data")["rows"]
        before = cpu(server)
        run = learner.ask("POST", f"{learner.address}/run/step", epochs=STEPS)
        spent = cpu(server) - before
        losses = learner.ask("GET", f"{learner.address}/run/losses")["train"]
    said("100 moons, MLP(2, [16, 16, 1]), 100 steps: server CPU", f"{spent:.2f} s", "under a second")
    said("… accuracy", f"{run['accuracy']:.0%}")
    if not importlib.util.find_spec("micrograd"):
        return said("micrograd", "not installed")
    begin = time.process_time()
    steps = [(loss, accuracy) for loss, accuracy, _ in micrograd_demo(rows, begun)]
    took = time.process_time() - begin
    said("… micrograd from the same numbers: CPU", f"{took:.0f} s", f"{took / spent:,.0f} times as long")
    said("… accuracy", f"{steps[-1][1]:.0%}", "within a point")
    apart = max(abs(one - other) / abs(other) for one, (other, _) in zip(losses, steps, strict=True))
    said("… losses of all steps differ by at most", f"{apart:.1e}")


if __name__ == "__main__":
    main()
