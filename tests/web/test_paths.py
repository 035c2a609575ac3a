"""The ways from the output to a node, over HTTP and in the Step panel."""

from __future__ import annotations

import pytest

from tests.web.learner import Learner, Session
from tests.web.markup import Element, read

SHARED = "a = Value(-2.0)\nb = Value(3.0)\nd = a * b\ne = a + b\nf = d * e\n"


def panel(session: Session, node: object, at: int | None = None) -> Element:
    query = "" if at is None else f"&at={at}"
    path = f"/s/{session.id}/paths?node={node}{query}"
    return read(session.learner.ask("GET", path, headers={"accept": "text/html"}))


def test_all_ways_with_their_products_add_up_to_the_gradient(ann: Learner) -> None:
    session = ann.begin(SHARED)
    a, d, e, f = (session.node(name) for name in "adef")
    found = session.get(f"/nodes/{a}/paths")
    assert (found["count"], found["gradient"]) == (2, -3.0)
    assert [(way["nodes"], way["factors"], way["product"]) for way in found["paths"]] == [
        ([f, e, a], [-6.0, 1.0], -6.0),
        ([f, d, a], [1.0, 3.0], 3.0),
    ]
    graph = session.get("/graph")
    for way in found["paths"]:
        for edge, below in zip(way["edges"], way["nodes"][1:], strict=True):
            assert graph["inputs"][edge] == below


def test_only_as_many_are_listed_as_asked_for(ann: Learner) -> None:
    session = ann.begin("x = Value(0.1)\n" + "x = x + x\n" * 70)
    found = session.get("/nodes/0/paths?most=3")
    assert (found["count"], len(found["paths"]), found["gradient"]) == (10**18, 3, 2.0**70)
    session.get("/nodes/0/paths?most=101", expect=422)
    session.get("/nodes/999/paths", expect=404)
    heading = panel(session, 0, at=session.get()["timeline"]["length"]).one("h2").text
    assert heading.startswith("Countless ways")


def test_the_panel_lists_ways_once_the_values_are_there(ann: Learner) -> None:
    session = ann.begin(SHARED)
    a = session.node("a")
    assert "Run forward first" in panel(session, a, at=0).text
    shown = panel(session, a, at=13)
    assert shown.one("h2").text == "2 ways from f to a"
    assert [button.attributes["data-factors"] for button in shown.all("button")] == ["−6 1", "1 3"]
    assert "−3.0000" in shown.all("tr")[-1].text


def test_a_gradient_of_more_than_one_pass_is_told_beside_the_sum(ann: Learner) -> None:
    session = ann.begin(SHARED)
    session.post("/backward")
    session.post("/backward")
    length = session.get()["timeline"]["length"]
    assert "a.grad now" in panel(session, session.node("a"), at=length).text
    assert "−6.0000" in panel(session, session.node("a"), at=length).all("tr")[-1].text


def test_a_derivative_by_an_expression_has_it_in_brackets(ann: Learner) -> None:
    session = ann.begin("a = Value(1.0)\nb = Value(2.0)\nc = (a + b) * b\n")
    length = session.get()["timeline"]["length"]
    assert panel(session, 2, at=length).one("th").text == "sum: ∂c/∂(a + b)"


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("a = Value(1.0)\nb = Value(2.0)\nc = b * 2.0\n", "does not depend on it"),
        ("a = Value(1.0, requires_grad=False)\nb = Value(2.0)\nc = a * b\n", "requires no gradient"),
    ],
)
def test_where_no_way_leads_the_panel_says_why(ann: Learner, program: str, said: str) -> None:
    session = ann.begin(program)
    assert said in panel(session, 0).text


def test_the_output_is_reached_without_multiplying(ann: Learner) -> None:
    session = ann.begin(SHARED)
    assert "It is the output" in panel(session, session.node("f"), at=13).text


@pytest.mark.parametrize("node", ["", "x", "-1", "99", "1e3", "99999999999999"])
def test_there_is_nothing_without_a_node(ann: Learner, node: str) -> None:
    assert panel(ann.begin(SHARED), node).text.strip() == ""
