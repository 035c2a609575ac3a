"""The first visit, and one graph played: steps, nodes, ops."""

from __future__ import annotations

from playwright.sync_api import expect

from docs.scenes.scene import begin, scene, steps
from tests.browser.learner import Learner


@scene
def first_visit(learner: Learner) -> None:
    learner.open()


@scene
def tour(learner: Learner) -> None:
    learner.open()
    learner.button("Take the tour").click()
    learner.button("Next").click()


@scene
def empty(learner: Learner) -> None:
    begin(learner, program="")
    expect(learner.page.locator(".welcome-example canvas.still")).to_have_count(6)


@scene
def neuron_start(learner: Learner) -> None:
    begin(learner)


@scene
def neuron_forward(learner: Learner) -> None:
    begin(learner)
    steps(learner, 6)


@scene
def neuron_seed(learner: Learner) -> None:
    begin(learner)
    steps(learner, 11)


@scene
def neuron_backward(learner: Learner) -> None:
    begin(learner)
    steps(learner, 19)


@scene
def neuron_update(learner: Learner) -> None:
    begin(learner)
    learner.page.keyboard.press("End")
    learner.button("Update").or_(learner.page.locator("[data-do=run]")).first.click()
    learner.wait_for_cursor(22)
    learner.page.keyboard.press("End")


@scene
def node_chosen(learner: Learner) -> None:
    begin(learner)
    learner.page.keyboard.press("End")
    learner.node("x1*w1").focus()
    learner.page.keyboard.press("Enter")


@scene
def node_menu(learner: Learner) -> None:
    node_chosen(learner)
    learner.button("Edit").click()
    expect(learner.page.get_by_role("menu", name="Edit the node")).to_be_visible()


@scene
def palette(learner: Learner) -> None:
    begin(learner)
    learner.stage.focus()
    learner.page.keyboard.press("a")
    expect(learner.page.get_by_role("option").first).to_be_visible()


@scene
def question(learner: Learner) -> None:
    palette(learner)
    learner.page.get_by_role("option").filter(has_text="multiply").first.click()
    expect(learner.page.get_by_role("form", name="Build")).to_be_visible()


@scene
def tanh_apart(learner: Learner) -> None:
    begin(learner)
    learner.button("Show the whole graph").click()
    learner.node("o").focus()
    learner.page.keyboard.press("o")
    expect(learner.node("exp(2*n)")).to_be_visible()
    steps(learner, 22)
