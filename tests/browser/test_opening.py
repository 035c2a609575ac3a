"""A tanh taken apart: opened, stepped through until the same gradient arrives, and put together again."""

from __future__ import annotations

from playwright.sync_api import Position, expect

from app.sessions.examples import EXAMPLES
from tests.browser.conftest import Visit
from tests.browser.learner import PHONE, Learner

CORNER: Position = {"x": 24, "y": 5}  # of a node's card, beside its texts


def gradients(learner: Learner) -> dict[str, str]:
    """What the tape says has arrived at the leaves."""
    rows = learner.page.locator("#tape tbody tr")
    return {
        cells[0]: cells[3]
        for cells in rows.evaluate_all("rows => rows.map(row => [...row.cells].map(cell => cell.innerText))")
        if cells[1] == "leaf"
    }


def test_a_tanh_is_opened_stepped_through_and_closed(learner: Learner) -> None:
    page = learner.page
    page.keyboard.press("End")
    learner.expect_numbers_of_the_api()
    whole = gradients(learner)
    learner.node("o").click(position=CORNER)
    learner.button("Take apart").click()
    expect(learner.stage.get_by_role("button", name="tanh o, open group")).to_be_visible()
    expect(page.locator("#tape tbody tr")).to_have_count(17)
    learner.expect_cursor(learner.length)
    assert gradients(learner) == whole

    page.get_by_role("combobox", name="Speed").select_option("8")
    learner.stage.focus()
    page.keyboard.press("Home")
    learner.expect_cursor(0)
    names = set()
    for cursor in range(1, learner.length + 1):
        page.keyboard.press("ArrowRight")
        learner.expect_cursor(cursor)
        learner.expect_numbers_of_the_api()
        names.add(page.locator("#step h2").inner_text())
    assert {"Forward through exp", "Backward through exp", "Backward through ÷"} <= names
    assert gradients(learner) == whole

    learner.stage.get_by_role("button", name="tanh o, open group").click()
    expect(page.locator("#tape tbody tr")).to_have_count(10)
    learner.expect_cursor(learner.length)
    learner.expect_numbers_of_the_api()
    assert gradients(learner) == whole
    assert learner.api("program")["program"] == EXAMPLES["neuron"]


def test_one_key_takes_apart_and_puts_together(learner: Learner) -> None:
    keyboard = learner.page.keyboard
    learner.node("o").focus()
    keyboard.press("o")
    expect(learner.node("exp(2*n)")).to_be_visible()
    keyboard.press("o")
    expect(learner.node("exp(2*n)")).to_have_count(0)
    expect(learner.node("o")).to_be_focused()
    assert learner.api("graph")["opened"] == {}


def test_a_finger_takes_apart_by_a_long_press(visit: Visit) -> None:
    learner = Learner(visit(**PHONE))
    learner.open()
    learner.button("Show the whole graph").tap()
    learner.page.wait_for_timeout(400)
    box = learner.node("o").bounding_box()
    assert box is not None
    touch = {"pointerType": "touch", "pointerId": 7, "bubbles": True, "isPrimary": True}
    place = {"clientX": box["x"] + 20, "clientY": box["y"] + 5}
    learner.node("o").dispatch_event("pointerdown", touch | place)
    menu = learner.page.get_by_role("menu", name="Edit the node")
    expect(menu).to_be_visible()
    learner.node("o").dispatch_event("pointerup", touch | place)
    menu.get_by_role("menuitem", name="Take apart").tap()
    expect(learner.stage.get_by_role("button", name="tanh o, open group")).to_be_visible()
