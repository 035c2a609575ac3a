"""A server with an empty data folder and a browser for it, for pictures and benchmarks."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import find_chromium, launch
from tests.serving import Server


@contextmanager
def served() -> Iterator[tuple[str, Browser]]:
    """The server's address and the browser; both end with the block."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Server(Path(folder, "data")) as server,
        sync_playwright() as playwright,
    ):
        executable = find_chromium(playwright)
        if executable is None:
            raise SystemExit("No Chromium or Chrome was found.")
        with launch(playwright, executable) as browser:
            yield server.url, browser
