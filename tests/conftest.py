"""What holds for all tests: their order, and random examples that CI draws the same every time."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

settings.register_profile("ci", derandomize=True)
if os.environ.get("CI") == "true":
    settings.load_profile("ci")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: Playwright keeps an event loop in this thread, and asynchronous tests need their own."""
    items.sort(key=lambda item: "browser" in item.path.parts)
