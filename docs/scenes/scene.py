"""What a scene is, and how a learner gets there."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from app.sessions.examples import ExampleName
from app.sessions.networks import NetworkName
from tests.browser.learner import Learner

Scene = Callable[[Learner], None]
SCENES: list[Scene] = []


def scene(show: Scene) -> Scene:
    SCENES.append(show)
    return show


def begin(learner: Learner, example: ExampleName | NetworkName = "neuron", program: str | None = None) -> None:
    """A session of its own, in which the tour is not offered."""
    learner.page.add_init_script("localStorage.setItem('backlight tour', 'yes')")
    learner.begin(program, example)


def steps(learner: Learner, count: int) -> None:
    learner.stage.focus()
    for _ in range(count):
        learner.page.keyboard.press("ArrowRight")
    learner.expect_cursor(count)


def tab(learner: Learner, name: str) -> None:
    learner.page.get_by_role("tab", name=name).click()


def train(learner: Learner, data: NetworkName, epochs: int) -> None:
    begin(learner, data)
    tab(learner, "Training")
    learner.page.get_by_label("How many epochs").fill(str(epochs))
    learner.page.get_by_role("button", name="epochs", exact=True).click()
    expect(learner.page.locator("#run-status")).to_contain_text("Done after")
