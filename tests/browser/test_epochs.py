"""A program's own loop on the page: from epoch to epoch by button, key, slider and by playing on."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.learner import Learner

LOOP = """\
w = Value(2.0)
for k in range(4):
    loss = (w * 3.0 - 1.0)**2
    w.grad = 0.0
    loss.backward()
    w.data -= 0.01 * w.grad
    print(k, loss.data)
"""


@pytest.fixture
def looping(learner: Learner) -> Learner:
    address = f"/api/sessions/{learner.identity}/program"
    answer = learner.page.request.put(address, data={"program": LOOP})
    assert answer.ok, answer.text()
    learner.page.reload()
    expect(learner.page.get_by_text("epoch 1 of 4")).to_be_visible()
    return learner


def test_each_epoch_shows_its_own_numbers_and_its_loss(looping: Learner) -> None:
    page = looping.page
    losses = looping.api()["epochs"]["losses"]
    looping.button("To the end").click()
    for epoch, go in ((2, "."), (3, "."), (2, ",")):
        page.keyboard.press(go)
        expect(page.get_by_text(f"epoch {epoch} of 4")).to_be_visible()
        expect(page.get_by_text(f"loss {losses[epoch - 1]:.4g}"[:9])).to_be_visible()
        page.wait_for_function(
            "epoch => fetch(location.pathname.replace('/s/', '/api/sessions/')).then(r => r.json())"
            ".then(s => s.epochs.epoch === epoch)",
            arg=epoch - 1,
        )
        looping.expect_cursor(looping.length)
        looping.expect_numbers_of_the_api()
    looping.button("Next epoch").click()
    expect(page.get_by_text("epoch 3 of 4")).to_be_visible()
    page.get_by_role("slider", name="Epoch", exact=True).press("End")
    expect(page.get_by_text("epoch 4 of 4")).to_be_visible()
    expect(looping.button("Next epoch")).to_have_attribute("aria-disabled", "true")


def test_playing_goes_on_through_all_epochs_and_then_it_is_the_learners_turn(looping: Learner) -> None:
    page = looping.page
    page.get_by_role("combobox", name="Speed").select_option("Infinity")
    looping.button("Play").click()
    expect(page.get_by_text("epoch 4 of 4")).to_be_visible()
    looping.expect_cursor(looping.length)
    looping.expect_numbers_of_the_api()
    expect(looping.button("Then: zero_grad")).to_be_visible()
    looping.button("Then: zero_grad").click()
    expect(page.get_by_text("epoch 4 of 4, and on")).to_be_visible()


def test_the_training_panel_lists_the_losses_and_leads_to_their_epochs(looping: Learner) -> None:
    page = looping.page
    page.get_by_role("tab", name="Training").click()
    expect(page.get_by_role("img", name="Loss over 4 epochs")).to_be_visible()
    page.get_by_role("button", name="Epoch 3").click()
    expect(page.get_by_text("epoch 3 of 4")).to_be_visible()
    expect(page.get_by_role("row").filter(has=page.get_by_role("button", name="Epoch 3"))).to_have_attribute(
        "aria-current", "true"
    )


def test_what_was_printed_in_the_epoch_stands_beside_its_line(looping: Learner) -> None:
    page = looping.page
    printed = page.locator(".editor-paint > [data-printed]:not([data-printed=''])")
    expect(printed).to_have_count(1)
    expect(printed).to_have_attribute("data-printed", "0 25.0")
    page.keyboard.press(".")
    expect(printed).to_have_attribute("data-printed", "1 " + str(looping.api()["epochs"]["losses"][1]))


def test_the_line_that_runs_a_phase_is_marked(looping: Learner) -> None:
    looping.button("To the end").click()
    expect(looping.page.locator(".editor-paint > .is-running")).to_have_text("    w.data -= 0.01 * w.grad")
    looping.page.keyboard.press("Shift+ArrowLeft")
    expect(looping.page.locator(".editor-paint > .is-running")).to_have_text("    loss.backward()")
