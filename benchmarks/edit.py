"""From the pause in typing to the new graph on screen, in a real browser on a program of 30 nodes.

`.venv/bin/python -m benchmarks.edit` prints medians and 95th percentiles. The goal is a median under 100 ms. The clock
starts when the editor sends the program and stops after the frame in which the stage has the new node.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.chromium import find_chromium, launch
from tests.browser.learner import Learner
from tests.serving import Server

ROUNDS = 60
WARM_UP = 5
LEAVES = ["a = Value(0.5)", "b = Value(-1.25)", "c = Value(2.0)", "d = Value(0.1)", "n0 = a*b + c"]
PROGRAM = "\n".join([*LEAVES, *(f"n{i} = (n{i - 1} * d).tanh() + b" for i in range(1, 9))])

WAIT = """name => new Promise(resolve => {
  const stage = document.getElementById('stage');
  const there = () => stage.querySelector(`[aria-label^="${name},"]`) !== null;
  const painted = () => requestAnimationFrame(() => { setTimeout(() => resolve(performance.now())); });
  if (there()) return painted();
  const observer = new MutationObserver(() => {
    if (!there()) return;
    observer.disconnect();
    painted();
  });
  observer.observe(stage, {subtree: true, childList: true, attributes: true, attributeFilter: ['aria-label']});
})"""
SENT = """() => {
  const sent = performance.getEntriesByType('resource').filter(({name}) => name.endsWith('/program')).at(-1);
  return [sent.startTime, sent.duration];
}"""


def edit(page: Page, keys: str, name: str) -> tuple[float, float]:
    """Type without a pause; milliseconds from the request to the new node on screen, and those of the request alone."""
    page.evaluate("performance.clearResourceTimings()")
    page.evaluate(f"window.shown = ({WAIT})('{name}'); 0")
    for key in keys:
        page.keyboard.press("Enter" if key == "\n" else key)
    shown = page.evaluate("window.shown")
    started, answered = page.evaluate(SENT)
    return shown - started, answered


def rename(page: Page, learner: Learner, rounds: int) -> list[tuple[float, float]]:
    """A name of the last line changes: n8 becomes n80, n81, …"""
    learner.program.press("Control+End")
    for key in ("Home", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    times = [edit(page, "0", "n80")]
    for turn in range(1, rounds):
        page.keyboard.press("Backspace")
        times.append(edit(page, str(turn % 10), f"n8{turn % 10}"))
    return times


def append(page: Page, learner: Learner, rounds: int) -> list[tuple[float, float]]:
    """A line with a new node is typed at the end, and taken back."""
    times = []
    for turn in range(rounds):
        learner.program.press("Control+End")
        times.append(edit(page, f"\nz{turn} = n5*a", f"z{turn}"))
        for key in ("Shift+Home", "Backspace", "Backspace"):
            page.keyboard.press(key)
        expect(learner.node(f"z{turn}")).to_have_count(0)
    return times


def report(what: str, times: list[tuple[float, float]]) -> None:
    whole, answered = ([time[part] for time in times[WARM_UP:]] for part in (0, 1))
    sys.stdout.write(
        f"{what:<24} on screen: median {median(whole):5.1f}  p95 {quantiles(whole, n=20)[-1]:5.1f}"
        f"    answered: median {median(answered):5.1f}  p95 {quantiles(answered, n=20)[-1]:5.1f}   (ms)\n"
    )


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Server(Path(folder, "data")) as server,
        sync_playwright() as playwright,
    ):
        executable = find_chromium(playwright)
        if executable is None:
            raise SystemExit("No Chromium or Chrome was found.")
        with launch(playwright, executable) as browser:
            page = browser.new_page(base_url=server.url, viewport={"width": 1440, "height": 900})
            learner = Learner(page)
            learner.open()
            learner.write(PROGRAM)
            sys.stdout.write(f"{learner.api('graph')['nodes']} nodes, {ROUNDS} edits each\n")
            report("a node is renamed", rename(page, learner, ROUNDS + WARM_UP))
            learner.write(PROGRAM)
            report("a line is added", append(page, learner, ROUNDS + WARM_UP))


if __name__ == "__main__":
    main()
