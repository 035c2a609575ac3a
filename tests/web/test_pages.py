"""Pages as they arrive: whole, safe, and readable by whoever runs no script."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from app.sessions.examples import EXAMPLES, ExampleName
from tests.web.learner import Learner, Session
from tests.web.markup import Element, read

BROWSER = {"accept": "text/html"}
HOSTILE = '# </textarea><script>alert("1")</script> & "quotes"\nx = Value(2.0)\ny = x * x\n'


def get(learner: Learner, path: str, expect: int = 200) -> Element:
    return read(learner.ask("GET", path, expect, headers=BROWSER))


def page_of(session: Session) -> Element:
    return get(session.learner, f"/s/{session.id}")


def follow(learner: Learner, method: str, path: str) -> str:
    """The address that an answer sends to."""
    learner.client.cookies.clear()
    learner.client.cookies.update(learner.cookies)
    answer = learner.client.request(method, path, headers=BROWSER, follow_redirects=False)
    learner.cookies = dict(learner.client.cookies)
    assert answer.status_code == 303, answer.text[:300]
    return str(answer.headers["location"])


def test_the_first_visit_begins_with_the_neuron_and_the_next_one_finds_it_again(ann: Learner) -> None:
    address = follow(ann, "GET", "/")
    assert get(ann, address).one("textarea").text.startswith("# A neuron, from the lecture x1 = Value(2.0)")
    assert follow(ann, "GET", "/") == address


def test_the_address_without_a_path_opens_what_was_changed_last(ann: Learner) -> None:
    older, newer = ann.begin("a = Value(1.0)"), ann.begin("b = Value(1.0)")
    assert follow(ann, "GET", "/") == f"/s/{newer.id}"
    older.patch(0, data=2.0)
    assert follow(ann, "GET", "/") == f"/s/{older.id}"


def test_a_page_shows_program_leaves_tape_and_graph_without_a_script(ann: Learner) -> None:
    session = ann.begin("a = Value(2.0)\nb = Value(-3.0)\nc = a*b\n")
    session.put("/cursor", cursor=session.get()["timeline"]["length"])
    page = page_of(session)
    assert page.one("title").text == "a = Value(2.0) · Backlight"
    assert page.one("textarea").children == ["\na = Value(2.0)\nb = Value(-3.0)\nc = a*b\n"]
    assert [row.text for row in page.one(id="tape").one("tbody").all("tr")] == [
        "c × −6.0000 1.0000",
        "b leaf −3.0000 2.0000",
        "a leaf 2.0000 −3.0000",
    ]
    graph = page.one("main").one("noscript")
    assert "c × a, b −6.0000 1.0000" in [row.text for row in graph.all("tr")]
    assert [leaf.attributes["value"] for leaf in page.one(id="leaves").all("input", inputmode="decimal")] == [
        "2.0000",
        "−3.0000",
    ]
    assert "upstream" in page.one(id="step").text


def test_numbers_that_are_not_reached_are_dashes(ann: Learner) -> None:
    session = ann.begin("a = Value(2.0)\nc = a*a\n")
    rows = [row.text for row in page_of(session).one(id="tape").one("tbody").all("tr")]
    assert rows == ["a leaf 2.0000 —", "c × — —"]


@pytest.mark.parametrize("program", [*EXAMPLES.values(), HOSTILE, "", "x = Value(1e400)\ny = x - x\n"], ids=str)
def test_no_page_holds_a_script_a_style_or_a_handler_of_its_own(ann: Learner, program: str) -> None:
    """The content security policy would forbid them; a program can smuggle none in."""
    session = ann.begin(program)
    for path in (f"/s/{session.id}", "/sessions", "/s/nothing"):
        page = get(ann, path, 404 if path == "/s/nothing" else 200)
        for element in page.all():
            assert element.tag != "style"
            assert "style" not in element.attributes
            assert not [name for name in element.attributes if name.startswith(("on", "hx-on"))]
        scripts = page.all("script")
        assert all(script.attributes["src"].startswith("/static/") and not script.children for script in scripts)
    assert page_of(session).one("textarea").children in ([f"\n{program}"], ["\n"])


@pytest.mark.parametrize("program", [EXAMPLES["neuron"], HOSTILE, "", "x = Value(1e400)\ny = x - x\n"], ids=str)
def test_a_page_brings_what_its_script_would_ask_for(ann: Learner, program: str) -> None:
    session = ann.begin(program)
    (brought,) = page_of(session).one("template", id="opened").children
    assert isinstance(brought, str)
    values = session.values(0)
    parts = {"graph": session.get("/graph"), "values": {name: values[name] for name in ("data", "grad")}}
    assert json.loads(brought) == session.get() | parts | {"steps": session.get("/steps")["steps"]}


def test_a_page_brings_no_more_than_it_shows_at_once(ann: Learner) -> None:
    session = ann.begin("x = Value(1.0)\nfor i in range(700):\n    x = x*2\n")
    assert not page_of(session).all("template", id="opened")


def test_every_id_stands_once_and_every_reference_leads_somewhere(ann: Learner) -> None:
    page = page_of(ann.begin())
    ids = [element.attributes["id"] for element in page.all() if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    references = [
        reference
        for element in page.all()
        for name in (
            "for",
            "aria-labelledby",
            "aria-describedby",
            "aria-controls",
            "aria-errormessage",
            "popovertarget",
        )
        for reference in element.attributes.get(name, "").split()
    ]
    assert references
    assert set(references) <= set(ids)


def test_every_control_has_a_name(ann: Learner) -> None:
    page = page_of(ann.begin())
    labelled = {label.attributes["for"] for label in page.all("label") if "for" in label.attributes}
    inside = [control for label in page.all("label") for control in label.all("input")]
    for control in [*page.all("input"), *page.all("select"), *page.all("textarea"), *page.all("button")]:
        named = control.attributes.get("aria-label") or control.attributes.get("id") in labelled or control in inside
        assert named or control.text or control.attributes.get("type") == "hidden", control.attributes


def test_the_browser_is_sent_to_files_that_are_there(ann: Learner) -> None:
    page = page_of(ann.begin())
    addresses = {
        element.attributes[name] for element in page.all() for name in ("src", "href") if name in element.attributes
    }
    local = {address for address in addresses if address.startswith("/static/") and "/vendor/" not in address}
    assert len(local) > 5
    for address in local:
        ann.ask("GET", address)


def test_somebody_else_sees_it_read_only_with_a_button_for_a_copy(
    ann: Learner, newcomer: Callable[[], Learner]
) -> None:
    session, ben = ann.begin("a = Value(2.0)\nb = a*a\n"), newcomer()
    assert page_of(session).all("form", action=f"/s/{session.id}/copy") == []
    seen = page_of(ben.visit(session))
    assert seen.one("section", id="panel-training").all("button", data_train="1") == []
    assert (
        seen.one("form", action=f"/s/{session.id}/copy", method="post").one("button").text == "Make a copy of your own"
    )
    address = follow(ben, "POST", f"/s/{session.id}/copy")
    assert address != f"/s/{session.id}"
    copy = Session(ben, address.removeprefix("/s/"))
    assert copy.get()["mine"] is True
    copy.patch(0, data=5.0)
    assert session.get("/program")["program"] == "a = Value(2.0)\nb = a*a\n"


def test_looking_at_somebody_elses_session_makes_none(ann: Learner, newcomer: Callable[[], Learner]) -> None:
    ben = newcomer()
    page_of(ben.visit(ann.begin()))
    assert ben.ask("GET", "/api/sessions") == []


def test_the_list_holds_the_callers_sessions_and_can_delete_them(ann: Learner) -> None:
    kept, gone = ann.begin("# Kept\na = Value(1.0)"), ann.begin("# Gone\na = Value(1.0)")
    listed = get(ann, "/sessions").one(id="sessions")
    assert [link.text for link in listed.all("a")] == ["Gone", "Kept"]
    assert follow(ann, "POST", f"/s/{gone.id}/delete") == "/sessions"
    assert [link.attributes["href"] for link in get(ann, "/sessions").one(id="sessions").all("a")] == [f"/s/{kept.id}"]
    get(ann, f"/s/{gone.id}", 404)


def test_an_empty_list_says_what_to_do(ann: Learner) -> None:
    assert "No sessions yet" in get(ann, "/sessions").one(id="sessions").text


def test_nobody_deletes_the_session_of_another(ann: Learner, newcomer: Callable[[], Learner]) -> None:
    session, ben = ann.begin(), newcomer()
    ben.ask("POST", f"/s/{session.id}/delete", 403, headers=BROWSER)
    page_of(session)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_begins_a_session(ann: Learner, example: ExampleName) -> None:
    page = get(ann, follow(ann, "POST", f"/sessions?example={example}"))
    assert page.one("textarea").children == [f"\n{EXAMPLES[example]}"]
    titles = [form.attributes["action"] for form in page.one(id="examples").all("form")]
    assert f"/sessions?example={example}" in titles


def test_a_page_that_is_not_there_says_so_to_people_and_to_programs(ann: Learner) -> None:
    page = get(ann, "/s/nothing", 404)
    assert page.one("h1").text == "Not Found"
    assert "no session at this address" in page.one("main").text
    assert ann.ask("GET", "/s/nothing", 404)["error"]["code"] == "unknown_session"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_comes_in_the_theme_that_was_chosen(ann: Learner, theme: str) -> None:
    session = ann.begin()
    ann.cookies["theme"] = theme
    assert page_of(session).one("html").attributes["data-theme"] == theme
    ann.cookies["theme"] = "'><script>"
    assert "data-theme" not in page_of(session).one("html").attributes


def test_files_are_saved_not_shown(ann: Learner) -> None:
    session = ann.begin("a = Value(2.0)\nb = a*a\n")
    session.put("/cursor", cursor=2)
    begins = {
        "program.py": "a = Value(2.0)",
        "pytorch.py": "import torch",
        "micrograd.py": "from micrograd",
        "graph.dot": "digraph",
    }
    for name, begin in begins.items():
        answer = ann.client.get(f"/s/{session.id}/{name}")
        assert answer.status_code == 200
        assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
        assert answer.text.startswith(begin)
    assert "data 4.0000 | grad —" in ann.client.get(f"/s/{session.id}/graph.dot").text
    ann.ask("GET", f"/s/{session.id}/other.py", 422)


FILES = ("pytorch.py", "micrograd.py", "graph.dot")


@pytest.mark.parametrize(
    ("program", "said"),
    {
        "print(1)\n": "The program makes no Value yet, so there is nothing to write.",
        "x = Value(1)\nfor _ in range(2500): x += 1": "The graph has 5,001 nodes; one of 5,000 at most is written out.",
    }.items(),
    ids=["empty", "large"],
)
def test_a_graph_that_is_empty_or_large_is_not_written_out(ann: Learner, program: str, said: str) -> None:
    session = ann.begin(program)
    assert get(ann, f"/s/{session.id}/code").text == said
    for name in FILES:
        assert ann.ask("GET", f"/s/{session.id}/{name}", 422)["error"]["message"] == said


def test_programs_for_other_libraries_hold_the_numbers_that_the_leaves_have_now(ann: Learner) -> None:
    session = ann.begin("a = Value(2.0)\nb = a*a\n")
    session.post("/step", count=30, learning_rate=0.1)
    value = session.values(0)["data"][0]
    assert value != 2.0
    assert repr(value) in ann.client.get(f"/s/{session.id}/pytorch.py").text


def test_a_page_that_is_asked_for_again_is_the_same_until_something_changes(newcomer: Callable[[], Learner]) -> None:
    ann, bob = newcomer(), newcomer()
    session = ann.begin("a = Value(2.0)\nb = a*a\n")
    address = f"/s/{session.id}"
    first = ann.ask("GET", address)
    assert ann.ask("GET", address) == first
    assert bob.ask("GET", address) != first  # who may only look has no buttons that change
    session.put("/cursor", cursor=1)
    moved = ann.ask("GET", address)
    assert moved != first
    session.put("/program", program="a = Value(7.0)\nb = a*a\n")
    assert b"Value(7.0)" in ann.ask("GET", address)
    session.post("/undo")
    assert b"Value(2.0)" in ann.ask("GET", address)
