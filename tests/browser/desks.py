"""Desks for learners: browser contexts that outlive a test. The next one finds a warm cache and nothing else."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext


@dataclass
class Desks:
    """`take` a desk with a window of certain options, `clear` it when the learner has gone."""

    browser: Browser
    free: dict[str, list[BrowserContext]] = field(default_factory=lambda: defaultdict(list))

    def take(self, options: dict[str, Any]) -> BrowserContext:
        waiting = self.free[repr(options)]
        return waiting.pop() if waiting else self.browser.new_context(**options)

    def clear(self, desk: BrowserContext, options: dict[str, Any]) -> None:
        """No page, cookie or stored word of the learner stays."""
        for page in desk.pages:
            page.close()
        desk.clear_cookies()
        desk.clear_permissions()
        page = desk.new_page()
        origin = {"origin": options["base_url"], "storageTypes": "local_storage,session_storage,indexeddb"}
        desk.new_cdp_session(page).send("Storage.clearDataForOrigin", origin)
        page.close()
        self.free[repr(options)].append(desk)

    def close(self) -> None:
        for desks in self.free.values():
            for desk in desks:
                desk.close()
