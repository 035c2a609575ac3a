"""Steps worth stopping at: all ways to a node, and backward done wrong, by keys, and all as it was afterwards."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.learner import Learner

PROGRAM = "u = Value(3.0)\nv = u * u\nw = v + 1.0\nout = v * w\n"


def test_ways_to_a_node_and_what_goes_wrong_in_another_order(learner: Learner) -> None:
    learner.write(PROGRAM)
    page = learner.page
    page.get_by_role("combobox", name="Speed").select_option("8")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("End")
    learner.node("u").press("Enter")
    ways = page.get_by_role("region", name="4 ways from out to u")
    expect(ways).to_contain_text("114.000")
    way = ways.get_by_role("button").first
    way.press("Enter")
    expect(way).to_have_attribute("aria-pressed", "true")

    cursor = learner.cursor
    learner.wait_until_looking_at(cursor)
    before = learner.api()
    learner.button("wrong order").press("Enter")
    banner = page.get_by_role("region", name="The wrong order")
    expect(banner).to_contain_text("v hands on 10 already, and has not heard from w yet")
    expect(learner.node("v")).to_have_accessible_name(re.compile("gradient 10, wrong here$"))
    expect(learner.button("Play")).to_be_visible()  # it has stopped there
    expect(page.get_by_role("complementary").or_(page.locator(".left"))).to_have_attribute("inert", "")
    page.keyboard.press("End")
    expect(banner).to_contain_text("u.grad ends as 60; right is 114.")
    expect(learner.node("u")).to_have_accessible_name(re.compile("gradient 60, wrong here$"))
    page.keyboard.press("Escape")

    expect(banner).to_be_hidden()
    expect(learner.button("wrong order")).to_be_focused()
    learner.expect_cursor(cursor)
    expect(learner.node("u")).to_have_accessible_name("u, parameter, data 3, gradient 114")
    expect(learner.node("u")).to_have_attribute("aria-pressed", "true")
    learner.expect_numbers_of_the_api()
    assert learner.api() == before
