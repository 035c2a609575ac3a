"""Training through a live session, beside micrograd and vectorised PyTorch, and what it costs to be watched.

    python -m benchmarks.training [rounds]

Rounds take turns, ratios are medians over them; nothing is asserted. A browser that watches uses the same cores: on a
machine that is busy otherwise the cost of it says little. It should be less than a fifth, and no picture be older than
two frames of the screen: its age is from the moment when the run stood so, by the clock that server and browser share,
to the frame in which the page draws it. What counts as drawn: a frame of the screen before which a view was drawn anew.
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
FRAME = 1000 / 60  # milliseconds
# Added to the page before its own scripts: in which frames of the screen each view was drawn anew, and for each picture
# how many milliseconds it was old when it was drawn. It asks for no frames of its own.
RECORD = """
(() => {
  const VIEWS = {'loss-chart': 'loss', 'accuracy-chart': 'accuracy', plane: 'plane', layers: 'layers'};
  const record = window.record = {frames: {}, drawn: []};
  const note = view => (record.frames[view] ??= new Set()).add(document.timeline.currentTime);
  const {clearRect} = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.clearRect = function (...area) {
    const place = this.canvas.closest('#loss-chart, #accuracy-chart, #plane, #layers');
    if (place || this.canvas.className === 'still') note(place ? VIEWS[place.id] : 'wires');
    return clearRect.apply(this, area);
  };
  new MutationObserver(changes => {
    if (changes.some(({target}) => target.parentElement?.closest('.records'))) note('numbers');
  }).observe(document, {subtree: true, characterData: true, childList: true});
  const {dispatchEvent} = EventTarget.prototype;
  EventTarget.prototype.dispatchEvent = function (event) { // pictures are shown as a frame of the screen is drawn
    const seen = event.type === 'frame' ? event.detail?.frame?.seen : undefined;
    if (seen !== undefined) record.drawn.push(performance.timeOrigin + performance.now() - seen);
    return dispatchEvent.call(this, event);
  };
})()"""


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
    page.add_init_script(RECORD)
    address = f"{server.url}/s/{learner.address.rpartition('/')[2]}"
    costs: list[float] = []
    views: dict[str, list[float]] = {}
    ages: list[float] = []
    with learner.running():
        for _ in range(rounds):
            page.goto("about:blank")
            page.wait_for_timeout(500)
            alone = learner.speed()
            page.goto(address)
            page.wait_for_selector("#run-toggle >> text=Pause")
            page.evaluate("document.querySelector('#layers-fold').open = true")
            page.wait_for_timeout(1500)
            page.evaluate("record.frames = {}; record.drawn = []")
            begin = time.perf_counter()
            costs.append(1 - learner.speed(2 * SECONDS, lambda seconds: page.wait_for_timeout(seconds * 1e3)) / alone)
            seen = page.evaluate("[Object.entries(record.frames).map(([view, {size}]) => [view, size]), record.drawn]")
            for view, frames in [*seen[0], ("pictures", len(seen[1]))]:
                views.setdefault(view, []).append(frames / (time.perf_counter() - begin))
            ages += sorted(seen[1])
    said(f"{name}: watching costs", f"{median(costs):.0%}", "under 20 %")
    for view in ("pictures", "numbers", "wires", "plane", "loss", "accuracy", "layers"):
        if view in views:
            said(f"… {view} drawn a second", f"{median(views[view]):.0f}", "60" if view == "pictures" else "")
    ages.sort()
    for part, text in ((0.5, "half of them"), (0.95, "95 %"), (0.99, "99 %"), (1.0, "all")):
        age = ages[min(len(ages) - 1, int(part * len(ages)))] if ages else float("nan")
        said(f"… age of a picture in its frame, {text}", f"{age:.0f} ms", f"{2 * FRAME:.0f} ms")


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
