"""The Chromium that is on this machine, and what no page may do: fail, break its own policy, leave the machine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request, Response

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ON_MACOS = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
FLAGS = (
    "--no-sandbox",  # the browser may have to run as root, in a container
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP *.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


def find_chromium(playwright: Playwright) -> str | None:
    """BACKLIGHT_CHROMIUM, one on PATH, Chrome of macOS, or the one `playwright install` brought; None without any."""
    places = [os.environ.get("BACKLIGHT_CHROMIUM"), *map(shutil.which, NAMES), ON_MACOS]
    places.append(playwright.chromium.executable_path)
    return next((place for place in places if place and Path(place).exists()), None)


def launch(playwright: Playwright, executable: str) -> Browser:
    return playwright.chromium.launch(executable_path=executable, args=list(FLAGS))


@dataclass
class Watch:
    """Collects what goes wrong in every page of one browser context."""

    origin: str
    wrong: list[str] = field(default_factory=list)

    @contextmanager
    def over(self, context: BrowserContext) -> Iterator[None]:
        emitter: Any = context
        eyes = {"page": self.page, "console": self.console, "request": self.request, "response": self.response}
        for event, eye in eyes.items():
            emitter.on(event, eye)
        yield
        for event, eye in eyes.items():
            emitter.remove_listener(event, eye)

    def page(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.wrong.append(f"page error: {error}"))
        page.on("crash", lambda page: self.wrong.append(f"crash: {page.url}"))

    def console(self, message: ConsoleMessage) -> None:
        """Violations of the content security policy are console errors too; failed loads are judged as responses."""
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.wrong.append(f"console {message.type}: {message.text} ({message.location})")

    def request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.origin}/", "data:", "blob:")):
            self.wrong.append(f"request that leaves the machine: {request.url}")

    def response(self, response: Response) -> None:
        """A program that is not finished yet is refused whenever its typist pauses, as is data that does not fit;
        that is no fault of the page."""
        unfinished = response.status == 422 and response.url.endswith(("/program", "/training", "/training/csv"))
        again = response.status == 409 and response.url.endswith("/training")  # a run has just ended: it is sent again
        if response.status >= 400 and not unfinished and not again:
            self.wrong.append(f"{response.status}: {response.request.method} {response.url}")
