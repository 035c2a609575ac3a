"""Browser tests come last: Playwright keeps an event loop in this thread, and asynchronous tests need their own."""

from __future__ import annotations

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: "browser" in item.path.parts)
