"""A server with an empty data folder and a browser for it, for pictures and benchmarks of what everybody gets: a bundle
of the scripts and styles as they are, wherever it can be made."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import CalledProcessError

from playwright.sync_api import Browser, sync_playwright

import vendor
from tests.browser.chromium import find_chromium, launch
from tests.serving import Server


@contextmanager
def served() -> Iterator[tuple[str, Browser]]:
    """The server's address and the browser; both end with the block."""
    with suppress(OSError, CalledProcessError):
        vendor.vendor()
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
