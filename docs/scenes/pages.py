"""Menus, lists and pages around a session."""

from __future__ import annotations

from playwright.sync_api import expect

from docs.scenes.scene import begin, scene
from tests.browser.learner import Learner


@scene
def examples(learner: Learner) -> None:
    begin(learner)
    learner.button("Examples").click()


@scene
def export(learner: Learner) -> None:
    begin(learner)
    learner.button("Export").click()


@scene
def keys(learner: Learner) -> None:
    begin(learner)
    learner.button("Keyboard keys").click()


@scene
def somebody_elses(learner: Learner) -> None:
    begin(learner)
    address = learner.page.url
    learner.page.context.clear_cookies()
    learner.page.goto(address)
    expect(learner.nodes.first).to_be_visible()


@scene
def sessions(learner: Learner) -> None:
    learner.open()
    for example in ("tanh-by-hand", "lecture", "moons"):
        learner.page.request.post("/api/sessions", data={"example": example})
    learner.page.goto("/sessions")


@scene
def python(learner: Learner) -> None:
    learner.page.goto("/python")


@scene
def not_found(learner: Learner) -> None:
    learner.page.goto("/s/nowhere")
