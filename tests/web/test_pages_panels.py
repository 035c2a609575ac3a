"""Panels alone, as htmx asks for them: the same blocks that the page holds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.web.learner import Learner, Session
from tests.web.markup import Element, read

BROWSER = {"accept": "text/html"}
PROGRAM = "a = Value(2.0)\nb = Value(-3.0)\nc = a*b\nd = c.tanh()\n"


def panel(session: Session, name: str, at: int | None = None, expect: int = 200) -> Element:
    query = "" if at is None else f"?at={at}"
    return read(session.learner.ask("GET", f"/s/{session.id}/{name}{query}", expect, headers=BROWSER))


def page_of(session: Session) -> Element:
    return read(session.learner.ask("GET", f"/s/{session.id}", headers=BROWSER))


def outline(element: Element) -> object:
    """Everything that counts: tags, attributes, text without the blanks between."""
    inside = [outline(child) if isinstance(child, Element) else child.strip() for child in element.children]
    return [element.tag, element.attributes, [part for part in inside if part]]


@pytest.mark.parametrize("name", ["leaves", "tape", "step"])
@pytest.mark.parametrize("cursor", [0, 3, 5, 8])
def test_a_panel_is_what_the_page_holds(ann: Learner, name: str, cursor: int) -> None:
    session = ann.begin(PROGRAM)
    session.put("/cursor", cursor=cursor)
    alone = [outline(child) for child in panel(session, name).children if isinstance(child, Element)]
    held = [outline(child) for child in page_of(session).one(id=name).children if isinstance(child, Element)]
    assert [part for part in alone if part[1].get("id") != "title"] == held  # type: ignore[index]
    assert alone


def test_a_panel_looks_at_the_cursor_it_is_asked_for(ann: Learner) -> None:
    session = ann.begin(PROGRAM)
    rows = [row.text for row in panel(session, "tape", at=3).one("tbody").all("tr")]
    assert rows == ["a leaf 2.0000 —", "b leaf −3.0000 —", "c × −6.0000 —", "d tanh — —"]
    assert session.get()["timeline"]["cursor"] == 0


def test_the_tape_turns_round_in_a_backward_pass_and_marks_the_step(ann: Learner) -> None:
    session = ann.begin(PROGRAM)
    length = session.get()["timeline"]["length"]
    tape = panel(session, "tape", at=length)
    assert "reverse topological order" in tape.one("h2").text
    assert [row.attributes["data-node"] for row in tape.one("tbody").all("tr")] == ["3", "2", "1", "0"]
    marked = [row.attributes["data-node"] for row in tape.all("tr", class_="is-backward")]
    assert marked == ["2", "1"]


def test_beyond_the_end_is_the_end(ann: Learner) -> None:
    session = ann.begin(PROGRAM)
    length = session.get()["timeline"]["length"]
    assert outline(panel(session, "step", at=10**30)) == outline(panel(session, "step", at=length))


@pytest.mark.parametrize("at", ["-1", "x", "1.5", "1e3", ""])
def test_a_cursor_that_is_none_is_refused(ann: Learner, at: str) -> None:
    ann.ask("GET", f"/s/{ann.begin(PROGRAM).id}/step?at={at}", 422)


def test_the_leaves_bring_the_title_with_them(ann: Learner) -> None:
    session = ann.begin(PROGRAM)
    session.write(f"# A <b>new</b> name\n{PROGRAM}")
    title = panel(session, "leaves").one("h1", id="title")
    assert (title.text, title.attributes["hx-swap-oob"]) == ("A <b>new</b> name", "true")
    assert page_of(session).one("h1", id="title").text == "A <b>new</b> name"


def test_a_leaf_has_a_slider_around_its_number_a_field_and_a_switch(ann: Learner) -> None:
    session = ann.begin("a = Value(2.0)\nb = Value(-6.8813735870195432)\nc = Value(1e30)\nd = a*b*c\n")
    session.patch(1, requires_grad=False)
    leaves = panel(session, "leaves")
    rows = leaves.all("div", class_="leaf")
    assert [row.one("label").text for row in rows] == ["a", "b", "c"]
    for row in rows:
        slider = row.one("input", type="range").attributes
        assert float(slider["min"]) < float(slider["value"]) < float(slider["max"])
    assert rows[1].one("input", type="text").attributes["data-full"] == "−6.881373587019543"
    assert ["checked" in row.one("input", role="switch").attributes for row in rows] == [True, False, True]


def test_leaves_show_the_numbers_they_have_at_the_cursor(ann: Learner) -> None:
    session = ann.begin("a = Value(2.0)\nb = a*a\n")
    session.post("/backward")
    session.post("/update", learning_rate=0.25)
    assert panel(session, "leaves").one("input", type="text").attributes["value"] == "1.0000"


@pytest.mark.parametrize("name", ["leaves", "tape", "step", "check", "code"])
@pytest.mark.parametrize("program", ["", "print('hello')", "x = Value(0.0)\ny = 1/x\n", "x = Value(3.0)"])
def test_every_panel_of_every_small_program_is_whole(ann: Learner, name: str, program: str) -> None:
    session = ann.begin(program)
    is_wanted = name != "tape" or session.get("/graph")["nodes"] > 0  # there is no tape of nothing
    for at in range(session.get()["timeline"]["length"] + 1):
        assert bool(panel(session, name, at=at).text) == is_wanted


def test_a_large_graph_shows_the_part_of_the_tape_around_the_step(ann: Learner) -> None:
    session = ann.begin("x = Value(1.0)\nfor _ in range(2000):\n    x = x + 1.0\n")
    tape = panel(session, "tape", at=2000)
    nodes = [int(row.attributes["data-node"]) for row in tape.one("tbody").all("tr")]
    assert len(nodes) < 1000
    assert 1999 in nodes
    assert "of 4001 nodes" in tape.text


@pytest.mark.parametrize(("leaves", "shown"), [(150, 150), (1_001, 1_000)])
def test_many_leaves_are_shown_when_asked_for(ann: Learner, leaves: int, shown: int) -> None:
    session = ann.begin(f"xs = [Value(float(i)) for i in range({leaves})]\ny = sum(xs)\n")
    assert f"The first 100 of {leaves} leaves. Show more" in panel(session, "leaves").text
    whole = read(ann.ask("GET", f"/s/{session.id}?leaves=all", headers=BROWSER))
    assert len(whole.all("div", class_="leaf")) == shown
    assert ("The first 1000 of 1001 leaves." in whole.text, "Show more" in whole.text) == (leaves > shown, False)


def test_hostile_names_and_prints_are_text(ann: Learner) -> None:
    session = ann.begin("x = Value(2.0, label='<img src=x>')\nprint('<script>1</script>')\ny = x*x\n")
    assert panel(session, "tape").all("img") == []
    page = page_of(session)
    assert page.one(id="prints").text == "<script>1</script>"
    assert all("src" in script.attributes for script in page.all("script"))


def test_code_can_be_read_and_saved(ann: Learner) -> None:
    code = panel(ann.begin(PROGRAM), "code")
    assert [heading.text for heading in code.all("h2")] == ["PyTorch", "micrograd"]
    assert "d.backward()" in code.all("pre")[0].text
    assert "nothing to write" in panel(ann.begin(""), "code").text


def checked(session: Session, **query: object) -> dict[str, tuple[float, float]]:
    """Gradient and slope of each leaf."""
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    html = read(session.learner.ask("GET", f"/s/{session.id}/check?{asked}", headers=BROWSER))
    rows = [row for row in html.all("tr") if "data-node" in row.attributes]
    cells = [[cell.attributes.get("title", cell.text) for cell in row.all("td")] for row in rows]
    return {name: (number(gradient), number(slope)) for name, gradient, slope, _ in cells}


def number(text: str) -> float:
    return float(text.replace("−", "-").replace("not a number", "nan").replace("infinity", "inf"))


def test_the_check_finds_the_slope_that_backward_finds(ann: Learner) -> None:
    session = ann.begin(PROGRAM)
    for gradient, slope in checked(session, h=-4).values():
        assert slope == pytest.approx(gradient, abs=1e-6)
        assert gradient != 0


def test_the_check_nudges_at_the_numbers_of_the_cursor(ann: Learner) -> None:
    session = ann.begin("x = Value(3.0)\ny = x*x\n")
    session.post("/backward")
    session.post("/update", learning_rate=0.25)  # x becomes 3 - 0.25 * 6
    assert checked(session, h=0, scheme="forward", at=3)["x"] == (6.0, 7.0)
    assert checked(session, h=0, scheme="forward", at=10**6)["x"] == (3.0, 4.0)


def test_float32_runs_out_of_digits_sooner(ann: Learner) -> None:
    session = ann.begin("x = Value(3.0)\ny = x*x\n")
    assert abs(checked(session, h=-8)["x"][1] - 6) < 1e-6
    session.put("/settings", precision="float32")
    assert abs(checked(session, h=-8)["x"][1] - 6) > 1


@pytest.mark.parametrize("leaf", ["", "0", "3", "999999", "9" * 30, "-1", "x", "²"])
def test_the_check_tells_of_a_leaf_whatever_it_is_asked_for(ann: Learner, leaf: str) -> None:
    session = ann.begin(PROGRAM)
    html = read(ann.ask("GET", f"/s/{session.id}/check", headers=BROWSER, params={"leaf": leaf}))
    assert html.one("article").one("h2").text.startswith("Nudge a by")


@pytest.mark.parametrize("query", ["h=1", "h=-17", "h=x", "scheme=sideways"])
def test_a_check_that_makes_no_sense_is_refused(ann: Learner, query: str) -> None:
    ann.ask("GET", f"/s/{ann.begin(PROGRAM).id}/check?{query}", 422)


def test_the_check_draws_the_secant_and_the_tangent(ann: Learner) -> None:
    """For x*x at 3 the secant of one side with h = 1 has the slope 7, the tangent 6; both ways they are one line."""
    session = ann.begin("x = Value(3.0)\ny = x*x\n")

    def lines(scheme: str) -> dict[str, list[float]]:
        html = read(ann.ask("GET", f"/s/{session.id}/check?h=0&scheme={scheme}", headers=BROWSER))
        drawing = html.one("svg", role="img")
        return {
            kind: [float(drawing.one("line", **{"class": f"is-{kind}"}).attributes[end]) for end in ("y1", "y2")]
            for kind in ("secant", "tangent")
        }

    up, both = lines("forward"), lines("central")
    unit = (up["tangent"][0] - up["tangent"][1]) / 6 / 5  # of the drawing, for one of y: it is 5 h wide
    assert abs((up["secant"][0] - up["secant"][1]) / 5 / unit - 7) < 0.01
    assert abs((both["secant"][0] - both["secant"][1]) - (both["tangent"][0] - both["tangent"][1])) < 0.1


def test_the_check_of_what_is_no_number_draws_what_it_can(ann: Learner) -> None:
    for program in ("x = Value(0.0)\ny = 1/x\n", "x = Value(1e308)\ny = x*10\n", "x = Value(0.0)\ny = x.log()\n"):
        read(ann.ask("GET", f"/s/{ann.begin(program).id}/check?h=0", headers=BROWSER))


def test_the_check_of_a_large_graph_shows_what_can_be_done_at_once(ann: Learner) -> None:
    session = ann.begin("xs = [Value(float(i)) for i in range(400)]\ny = sum(x*x for x in xs)\n")
    assert 1 <= len(checked(session)) <= 100
    assert len(checked(session, leaf=399)) >= 2
    assert "Smaller and smaller h" in panel(session, "check").text
    session = ann.begin("x = Value(1.0)\nfor _ in range(4_000): x = x + 1\n")
    assert "Smaller and smaller h" not in panel(session, "check").text
    assert len(checked(session)) == 1


def test_anybody_may_read_the_panels_of_a_session(ann: Learner, newcomer: Callable[[], Learner]) -> None:
    session = ann.begin(PROGRAM)
    assert outline(panel(newcomer().visit(session), "tape")) == outline(panel(session, "tape"))


def test_a_session_that_is_not_there_has_no_panels(ann: Learner) -> None:
    panel(Session(ann, "nothing"), "tape", expect=404)
