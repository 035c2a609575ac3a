"""By keyboard alone, on a phone, with little motion, without scripts, and for axe: the page is there for everyone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.learner import Learner

AXE = Path(__file__).resolve().parent.parent.parent / "node_modules" / "axe-core" / "axe.min.js"
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
FOCUSED = """() => {
  const {tagName, textContent, ariaLabel, labels} = document.activeElement;
  return tagName === 'BODY' ? null : `${tagName.toLowerCase()} ${ariaLabel ?? labels?.[0]?.textContent ?? textContent}`;
}"""

CUT = """() => [...document.querySelectorAll('main *, header *')].filter(element => {
  if (element.closest('#stage, .editor, .formula, pre')) return false; // these scroll by themselves
  const {right, width, height} = element.getBoundingClientRect();
  const home = element.closest('.card, .panel, [role=tabpanel], .tabs, .transport, .bar') ?? document.documentElement;
  return width > 1 && height > 1 && right > home.getBoundingClientRect().right + 1;
}).map(element => element.outerHTML.slice(0, 120))"""


def findings_of_axe(page: Page) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations', 'incomplete']})")
    return [
        f"{finding['id']}: {finding['help']}: {node['html']}"
        for finding in found["violations"]
        for node in finding["nodes"]
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(visit: Visit, theme: str) -> None:
    learner = Learner(visit(color_scheme=theme))
    learner.open()
    assert findings_of_axe(learner.page) == []
    for _ in range(12):
        learner.page.keyboard.press("ArrowRight")
    learner.expect_cursor(12)
    assert findings_of_axe(learner.page) == []
    for tab in ("Training", "Check", "Code"):
        learner.page.get_by_role("tab", name=tab).click()
        assert findings_of_axe(learner.page) == []
    learner.button("Keyboard keys").click()
    assert findings_of_axe(learner.page) == []
    learner.page.goto("/sessions")
    assert findings_of_axe(learner.page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_a_phone(visit: Visit, theme: str) -> None:
    learner = Learner(visit(color_scheme=theme, **PHONE))
    learner.open()
    assert findings_of_axe(learner.page) == []


def test_axe_finds_what_is_wrong(page: Page) -> None:
    page.goto("/sessions")
    page.evaluate("document.body.append(document.createElement('button'))")
    assert any("button-name" in finding for finding in findings_of_axe(page))


def test_everything_is_reached_by_the_keyboard_alone(learner: Learner) -> None:
    """Tab walks through the page without a trap, to every kind of control, and each has a name."""
    keyboard = learner.page.keyboard
    walked = []
    for _ in range(120):
        keyboard.press("Tab")
        focused = learner.page.evaluate(FOCUSED)
        if focused is None:
            break
        if focused.startswith("textarea"):
            keyboard.press("Escape")
        walked.append(focused)
    else:
        pytest.fail(f"Tab never left the page: {walked}")
    assert all(len(name.split()) > 1 for name in walked), walked
    for control in (
        "textarea Program",
        "input x1",
        "rect x1",
        "button Play",
        "div Step",
        "button Step",
        "select Speed",
    ):
        assert any(name.startswith(control) for name in walked), f"{control} was not reached: {walked}"


def test_keys_play_step_and_pick_a_node(learner: Learner) -> None:
    keyboard = learner.page.keyboard
    learner.node("w1").focus()
    keyboard.press("Enter")
    keyboard.press("ArrowRight")
    learner.expect_cursor(1)
    keyboard.press("Shift+ArrowRight")
    learner.expect_cursor(learner.api()["timeline"]["segments"][0]["stop"])
    keyboard.press("End")
    learner.expect_cursor(learner.length)
    keyboard.press("Home")
    learner.expect_cursor(0)
    learner.stage.focus()
    keyboard.press("]")
    expect(learner.page.get_by_role("combobox", name="Speed")).to_have_value("2")
    keyboard.press("Space")
    learner.wait_for_cursor(2)
    keyboard.press("Space")
    expect(learner.button("Play")).to_be_visible()
    learner.expect_numbers_of_the_api()
    keyboard.press("?")
    expect(learner.page.get_by_role("dialog", name="Keys")).to_be_visible()


def test_with_reduced_motion_nothing_travels_and_every_step_is_shown(visit: Visit) -> None:
    learner = Learner(visit(reduced_motion="reduce"))
    learner.open()
    learner.page.get_by_role("combobox", name="Speed").select_option("8")
    learner.button("Play").click()
    learner.wait_for_cursor(learner.length)
    learner.expect_numbers_of_the_api()
    moving = "document.getAnimations().filter(animation => animation.playState === 'running').length"
    assert learner.page.evaluate(moving) == 0


def test_a_phone_shows_graph_and_transport_without_scrolling_sideways(visit: Visit) -> None:
    learner = Learner(visit(**PHONE))
    learner.open()
    assert learner.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for control in (learner.stage, learner.button("Play"), learner.scrubber):
        expect(control).to_be_in_viewport()
    learner.button("One step").tap()
    learner.expect_cursor(1)
    learner.expect_numbers_of_the_api()
    for panel in ("Program", "Leaves"):
        expect(learner.page.get_by_role("heading", name=panel)).to_be_visible()


def test_without_javascript_the_page_can_be_read(visit: Visit) -> None:
    page = visit(java_script_enabled=False)
    page.goto("/")
    expect(page.get_by_role("textbox", name="Program")).to_contain_text("Value(6.8813735870195432)")
    expect(page.get_by_role("cell", name="0.7071")).to_be_visible()


def test_no_panel_is_cut_at_any_width(learner: Learner) -> None:
    """Nothing sticks out of its panel at the right."""
    for _ in range(12):
        learner.page.keyboard.press("ArrowRight")
    learner.expect_cursor(12)
    expect(learner.page.get_by_role("tabpanel", name="Step")).to_contain_text("upstream")
    cut = {}
    for width in (1920, 1440, 1280, 1024, 800, 360):
        learner.page.set_viewport_size({"width": width, "height": 800})
        cut[width] = learner.page.evaluate(CUT)
    assert {width: elements for width, elements in cut.items() if elements} == {}
