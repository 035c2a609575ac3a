"""Building by hand: the lecture's neuron from the palette, by mouse, by touch and by keys alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from app.sessions.examples import EXAMPLES
from tests.browser.conftest import Visit
from tests.browser.learner import PHONE, Learner

NEURON = "\n".join(EXAMPLES["neuron"].splitlines()[1:]) + "\n"  # without its title
LEAVES = {"x1": "2.0", "x2": "0.0", "w1": "-3.0", "w2": "1.0", "b": "6.8813735870195432"}
OPS = (
    ("multiply", ("x1", "w1"), "left"),
    ("multiply", ("x2", "w2"), "right"),
    ("add", ("left", "right"), "both"),
    ("add", ("both", "b"), "n"),
    ("tanh", ("n",), "o"),
)


def question(learner: Learner) -> Locator:
    return learner.page.get_by_role("form", name="Build")


def expect_program(learner: Learner, program: str) -> None:
    expect(learner.program).to_have_value(program)
    assert learner.api("program")["program"] == program


def pick(learner: Learner, op: str) -> None:
    learner.page.get_by_role("button", name="Add", exact=True).first.click()
    learner.page.get_by_role("option").filter(has_text=op).first.click()


def answer(learner: Learner, text: str, press: str) -> None:
    form = question(learner)
    form.get_by_role("combobox").or_(form.get_by_role("textbox")).fill(text)
    form.get_by_role("button", name=press, exact=True).click()


def build_by_mouse(learner: Learner) -> None:
    for name, number in LEAVES.items():
        pick(learner, "leaf")
        answer(learner, name, "Next")
        answer(learner, number, "Add")
        expect(learner.node(name)).to_be_visible()
    for op, inputs, name in OPS:
        pick(learner, op)
        for node in inputs:
            learner.node(node).click()
        answer(learner, name, "Add")
        expect(learner.node(name)).to_be_visible()


def test_the_neuron_built_by_mouse_is_the_lecture_program(learner: Learner) -> None:
    learner.begin(program="")
    build_by_mouse(learner)
    for name in ("left", "right", "both"):  # what has no name stands where it is used
        learner.node(name).click(button="right")
        learner.page.get_by_role("menuitem", name="Rename").click()
        answer(learner, "", "Rename")
        expect(learner.node(name)).to_have_count(0)
    expect_program(learner, NEURON)
    learner.page.keyboard.press("Escape")
    learner.page.keyboard.press("End")
    learner.expect_cursor(learner.length)
    learner.expect_numbers_of_the_api()


def test_each_gesture_can_be_undone_and_the_text_follows(learner: Learner) -> None:
    learner.write("a = Value(2.0)\nb = Value(3.0)\nc = a + b\n")
    learner.node("c").click()
    learner.button("Edit").click()
    learner.page.get_by_role("menuitem", name="Replace its op").click()
    learner.page.get_by_role("option").filter(has_text="multiply").click()
    expect_program(learner, "a = Value(2.0)\nb = Value(3.0)\nc = a*b\n")

    learner.button("Edit").click()
    learner.page.get_by_role("menuitem", name="Connect an input").click()
    question(learner).get_by_role("button", name="second: b").click()
    learner.node("a").click()
    expect_program(learner, "a = Value(2.0)\nb = Value(3.0)\nc = a*a\n")

    learner.node("b").click()
    learner.button("Edit").click()
    learner.page.get_by_role("menuitem", name="Delete").click()
    expect_program(learner, "a = Value(2.0)\nc = a*a\n")
    learner.button("Undo").first.click()
    expect_program(learner, "a = Value(2.0)\nb = Value(3.0)\nc = a*a\n")


def test_a_wire_is_drawn_from_one_node_to_another(learner: Learner) -> None:
    learner.write("a = Value(2.0)\nb = Value(3.0)\nc = a.tanh()\n")
    mouse = learner.page.mouse
    learner.node("b").click()
    handle, target = learner.page.locator("#handle").bounding_box(), learner.node("c").bounding_box()
    assert handle is not None
    assert target is not None
    mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    mouse.down()
    mouse.move(target["x"] + target["width"] / 2, target["y"] + target["height"] / 2, steps=8)
    mouse.up()
    expect_program(learner, "a = Value(2.0)\nb = Value(3.0)\nc = b.tanh()\n")


def test_a_number_dragged_sideways_changes_the_leaf_and_its_text(learner: Learner) -> None:
    mouse = learner.page.mouse
    number = learner.node("w1").locator("xpath=..").locator(".data").bounding_box()
    assert number is not None
    x, y = number["x"] + number["width"] / 2, number["y"] + number["height"] / 2
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 50, y, steps=5)
    mouse.up()
    expect_program(learner, EXAMPLES["neuron"].replace("-3.0", "-2.5"))
    expect(learner.page.locator("#chosen")).to_be_hidden()
    learner.button("Undo").first.click()
    expect_program(learner, EXAMPLES["neuron"])


def test_by_keyboard_alone_from_an_empty_page_to_updated_weights(learner: Learner) -> None:
    learner.begin(program="")
    page, keyboard = learner.page, learner.page.keyboard
    page.get_by_role("link", name="Skip to the graph").focus()
    keyboard.press("Enter")
    for name, number in LEAVES.items():
        keyboard.press("a")
        keyboard.type("leaf")
        keyboard.press("Enter")
        for text in (name, number):
            keyboard.press("ControlOrMeta+a")
            keyboard.type(text)
            keyboard.press("Enter")
        expect(learner.node(name)).to_be_visible()
    for op, inputs, name in OPS:
        keyboard.press("a")
        keyboard.type(op)
        keyboard.press("Enter")
        for text in (*inputs, name):
            keyboard.press("ControlOrMeta+a")
            keyboard.type(text)
            keyboard.press("Enter")
        expect(learner.node(name)).to_be_visible()
    keyboard.press("End")
    learner.expect_cursor(learner.length)
    run = learner.page.get_by_role("button", name="Then: update")
    run.focus()
    keyboard.press("Enter")
    expect(page.get_by_role("button", name="Then: zero_grad")).to_be_attached()
    keyboard.press("End")
    learner.expect_cursor(learner.length)
    values, graph = learner.api("values", at=learner.length), learner.api("graph")
    w1 = [graph["strings"][label] for label in graph["label"]].index("w1")
    assert values["data"][w1] == pytest.approx(-3.0 - 0.05 * values["grad"][w1])
    assert values["grad"][w1] == pytest.approx(1.0)
    learner.expect_numbers_of_the_api()


def test_a_finger_builds_too(visit: Visit) -> None:
    learner = Learner(visit(**PHONE))
    learner.open()
    learner.page.get_by_role("button", name="Add", exact=True).first.tap()
    learner.page.get_by_role("option").filter(has_text="exponential").first.tap()
    learner.node("w1").tap()
    question(learner).get_by_role("button", name="Add", exact=True).tap()
    expect_program(learner, f"{EXAMPLES['neuron']}a = w1.exp()\n")


def test_the_menu_of_a_node_only_repeats_what_its_buttons_offer(learner: Learner) -> None:
    learner.node("w1").click(button="right")
    menu = learner.page.get_by_role("menu", name="Edit the node")
    by_press = menu.locator("[data-do]:visible").all_inner_texts()
    learner.page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    learner.button("Edit").click()
    assert menu.locator("[data-do]:visible").all_inner_texts() == by_press
    learner.page.keyboard.press("Escape")
    learner.node("w1").focus()
    for stop in (learner.button("Use in an op"), learner.button("Edit"), learner.node("w2")):  # the nodes as they stand
        learner.page.keyboard.press("Tab")
        expect(stop).to_be_focused()
    learner.button("Edit").click()
    menu.get_by_role("menuitemcheckbox", name="Stop the play here").click()
    learner.button("Play").click()
    expect(learner.button("Play")).to_be_visible()
    learner.expect_cursor(3)
