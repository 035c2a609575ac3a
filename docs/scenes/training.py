"""Training: runs, curves, the lab, tables."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from docs.scenes.scene import begin, scene, tab, train
from tests.browser.learner import Learner


@scene
def training_begins(learner: Learner) -> None:
    begin(learner, "moons")
    tab(learner, "Training")


@scene
def training_run(learner: Learner) -> None:
    begin(learner, "moons")
    tab(learner, "Training")
    learner.button("Run").click()
    expect(learner.page.locator("[data-fact=epoch] dd")).to_have_text(re.compile(r"\d{2,}"))


@scene
def training_step(learner: Learner) -> None:
    train(learner, "lecture", 20)
    tab(learner, "Step")
    learner.stage.focus()
    learner.page.keyboard.press("End")


@scene
def curves(learner: Learner) -> None:
    train(learner, "spirals", 30)
    for name in ("As numbers", "Compare runs", "Layers", "Parameters"):
        learner.page.locator("summary", has_text=name).click()
    learner.page.locator("#loss-title").scroll_into_view_if_needed()


@scene
def lab(learner: Learner) -> None:
    train(learner, "lecture", 20)
    learner.page.get_by_label("rates").fill("0.001, 0.05, 1.2")
    learner.button("Try them all").click()
    expect(learner.page.locator("#lab-status")).to_contain_text("1.2 ")
    learner.page.locator("#lab-verdicts").scroll_into_view_if_needed()


@scene
def fitted_line(learner: Learner) -> None:
    train(learner, "sine", 100)


@scene
def table(learner: Learner) -> None:
    begin(learner, "moons")
    learner.button("Edit table").click()
    expect(learner.page.get_by_role("dialog", name="Own table")).to_be_visible()
