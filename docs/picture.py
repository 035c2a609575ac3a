"""Takes the README's picture of the running product: `.venv/bin/python -m docs.picture` writes docs/backlight.png."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import find_chromium, launch
from tests.browser.learner import Learner
from tests.serving import Server

TARGET = Path(__file__).with_name("backlight.png")
STEPS_BACK = 7  # of the backward pass, taken before the picture
INTO_THE_STEP = 350  # milliseconds: the pulse is on its way


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Server(Path(folder, "data")) as server,
        sync_playwright() as playwright,
    ):
        executable = find_chromium(playwright)
        if executable is None:
            raise SystemExit("No Chromium or Chrome was found.")
        with launch(playwright, executable) as browser:
            page = browser.new_page(base_url=server.url, viewport={"width": 1280, "height": 720}, device_scale_factor=2)
            page.clock.install()
            learner = Learner(page)
            learner.open()
            page.clock.run_for(2000)
            forward = learner.api()["timeline"]["segments"][0]["stop"]
            for _ in range(forward + STEPS_BACK):
                page.keyboard.press("ArrowRight")
            page.clock.run_for(2000)
            page.keyboard.press("Space")
            page.clock.run_for(INTO_THE_STEP)
            page.screenshot(path=TARGET)


if __name__ == "__main__":
    main()
