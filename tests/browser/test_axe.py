"""axe finds nothing wrong: one walk through all that the page can show, at a desk and on a phone, in both themes."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from docs.scenes.programs import OWN_CLASS
from tests.browser.axe import findings_in_both_themes, findings_of_axe
from tests.browser.chromium import Watch
from tests.browser.conftest import Visit
from tests.browser.learner import PHONE, Learner

DESK: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
BOTH = pytest.mark.parametrize("walk", [DESK, PHONE], ids=["desk", "phone"], indirect=True)


class Walk:
    """Notes what is wrong at each stop, so that one walk tells all."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.learner = Learner(page)
        self.wrong: dict[str, list[str]] = {}

    def look(self, at: str) -> None:
        if found := findings_in_both_themes(self.page):
            self.wrong[at] = found

    def tab(self, name: str) -> None:
        self.page.get_by_role("tab", name=name).click()

    def press(self, *keys: str) -> None:
        self.learner.stage.focus()
        for key in keys:
            self.page.keyboard.press(key)


@pytest.fixture
def walk(visit: Visit, request: pytest.FixtureRequest) -> Walk:
    return Walk(visit(**request.param))


@BOTH
def test_axe_finds_nothing_around_an_expression(walk: Walk) -> None:
    page, learner = walk.page, walk.learner
    learner.open()
    walk.look("the first visit")
    learner.button("Take the tour").click()
    walk.look("the tour")
    learner.button("Skip").click()

    walk.press("a")
    expect(page.get_by_role("option").first).to_be_visible()
    walk.look("the palette")
    page.get_by_role("option").filter(has_text="multiply").first.click()
    walk.look("the question")
    learner.button("Cancel").click()

    walk.press("End")
    learner.expect_cursor(learner.length)
    learner.button("Show the whole graph").click()
    learner.node("o").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#paths")).to_contain_text("o")
    walk.look("a chosen node")
    learner.button("Edit").click()
    expect(page.get_by_role("menu", name="Edit the node")).to_be_visible()
    walk.look("the menu of a node")
    page.keyboard.press("Escape")
    learner.node("o").focus()
    page.keyboard.press("o")
    expect(learner.node("exp(2*n)")).to_be_visible()
    walk.look("a tanh taken apart")

    walk.tab("Check")
    expect(page.locator(".check-card .check-curve").first).to_be_visible()
    walk.look("the check")
    walk.tab("Code")
    expect(page.locator(".listing").first).to_be_visible()
    walk.look("the code")
    for name in ("Examples", "Export"):
        learner.button(name).click()
        walk.look(name)
        learner.button(name).click()
    learner.button("Keyboard keys").click()
    walk.look("the keys")
    page.keyboard.press("Escape")
    walk.tab("Step")
    learner.button("wrong order").click()
    expect(page.locator("#demonstration")).to_be_visible()
    walk.look("a demonstration")
    learner.button("Back to my session").click()

    learner.program.fill("n = x1*w1\no = n.tanh(\n")
    expect(page.locator("#editor-error")).not_to_be_empty()
    walk.look("a program that is wrong")
    learner.begin(program="")
    expect(page.locator(".welcome-example canvas.still")).to_have_count(6)
    walk.look("an empty page")
    learner.begin(program=OWN_CLASS)
    walk.press("End")
    expect(page.locator("#mistakes")).to_contain_text("+=")
    walk.look("a class of one's own that is wrong")
    assert walk.wrong == {}


@BOTH
def test_axe_finds_nothing_around_a_network(walk: Walk) -> None:
    page, learner = walk.page, walk.learner
    learner.begin(example="xor")
    learner.button("Not now").click()
    walk.tab("Training")
    page.get_by_label("How many epochs").fill("3")
    page.get_by_role("button", name="epochs", exact=True).click()
    expect(page.locator("#run-status")).to_contain_text("Done after 3 epochs")
    page.get_by_label("rates").fill("0.01, 0.1")
    learner.button("Try them all").click()
    expect(page.locator("#lab-status")).to_contain_text("0.1 ")
    for name in ("As numbers", "Compare runs", "Layers", "Parameters"):
        page.locator("summary", has_text=name).click()
    page.get_by_label("forget zero_grad").check()
    expect(page.locator("#forget-note")).to_be_visible()
    expect(page.locator("#plane canvas").first).to_be_visible()
    walk.look("training")
    learner.button("Edit table").click()
    walk.look("the table")
    page.keyboard.press("Escape")
    learner.button("Go on").click()
    expect(learner.button("Pause")).to_be_visible()
    walk.look("a run under way")
    learner.button("Pause").click()
    expect(learner.button("Go on")).to_be_visible()
    assert walk.wrong == {}


def test_axe_finds_nothing_on_the_other_pages(visit: Visit, watch: Watch) -> None:
    walk = Walk(visit())
    walk.learner.open()
    for path in ("/sessions", "/python", "/s/nowhere"):
        walk.page.goto(path)
        walk.look(path)
    assert walk.wrong == {}
    assert watch.wrong == [f"404: GET {walk.page.url}"]
    watch.wrong.clear()


def test_axe_finds_what_is_wrong(page: Page) -> None:
    page.goto("/sessions")
    page.evaluate("document.body.append(document.createElement('button'))")
    assert any("button-name" in finding for finding in findings_of_axe(page))


def test_axe_finds_what_cannot_be_read_in_the_dark(page: Page) -> None:
    page.goto("/sessions")
    page.locator("h1").evaluate("title => { title.style.color = 'light-dark(black, #222)'; }")
    assert any("color-contrast" in finding for finding in findings_in_both_themes(page))
