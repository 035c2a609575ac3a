"""The stage in a real browser at five sizes of graph: layout, first picture, pictures a second, memory; and the page.

`.venv/bin/python -m benchmarks.frontend [nodes …]` prints a table. The goals, on two cores without a graphics card:
60 pictures a second up to 5,000 nodes in view and 25 at 20,000, with a pulse on every edge; 55 when zoomed in; 300 ms
for the layout of 65,000 nodes; a cold page in 1 s; our scripts and styles under 150 kB compressed.
"""

from __future__ import annotations

import sys
import textwrap
from statistics import median
from typing import Any

from playwright.sync_api import Page

from tests.browser.served import served

SIZES = {  # nodes, about: the widths of a network's layers, and the examples it is shown
    100: ([2, 4, 3, 1], 1),
    700: ([3, 4, 4, 1], 8),
    5_000: ([2, 16, 16, 1], 7),
    20_000: ([2, 16, 16, 1], 30),
    65_000: ([2, 16, 16, 1], 95),
}
PROGRAM = textwrap.dedent("""
    widths, layers, loss = {widths}, [], Value(0.0)
    for l in range(len(widths) - 1):
        layers.append([
            ([Value(((l*31 + j*7 + i*3) % 19 - 9) / 10) for i in range(widths[l])], Value(j / 10))
            for j in range(widths[l + 1])
        ])
    for row in range({rows}):
        x = [Value(((row*5 + i*3) % 13 - 6) / 10) for i in range(widths[0])]
        for layer in layers:
            x = [sum([w*v for w, v in zip(ws, x)], b).tanh() for ws, b in layer]
        loss = loss + (x[0] - 0.5)**2
""")
# A second stage over the whole page, with a player whose moves are whole passes: every edge of a pass pulses at once.
STAGE = """async id => {
  const [{Stage}, {Player}, {Timeline}, {readGraph}, {readTree}, {arrange}, {shapeOf}, {Memo}] = await Promise.all(
    ['scene/stage', 'play/player', 'model/timeline', 'model/graph', 'model/tree', 'layout/groups', 'layout/shape',
     'layout/memo'].map(name => import(`/static/js/${name}.js`)));
  const headers = {Accept: 'application/json'};
  const ask = path => fetch(`/api/sessions/${id}${path}`, {headers}).then(answer => answer.json());
  const [json, values, session] = await Promise.all([ask('/graph'), ask('/values?at=0'), ask('')]);
  const graph = readGraph(json);
  const timeline = new Timeline(graph, session.timeline, values);
  for (let start = 0; start < timeline.length; start += 2000) {
    const {steps} = await ask(`/steps?start=${start}&stop=${Math.min(start + 2000, timeline.length)}`);
    timeline.add(start, steps);
  }
  const layouts = Array.from({length: 5}, () => {
    const tree = readTree(graph);
    const started = performance.now();
    arrange(shapeOf(graph, tree, new Uint8Array(tree.groups.length).fill(1)), null, new Memo());
    return performance.now() - started;
  });
  const element = document.createElement('div');
  Object.assign(element.style, {position: 'fixed', inset: 0, zIndex: 99});
  document.body.append(element);
  const player = new Player();
  const stage = new Stage(element, {player});
  player.load(timeline, 0);
  const started = performance.now();
  stage.show(graph, timeline);
  while (!stage.scene) await new Promise(requestAnimationFrame);
  await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
  const first = performance.now() - started;
  player.beat = cursor => timeline.segmentOf(cursor)?.stop ?? cursor + 1;
  player.speed = 0.25;
  Object.assign(window, {bench: {stage, player, element}});
  return {nodes: graph.size, layouts, first};
}"""
PICTURES = """async () => {
  const {player} = bench;
  player.seek(0);
  player.play();
  await new Promise(resolve => setTimeout(resolve, 400));
  const times = [];
  for (let i = 0, last = performance.now(); i < 60; i++) {
    await new Promise(requestAnimationFrame);
    times.push(performance.now() - last);
    last += times.at(-1);
    if (player.progress > 0.7) player.seek(0);
  }
  player.pause();
  return times;
}"""
NEARER = """() => {
  const {element} = bench;
  const wheel = deltaY => element.dispatchEvent(new WheelEvent('wheel', {deltaY, clientX: 700, clientY: 400}));
  for (let i = 0; i < 40; i++) wheel(-240);
  for (let i = 0; i < 3; i++) wheel(300);
}"""


def measure(page: Page, url: str, size: int) -> str:
    widths, rows = SIZES[size]
    program = PROGRAM.format(widths=widths, rows=rows)
    page.goto(url)
    answer = page.request.post(f"{url}/api/sessions", data={"program": program}, headers={"Origin": url})
    if not answer.ok:
        raise SystemExit(f"{answer.status}: {answer.text()}")
    page.goto(f"{url}/s/{answer.json()['id']}")
    found: dict[str, Any] = page.evaluate(STAGE, answer.json()["id"])
    page.evaluate("bench.stage.fit()")
    page.wait_for_timeout(600)
    whole = page.evaluate(PICTURES)
    page.evaluate(NEARER)
    page.wait_for_timeout(600)
    near = page.evaluate(PICTURES)
    memory = page.evaluate("performance.memory?.usedJSHeapSize ?? 0") / 1e6
    return (
        f"{found['nodes']:>7,}  {median(found['layouts']):>9.0f}  {found['first']:>13.0f}"
        f"  {1000 / median(whole):>9.0f}  {1000 / median(near):>9.0f}  {memory:>9.0f}"
    )


LOADED = """() => performance.getEntriesByType('resource')
    .filter(({name}) => /\\.(js|css)$/.test(name)).reduce((sum, {encodedBodySize}) => sum + encodedBodySize, 0)"""


def cold(page: Page, url: str) -> tuple[float, int]:
    """With nothing in the cache: milliseconds from the address to the first node on the stage, and the bytes of
    scripts and styles that came, libraries included, compressed as they are sent; by the time nothing more comes."""
    page.goto(url, wait_until="commit")
    page.wait_for_selector("#stage [data-node]")
    milliseconds = float(page.evaluate("performance.now()"))
    page.wait_for_timeout(1000)
    return milliseconds, int(page.evaluate(LOADED))


def later(page: Page, url: str) -> int:
    """Bytes that come when training is first wanted."""
    _, before = cold(page, url)
    page.get_by_role("tab", name="Training").click()
    page.wait_for_timeout(1000)
    return int(page.evaluate(LOADED)) - before


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    with served() as (url, browser):
        starts, bytes_sent = zip(*(cold(browser.new_page(), url) for _ in range(5)), strict=True)
        sys.stdout.write(
            f"a cold page {median(starts):.0f} ms; scripts and styles {max(bytes_sent) / 1000:.0f} kB compressed,"
            f" {later(browser.new_page(), url) / 1000:.0f} kB more for training\n\n"
        )
        sys.stdout.write("  nodes  layout ms  first picture  whole fps   near fps  memory MB\n")
        for size in sizes:
            page = browser.new_page(viewport={"width": 1400, "height": 840})
            sys.stdout.write(measure(page, url, size) + "\n")
            sys.stdout.flush()
            page.close()


if __name__ == "__main__":
    main()
