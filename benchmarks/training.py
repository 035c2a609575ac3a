"""Training through a live session, beside micrograd and vectorised PyTorch, and what it costs to be watched.

    python -m benchmarks.training [rounds]

Rounds take turns, ratios are medians over them; nothing is asserted. A browser that watches uses the same cores: on a
machine that is busy otherwise the cost of it says little. It should be less than a fifth, and no picture be older than
two pictures.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.client import Client, said
from benchmarks.peers import Step, micrograd_moons_step, micrograd_step, torch_vector_step
from benchmarks.service import UNLIMITED
from benchmarks.workloads import moons, rows
from tests.browser.chromium import find_chromium, launch
from tests.serving import Server

SECONDS = 2.0  # a turn of a session
RATE = 1e-4
MOONS: dict[str, Any] = {"layers": [16, 16, 1], "activation": "relu", "loss": "max_margin", "l2": 1e-4}
LECTURE: dict[str, Any] = {"layers": [4, 4, 1]}
# When pictures were asked for, and when the screen was drawn: the first time after its answer, a picture is seen. A
# page that asks for every drawing of the screen would cost more than the one that is measured.
RECORD = """() => {
  window.record = {asked: [], drawn: [], bytes: 0};
  let waiting = 0;
  const draw = () => {
    for (; waiting > 0; waiting--) record.drawn.push(performance.now());
  };
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) {
      record.bytes += entry.transferSize;
      if (!entry.name.includes('/run/picture')) continue;
      record.asked.push(entry.startTime);
      if (waiting++ === 0) requestAnimationFrame(draw);
    }
  }).observe({type: 'resource'});
}"""


class Learner(Client):
    """A client whose session trains a model without end."""

    def __init__(self, server: Server, data: str, **model: Any) -> None:
        super().__init__(server, "a = Value(1.0)\n")
        self.ask("PUT", f"{self.address}/training", data={"kind": data}, learning_rate=RATE)
        self.ask("POST", f"{self.address}/training/model", **model)

    @contextmanager
    def running(self) -> Iterator[None]:
        self.ask("POST", f"{self.address}/run")
        yield
        self.ask("POST", f"{self.address}/run/pause")

    def speed(self, seconds: float = SECONDS, meanwhile: Callable[[float], None] = time.sleep) -> float:
        """Training steps a second."""
        before, begin = self.ask("GET", f"{self.address}/run")["step"], time.perf_counter()
        meanwhile(seconds)
        return float((self.ask("GET", f"{self.address}/run")["step"] - before) / (time.perf_counter() - begin))


def rate_of(step: Step, seconds: float = 0.5) -> float:
    count, begin = 0, time.perf_counter()
    while time.perf_counter() - begin < seconds:
        step()
        count += 1
    return count / (time.perf_counter() - begin)


def beside(name: str, learner: Learner, peers: dict[str, Step], rounds: int) -> None:
    own: list[float] = []
    others: dict[str, list[float]] = {peer: [] for peer in peers}
    for _ in range(rounds):
        with learner.running():
            learner.speed(0.2)
            own.append(learner.speed())
        for peer, step in peers.items():
            others[peer].append(rate_of(step))
    said(f"{name}: steps a second through a session", f"{median(own):,.0f}")
    for peer, rates in others.items():
        ratio = median(mine / rate for mine, rate in zip(own, rates, strict=True))
        said(f"… {peer}: {median(rates):,.4g} a second; Backlight is faster", f"{ratio:,.1f} times")


def speeds(server: Server, rounds: int) -> None:
    has_micrograd, has_torch = (bool(importlib.util.find_spec(name)) for name in ("micrograd", "torch"))
    lecture: dict[str, Step] = {"micrograd": micrograd_step(rows(), RATE)} if has_micrograd else {}
    demo: dict[str, Step] = {"micrograd": micrograd_moons_step(*moons(), RATE)} if has_micrograd else {}
    if has_torch:
        demo["PyTorch, vectorised"] = torch_vector_step(*moons(), RATE)
    beside("the lecture's 4 rows, MLP(3, [4, 4, 1])", Learner(server, "lecture", **LECTURE), lecture, rounds)
    beside("100 moons, MLP(2, [16, 16, 1])", Learner(server, "moons", **MOONS), demo, rounds)


def watched(server: Server, page: Page, name: str, learner: Learner, rounds: int) -> None:
    page.context.add_cookies([{"name": n, "value": v, "url": server.url} for n, v in [learner.cookie.split("=", 1)]])
    address = f"{server.url}/s/{learner.address.rpartition('/')[2]}"
    costs, pictures, ages, most, bytes_ = [], [], [], 0, []
    with learner.running():
        for _ in range(rounds):
            page.goto("about:blank")
            page.wait_for_timeout(500)
            alone = learner.speed()
            page.goto(address)
            page.wait_for_selector("#run-toggle >> text=Pause")
            page.wait_for_timeout(1500)
            page.evaluate(RECORD)
            costs.append(1 - learner.speed(2 * SECONDS, lambda seconds: page.wait_for_timeout(seconds * 1e3)) / alone)
            seen: dict[str, Any] = page.evaluate("record")
            pictures.append(len(seen["drawn"]) / 2 / SECONDS)
            bytes_.append(seen["bytes"] / max(1, len(seen["asked"])))
            pairs = list(zip(seen["asked"], seen["drawn"], strict=False))
            ages += [drawn - asked for asked, drawn in pairs]
            for (asked, _), (_, replaced) in zip(pairs, pairs[1:], strict=False):
                most = max(most, sum(asked < drawn <= replaced for drawn in seen["drawn"]))
    said(f"{name}: watching costs", f"{median(costs):.0%}", "under 20 %")
    said("… pictures drawn a second", f"{median(pictures):.0f}")
    said("… bytes a picture", f"{median(bytes_):,.0f}")
    said("… from asking for a picture until it is seen, median", f"{median(ages):.0f} ms" if ages else "-")
    said("… pictures drawn before one is replaced, at most", str(most), "2")


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    names = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    machine = names[0].partition(": ")[2] if names else platform.machine()
    said(f"{machine}, {os.cpu_count()} cores, load before", f"{os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder, Server(Path(folder, "data"), **UNLIMITED) as server:
        speeds(server, rounds)
        with sync_playwright() as playwright:
            executable = find_chromium(playwright)
            if executable is None:
                raise SystemExit("No Chromium or Chrome was found.")
            with launch(playwright, executable) as browser:
                for name, data, model in (("lecture", "lecture", LECTURE), ("moons", "moons", MOONS)):
                    page = browser.new_page(viewport={"width": 1400, "height": 840})
                    watched(server, page, name, Learner(server, data, **model), rounds)
                    page.close()


if __name__ == "__main__":
    main()
