"""A browser, a server with an empty data folder, and pages that fail their test when anything at all goes wrong."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.chromium import Watch, find_chromium, launch
from tests.browser.desks import Desks
from tests.browser.learner import Learner
from tests.serving import Server

Visit = Callable[..., Page]

expect.set_options(timeout=30_000)  # a busy machine lets runs wait; nothing is measured


@pytest.fixture(scope="package")  # what drives it keeps an event loop, which tests elsewhere would stumble over
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        executable = find_chromium(playwright)
        if executable is None:
            missing = "no Chromium or Chrome was found: install one, or name it in BACKLIGHT_CHROMIUM"
            if os.environ.get("CI") == "true":
                pytest.fail(missing)
            pytest.skip(missing)
        with launch(playwright, executable) as browser:
            yield browser


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One for all tests, whose learners do not share a cookie. A test may stop it, and start it again."""
    with Server(tmp_path_factory.mktemp("server") / "data") as server:
        yield server


@pytest.fixture
def watch(server: Server) -> Watch:
    return Watch(server.url)


@pytest.fixture(scope="package")
def desks(browser: Browser) -> Iterator[Desks]:
    desks = Desks(browser)
    yield desks
    desks.close()


@pytest.fixture
def visit(desks: Desks, server: Server, watch: Watch) -> Iterator[Visit]:
    """Opens browsers of learners who do not share a cookie. The test fails when the watch saw anything by its end."""
    with ExitStack() as taken:

        def visit(**options: Any) -> Page:
            settings = {"base_url": server.url, "viewport": {"width": 1440, "height": 900}} | options
            desk = desks.take(settings)
            taken.callback(desks.clear, desk, settings)
            taken.enter_context(watch.over(desk))
            return desk.new_page()

        yield visit
    assert watch.wrong == []


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit()


@pytest.fixture
def learner(page: Page) -> Learner:
    """A learner who has just come to the site."""
    learner = Learner(page)
    learner.open()
    return learner
