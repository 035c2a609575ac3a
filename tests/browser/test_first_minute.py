"""The first minute: an empty page offers six live examples, and a short tour that is offered once."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from app.sessions.examples import EXAMPLES
from tests.browser.conftest import Visit
from tests.browser.learner import Learner

CARDS = ".welcome-example"
PAINTED = """cards => cards.map(card => {
  const canvas = card.querySelector('canvas.still');
  const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer)).size > 3;
})"""


def test_an_empty_page_offers_the_examples_as_live_graphs(learner: Learner) -> None:
    learner.begin(program="")
    cards = learner.page.locator(CARDS)
    expect(cards).to_have_count(len(EXAMPLES))
    expect(learner.page.locator("#empty").get_by_text("you can’t break it")).to_be_visible()
    expect(cards.locator(".stage canvas.still")).to_have_count(len(EXAMPLES))
    learner.page.wait_for_function(f"() => ({PAINTED})([...document.querySelectorAll('{CARDS}')]).every(Boolean)")
    address = learner.page.url
    cards.filter(has_text="A value used twice").click()
    expect(learner.program).to_have_value(EXAMPLES["twice"])
    expect(cards.first).to_be_hidden()
    assert learner.page.url == address
    learner.button("Undo").first.click()
    expect(cards.first).to_be_visible()


def test_where_motion_is_unwelcome_the_examples_stand_still(visit: Visit) -> None:
    learner = Learner(visit(reduced_motion="reduce"))
    learner.begin(program="")
    expect(learner.page.locator(f"{CARDS} canvas.still")).to_have_count(len(EXAMPLES))
    painted = f"() => ({PAINTED})([...document.querySelectorAll('{CARDS}')]).every(Boolean)"
    learner.page.wait_for_function(painted)
    learner.page.wait_for_timeout(300)
    shot = learner.page.locator(".welcome-examples").screenshot()
    learner.page.wait_for_timeout(300)
    assert learner.page.locator(".welcome-examples").screenshot() == shot


def tour(page: Page) -> list[str]:
    """The titles on the way."""
    card, titles = page.locator("#tour"), []
    while card.is_visible():
        titles.append(card.get_by_role("heading").inner_text())
        page.keyboard.press("Enter")
        page.wait_for_timeout(50)
    return titles


def test_the_tour_is_offered_once_and_can_be_taken_again(learner: Learner) -> None:
    page = learner.page
    learner.button("Take the tour").click()
    assert len(tour(page)) == 5
    page.reload()
    expect(learner.nodes.first).to_be_visible()
    expect(page.get_by_role("region", name="Tour")).to_be_hidden()
    learner.button("Keyboard keys").click()
    learner.button("Take the tour").click()
    expect(page.locator("#tour")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#tour")).to_be_hidden()


def test_whoever_does_not_want_the_tour_is_not_asked_again(learner: Learner) -> None:
    learner.button("Not now").click()
    expect(learner.page.locator("#stage")).to_be_focused()
    learner.page.reload()
    expect(learner.nodes.first).to_be_visible()
    expect(learner.page.get_by_role("region", name="Tour")).to_be_hidden()
