"""What holds for all tests: their order, random examples that CI draws the same every time, and a bundle of the scripts
and styles as they are."""

from __future__ import annotations

import os
from contextlib import suppress
from subprocess import CalledProcessError

import pytest
from hypothesis import settings

import vendor

settings.register_profile("ci", derandomize=True)
if os.environ.get("CI") == "true":
    settings.load_profile("ci")


def pytest_configure(config: pytest.Config) -> None:
    """Bundles once, before tests are handed out. Where that cannot be done, pages load the sources."""
    if not hasattr(config, "workerinput"):
        with suppress(OSError, CalledProcessError):
            vendor.vendor()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: Playwright keeps an event loop in this thread, and asynchronous tests need their own."""
    items.sort(key=lambda item: "browser" in item.path.parts)
