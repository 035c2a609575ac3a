"""Backlight under a plain name of a local network, and next to another site that means no good."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import Watch
from tests.browser.learner import Learner
from tests.serving import Server

SCHOOL, FOREIGN = "school.test", "foreign.test"  # both are this machine
EMPTY = b"<!doctype html><title>Another site</title><body>"


class Foreign(BaseHTTPRequestHandler):
    """A site with one page, to which a test adds what it needs."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.wfile.write(EMPTY)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def foreign() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Foreign) as site:
        thread = threading.Thread(target=site.serve_forever, daemon=True)
        thread.start()
        yield f"http://{FOREIGN}:{site.server_port}/"
        site.shutdown()
        thread.join()


@pytest.fixture
def school(server: Server) -> str:
    return f"http://{SCHOOL}:{server.port}"


@pytest.fixture
def visitor(browser: Browser, school: str) -> Iterator[Page]:
    """A learner who has a session at school and then opens another site."""
    with browser.new_context(base_url=school) as context:
        page = context.new_page()
        Learner(page).open()
        yield page


def sessions(page: Page) -> list[object]:
    """What the learner has, asked for by a page of ours."""
    page.goto("/sessions")
    found: list[object] = page.evaluate("fetch('/api/sessions').then(answer => answer.json())")
    return found


def test_a_form_of_another_site_changes_nothing(visitor: Page, school: str, foreign: str) -> None:
    before = sessions(visitor)
    visitor.goto(foreign)
    with visitor.expect_navigation() as navigation:
        visitor.evaluate(
            """url => {
                const form = Object.assign(document.createElement('form'), { method: 'post', action: url });
                document.body.append(form);
                form.submit();
            }""",
            f"{school}/sessions",
        )
    assert navigation.value.status == 403
    assert sessions(visitor) == before


@pytest.mark.parametrize("kind", ["text/plain", "application/json"])
def test_a_script_of_another_site_changes_nothing_and_reads_nothing(
    visitor: Page, school: str, foreign: str, kind: str
) -> None:
    before = sessions(visitor)
    visitor.goto(foreign)
    outcomes = visitor.evaluate(
        """async ([url, kind]) => {
            const headers = { 'content-type': kind };
            const post = mode => fetch(url, { method: 'POST', mode, credentials: 'include', headers, body: '{}' });
            const read = () => fetch(url, { credentials: 'include' }).then(answer => answer.text());
            const tried = await Promise.allSettled([post('cors'), post('no-cors'), read()]);
            return tried.map(each => each.status === 'fulfilled' ? each.value.type ?? 'read' : 'refused');
        }""",
        [f"{school}/api/sessions", kind],
    )
    assert outcomes[0] == outcomes[2] == "refused"
    assert outcomes[1] in ("refused", "opaque")
    assert sessions(visitor) == before


def test_a_page_of_ours_does_not_load_in_a_frame_of_another_site(visitor: Page, school: str, foreign: str) -> None:
    visitor.goto(foreign)
    visitor.evaluate(
        """url => new Promise(loaded => {
            const frame = Object.assign(document.createElement('iframe'), { src: url, onload: loaded });
            document.body.append(frame);
        }).then(() => null)""",
        f"{school}/sessions",
    )
    frame = visitor.frames[-1]
    assert frame.url != foreign
    assert "Backlight" not in frame.content()


def test_a_plain_http_address_of_the_local_network_works(browser: Browser, school: str) -> None:
    watch = Watch(school)
    with browser.new_context(base_url=school, viewport={"width": 1440, "height": 900}) as context, watch.over(context):
        page = context.new_page()
        learner = Learner(page)
        learner.open()
        assert not page.evaluate("isSecureContext")
        learner.program.press("ControlOrMeta+a")
        learner.program.press_sequentially("a = Value(3.0)\nb = a + a")
        expect(learner.node("b")).to_be_visible()
        learner.button("Share").click()
        page.reload()
        expect(learner.program).to_have_value("a = Value(3.0)\nb = a + a")
    assert watch.wrong == []
