"""A session outlives its page and its server, and belongs to whoever made it."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.learner import Learner
from tests.serving import Server

PROGRAM = "a = Value(3.0)\nb = a * a"


def test_a_session_survives_a_reload(learner: Learner) -> None:
    learner.write(PROGRAM)
    for _ in range(3):
        learner.button("One step").click()
    learner.expect_cursor(3)
    learner.page.reload()
    learner.expect_cursor(3)
    expect(learner.program).to_have_value(PROGRAM)
    learner.expect_numbers_of_the_api()


def test_a_session_survives_the_death_of_its_server(learner: Learner, server: Server) -> None:
    learner.write(PROGRAM)
    learner.button("One step").click()
    learner.expect_cursor(1)
    learner.page.wait_for_timeout(1000)  # the cursor is sent once it rests
    server.kill()
    server.start()
    learner.page.reload()
    learner.expect_cursor(1)
    expect(learner.program).to_have_value(PROGRAM)
    learner.expect_numbers_of_the_api()


def test_an_edit_made_while_the_server_is_away_is_saved_when_it_is_back(learner: Learner, server: Server) -> None:
    learner.write(PROGRAM)
    server.stop()
    learner.program.press_sequentially("\nc = b + a")
    expect(learner.page.get_by_role("status").filter(has_text="server")).to_be_visible()
    server.start()
    expect(learner.node("c")).to_be_visible()
    assert learner.api("program")["program"] == f"{PROGRAM}\nc = b + a"


def test_somebody_else_may_look_and_play_but_changes_only_a_copy(learner: Learner, visit: Visit) -> None:
    learner.write(PROGRAM)
    address = learner.page.url
    guest = Learner(visit())
    guest.open(address)
    expect(guest.page.get_by_role("region", name="Read only")).to_be_visible()
    expect(guest.program).not_to_be_editable()
    for control in ("slider", "switch"):
        expect(
            guest.page.get_by_role("group", name="Leaves").or_(guest.page.locator("#leaves")).get_by_role(control).first
        ).to_be_disabled()
    guest.page.keyboard.press("End")
    guest.expect_cursor(guest.length)
    guest.expect_numbers_of_the_api()

    guest.button("Make a copy of your own").click()
    guest.page.wait_for_url(lambda url: url != address)
    expect(guest.program).to_be_editable()
    guest.write("z = Value(1.0) + 1")
    learner.page.reload()
    expect(learner.program).to_have_value(PROGRAM)


def test_a_learner_keeps_several_sessions(learner: Learner) -> None:
    learner.write("# First\na = Value(1.0)")
    first = learner.page.url
    learner.page.get_by_role("link", name="Sessions").click()
    learner.button("New session").click()
    learner.page.wait_for_url("**/s/*")
    assert learner.page.url != first
    learner.write("# Second\na = Value(2.0)")
    learner.page.get_by_role("link", name="Sessions").click()
    expect(learner.page.get_by_role("link", name="Second")).to_be_visible()
    learner.page.get_by_role("link", name="First").click()
    expect(learner.program).to_have_value("# First\na = Value(1.0)")


def test_training_that_cannot_be_fetched_is_said_and_tried_again(learner: Learner) -> None:
    page = learner.page
    page.route("**/trainer.js*", lambda route: route.abort())
    page.get_by_role("tab", name="Training").click()
    expect(page.locator("#toast")).to_contain_text("Training could not be fetched")
    page.unroute("**/trainer.js*")
    page.locator("#toast").get_by_role("button", name="Reload the page").click()
    page.get_by_role("tab", name="Training").click()
    expect(page.get_by_label("How many epochs")).to_be_enabled()
