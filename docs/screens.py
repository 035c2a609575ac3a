"""Pictures of every screen, to look at: `.venv/bin/python -m docs.screens` writes them to shots/, which git ignores.

Names of scenes, themes and sizes choose some of them: `python -m docs.screens palette dark phone`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect

from docs.scenes import SCENES, Scene
from tests.browser.learner import Learner
from tests.browser.served import served

TARGET = Path(__file__).resolve().parent.parent / "shots"
THEMES = ("light", "dark")
TOUCH = {"is_mobile": True, "has_touch": True}
SIZES: dict[str, dict[str, Any]] = {
    "desk": {"viewport": {"width": 1400, "height": 840}},
    "phone": {"viewport": {"width": 390, "height": 844}, **TOUCH},
}
MORE_SIZES: dict[str, dict[str, Any]] = {
    "tablet": {"viewport": {"width": 1024, "height": 768}, "has_touch": True},
    "projector": {"viewport": {"width": 1920, "height": 1080}},
    "lying": {"viewport": {"width": 844, "height": 390}, **TOUCH},
    "large-text": {"viewport": {"width": 700, "height": 420}, "device_scale_factor": 2},  # the page at 200 %
}
REST = 700  # milliseconds until everything that moves has come to rest


def main(chosen: list[str]) -> None:
    scenes = [scene for scene in SCENES if scene.__name__ in chosen] or SCENES
    themes = [theme for theme in THEMES if theme in chosen] or list(THEMES)
    sizes = {name: size for name, size in (SIZES | MORE_SIZES).items() if name in chosen} or SIZES
    if unknown := set(chosen) - {scene.__name__ for scene in SCENES} - {*THEMES, *SIZES, *MORE_SIZES}:
        raise SystemExit(f"No scene, theme or size is called {', '.join(sorted(unknown))}.")
    TARGET.mkdir(exist_ok=True)
    expect.set_options(timeout=60_000)
    with served() as (url, browser):
        for scene in scenes:
            for size, options in sizes.items():
                for theme in themes:
                    shot = TARGET / f"{scene.__name__}-{size}-{theme}.png"
                    take(browser, scene, shot, options | {"base_url": url, "color_scheme": theme})


def take(browser: Browser, scene: Scene, shot: Path, options: dict[str, Any]) -> None:
    """One picture of the whole page, beyond what the window shows, by a learner of its own."""
    with browser.new_context(**options) as context:
        learner = Learner(context.new_page())
        scene(learner)
        learner.page.wait_for_timeout(REST)
        learner.page.screenshot(path=shot, full_page=True)


if __name__ == "__main__":
    main(sys.argv[1:])
