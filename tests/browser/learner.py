"""What a learner does with a session in the browser, and what the API says the page should show."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from app.notation.numbers import short

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}

# What sticks out of its panel at the right.
CUT = """() => [...document.querySelectorAll('main *, header *')].filter(element => {
  if (element.closest('#stage, .editor, .formula, pre')) return false; // these scroll by themselves
  const {right, width, height} = element.getBoundingClientRect();
  const home = element.closest('.card, .panel, [role=tabpanel], .tabs, .transport, .bar') ?? document.documentElement;
  return width > 1 && height > 1 && right > home.getBoundingClientRect().right + 1;
}).map(element => element.outerHTML.slice(0, 120))"""

SHOWN = """stage => Object.fromEntries([...stage.querySelectorAll('[data-node]:not(.neuron)')].map(item =>
    [item.dataset.node, ['.data', '.grad'].map(field => item.querySelector(field)?.textContent ?? null)]))"""


class Learner:
    """Drives one page; everything is found by its role and name, as a person would find it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.program = page.get_by_role("textbox", name="Program", exact=True)
        self.scrubber = page.get_by_role("slider", name="Step", exact=True)
        self.stage = page.get_by_role("region", name="Graph")

    def open(self, path: str = "/") -> None:
        self.page.goto(path)
        expect(self.nodes.first).to_be_visible()

    def begin(self, program: str | None = None, example: str | None = None) -> None:
        """A new session of the learner's own."""
        body = {"program": program} if program is not None else {"example": example}
        answer = self.page.request.post("/api/sessions", data=body)
        assert answer.ok, answer.text()
        self.page.goto(f"/s/{answer.json()['id']}")
        expect(self.program).to_be_editable()

    @property
    def nodes(self) -> Locator:
        return self.stage.locator("[data-node]")

    def node(self, name: str) -> Locator:
        """The node on the stage that says it is `name`."""
        return self.stage.get_by_role("button", name=re.compile(f"^{re.escape(name)}, "))

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def write(self, program: str) -> None:
        """Replace the program, key by key, and wait until all of its graph is there."""
        self.program.press("ControlOrMeta+a")
        self.program.press_sequentially(program)
        self.wait_until_saved()
        self.button("Show the whole graph").click()
        expect(self.nodes).to_have_count(self.api("graph")["nodes"])

    def wait_until_saved(self) -> None:
        """Wait until the server has the program that stands in the editor."""
        for _ in range(200):
            if self.api("program")["program"] == self.program.input_value():
                return
            self.page.wait_for_timeout(25)
        raise AssertionError(f"not saved: {self.program.input_value()!r}")

    def wait_until_looking_at(self, cursor: int) -> None:
        """Wait until the server knows where the learner has come to."""
        for _ in range(200):
            if self.api()["timeline"]["cursor"] == cursor:
                return
            self.page.wait_for_timeout(25)
        raise AssertionError(f"the server does not know of cursor {cursor}")

    def api(self, part: str = "", **query: str | int) -> Any:
        """What the server knows of the session in view."""
        path = f"/api/sessions/{self.identity}/{part}"
        headers = {"accept": "application/json"}
        answer = self.page.request.get(path.rstrip("/"), params=dict(query), headers=headers)
        assert answer.ok, answer.text()
        return answer.json()

    @property
    def identity(self) -> str:
        """The session's id, from the address."""
        found = re.search(r"/s/([^/?#]+)", self.page.url)
        assert found is not None, self.page.url
        return found[1]

    @property
    def cursor(self) -> int:
        return int(self.scrubber.get_attribute("aria-valuenow") or 0)

    @property
    def length(self) -> int:
        return int(self.scrubber.get_attribute("aria-valuemax") or 0)

    def expect_cursor(self, cursor: int) -> None:
        expect(self.scrubber).to_have_attribute("aria-valuenow", str(cursor))

    def wait_for_cursor(self, cursor: int) -> None:
        """Wait until the pass has come at least so far."""
        self.page.wait_for_function(
            "([track, cursor]) => Number(track.getAttribute('aria-valuenow')) >= cursor",
            arg=[self.scrubber.element_handle(), cursor],
            polling=20,
        )

    def expect_numbers_of_the_api(self) -> None:
        """Each number in view is the one that the API gives for this cursor; a constant has no gradient."""
        graph, values = self.api("graph"), self.api("values", at=self.cursor)
        kinds = [graph["strings"][index] for index in graph["op"]]
        expected = {
            str(node): [short(data), None if kind == "constant" else short(grad)]
            for node, (kind, data, grad) in enumerate(zip(kinds, values["data"], values["grad"], strict=True))
        }
        for _ in range(50):  # a number may be on its way for a frame or two
            shown = self.stage.evaluate(SHOWN)
            if shown and shown.items() <= expected.items():
                return
            self.page.wait_for_timeout(20)
        assert shown == {node: expected[node] for node in shown}
