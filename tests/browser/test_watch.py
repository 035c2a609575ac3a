"""The watch over the other browser tests sees what it should."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import Watch

FAULTS = {
    "page error": "setTimeout(() => { throw new Error('thrown'); })",
    "console error": "console.error('said')",
    "Content Security Policy": "document.body.setAttribute('style', 'color: red')",
    "request that leaves the machine": "setTimeout(() => location.assign('http://example.invalid/'))",
    "404": "fetch('/nowhere')",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_watch_sees_a_fault(page: Page, watch: Watch, fault: str) -> None:
    page.goto("/")
    page.evaluate(FAULTS[fault])
    page.wait_for_timeout(100)
    assert any(fault in line for line in watch.wrong)
    watch.wrong.clear()
