"""By keyboard alone, on a phone, with little motion, without scripts: the page is there for everyone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.learner import CUT, PHONE, Learner

FOCUSED = """() => {
  const {tagName, textContent, ariaLabel, labels} = document.activeElement;
  return tagName === 'BODY' ? null : `${tagName.toLowerCase()} ${ariaLabel ?? labels?.[0]?.textContent ?? textContent}`;
}"""


SMALL = """() => [...document.querySelectorAll('button, select, summary, .button, input')].filter(element => {
  if (!element.checkVisibility() || element.closest('.unseen, .choice')) return false;
  const {width, height} = element.getBoundingClientRect();
  const after = getComputedStyle(element, '::after');
  const more = after.position === 'absolute' ? -2 * Number.parseFloat(after.top) : 0;
  return Math.min(width, height) + Math.max(0, more || 0) < 24;
}).map(element => element.outerHTML.slice(0, 120))"""


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


def test_the_focus_is_never_lost(learner: Learner) -> None:
    """Whatever closes gives it back, and what a closed group hides is in that group."""
    page, keyboard = learner.page, learner.page.keyboard
    learner.begin(example="lecture")
    learner.button("Examples").focus()
    keyboard.press("Enter")
    keyboard.press("Tab")
    expect(page.locator("#examples a, #examples button").first).to_be_focused()
    keyboard.press("Escape")
    expect(page.locator("#examples")).to_be_hidden()
    expect(learner.button("Examples")).to_be_focused()
    keyboard.press("/")
    keyboard.type("x1")
    keyboard.press("Enter")
    expect(learner.stage).to_be_focused()
    keyboard.press("Tab")  # to the buttons of what was found
    expect(learner.button("Use in an op")).to_be_focused()
    page.get_by_role("button", name="neuron 2, closed group").first.focus()
    keyboard.press("f")
    expect(page.get_by_role("button", name="model, closed group")).to_be_focused()
    keyboard.press("Space")
    learner.wait_for_cursor(2)


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
    for menu in ("Examples", "Export"):
        learner.button(menu).tap()
        box = learner.page.locator(":popover-open").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["viewport"]["width"]
        learner.page.keyboard.press("Escape")


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
        if width > 900:  # the panels scroll, not the page
            assert learner.page.evaluate("document.documentElement.scrollHeight <= innerHeight"), width
    assert {width: elements for width, elements in cut.items() if elements} == {}


def test_at_twice_the_size_of_text_nothing_is_cut(visit: Visit) -> None:
    """As a page at 200 %, and as a browser whose letters are twice as large."""
    learner = Learner(visit(viewport={"width": 700, "height": 420}))
    learner.open()
    learner.page.keyboard.press("End")
    learner.expect_cursor(learner.length)
    assert learner.page.evaluate(CUT) == []
    learner.page.set_viewport_size({"width": 1400, "height": 840})
    learner.page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert learner.page.evaluate(CUT) == []
    assert learner.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
def test_whatever_can_be_pressed_is_large_enough(visit: Visit, options: dict[str, Any]) -> None:
    """24 pixels each way, and 44 high for fingers where it is a main control."""
    learner = Learner(visit(**options))
    learner.open()
    small = learner.page.evaluate(SMALL)
    assert small == []
    if options:
        for name in ("Play", "One step", "To the end", "Add", "Examples"):
            box = learner.button(name).first.bounding_box()
            assert box is not None
            assert box["height"] >= 44, name
