"""What axe-core has to say about a page."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parent.parent.parent / "node_modules" / "axe-core" / "axe.min.js"
AT_REST = "() => document.getAnimations().every(animation => animation.playState !== 'running')"


def findings_of_axe(page: Page, rules: str = "") -> list[str]:
    """All that is wrong; of some rules alone, when they are named."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    options = {"resultTypes": ["violations"]} | ({"runOnly": rules.split()} if rules else {})
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{finding['id']}: {finding['help']}: {node['html']}"
        for finding in found["violations"]
        for node in finding["nodes"]
    ]


def findings_in_both_themes(page: Page) -> list[str]:
    """What is wrong in the light, and what of it the dark alone can change: the contrast of its colours."""
    found = findings_of_axe(page)
    show(page, "dark")
    found += findings_of_axe(page, "color-contrast")
    show(page, "light")
    return found


def show(page: Page, theme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=theme)
    page.wait_for_function(AT_REST)
