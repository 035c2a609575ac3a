"""Takes the README's picture of the running product: `.venv/bin/python -m docs.picture` writes docs/backlight.png."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.learner import Learner
from tests.browser.served import served

TARGET = Path(__file__).with_name("backlight.png")


def main() -> None:
    with served() as (url, browser):
        page = browser.new_page(base_url=url, viewport={"width": 1440, "height": 840}, device_scale_factor=2)
        learner = Learner(page)
        learner.open()
        learner.button("Not now").click()  # the tour
        page.mouse.move(0, 0)
        for _ in range(learner.length - 1):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Space")
        learner.expect_cursor(learner.length)
        expect(page.get_by_role("tabpanel", name="Step")).to_contain_text("w1.grad now")
        page.wait_for_timeout(1000)  # until everything that moves has come to rest
        page.screenshot(path=TARGET)


if __name__ == "__main__":
    main()
