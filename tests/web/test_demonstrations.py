"""What is done wrong, to be played: the steps are real, the session stays as it is."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.learner import SESSIONS, Learner
from tests.web.markup import read

SHARED = "x = Value(3.0)\ny = x * x\nz = y + 1.0\nout = y * z\n"
KINDS = ["order", "overwrite", "accumulate"]


def ends(shown: dict[str, Any]) -> dict[str, float]:
    """The gradients that the steps lead to, by name; a step says what the gradient is after it."""
    names = [shown["graph"]["strings"][index] for index in shown["graph"]["name"]]
    grad = {}
    for step in shown["steps"]:
        if step["kind"] in ("seed", "backward"):
            grad[names[step.get("input", step["node"])]] = step["total"]
    return grad


@pytest.mark.parametrize("kind", KINDS)
def test_a_session_stays_as_it_was(ann: Learner, kind: str) -> None:
    session = ann.begin(SHARED)
    before = session.get(), session.get("/graph"), session.values()
    shown = session.get(f"/demonstrations/{kind}")
    assert shown["own"] is True
    assert shown["timeline"]["length"] == len(shown["steps"])
    assert shown["timeline"]["cursor"] == shown["timeline"]["segments"][0]["stop"]
    assert shown["graph"]["nodes"] == before[1]["nodes"]
    assert (session.get(), session.get("/graph"), session.values()) == before


def test_depth_first_goes_wrong_at_the_node_that_did_not_wait(ann: Learner) -> None:
    session = ann.begin(SHARED)
    shown = session.get("/demonstrations/order")
    y, z, x = (session.node(name) for name in ("y", "z", "x"))
    first, late, end = shown["moments"]
    assert shown["steps"][first["cursor"] - 1]["node"] == y
    assert first["nodes"] == late["nodes"] == [y]
    assert first["said"].startswith("y hands on 10 already, and has not heard from z yet")
    assert (shown["steps"][late["cursor"] - 1]["node"], shown["steps"][late["cursor"] - 1]["input"]) == (z, y)
    assert end["nodes"] == [x]
    assert end["said"].startswith("x.grad ends as 60; right is 114.")
    assert ends(shown)["x"] == 60.0


def test_with_is_for_plus_is_the_last_contribution_stays(ann: Learner) -> None:
    shown = ann.begin(SHARED).get("/demonstrations/overwrite")
    assert ends(shown) == {"out": 1.0, "y": 9.0, "z": 9.0, "x": 27.0}
    assert shown["moments"][0]["said"] == ("y.grad was 10. Written with =, 9 takes its place; += would make it 19.")
    assert "x.grad ends as 27; right is 114." in shown["moments"][-1]["said"]


def test_two_passes_without_zero_grad_make_twice_the_gradient(ann: Learner) -> None:
    shown = ann.begin(SHARED).get("/demonstrations/accumulate")
    phases = [segment["phase"] for segment in shown["timeline"]["segments"]]
    assert phases == ["forward", "backward", "backward", "zero_grad", "backward"]
    at = {segment["start"]: segment["stop"] for segment in shown["timeline"]["segments"]}
    twice = next(moment for moment in shown["moments"] if "228" in moment["said"] and moment["nodes"])
    assert twice["cursor"] in at.values()
    assert "right is 114" in twice["said"]
    assert shown["moments"][-1] == {
        "cursor": shown["timeline"]["length"],
        "nodes": [],
        "said": "After zero_grad, one backward pass is right again: x.grad is 114.",
    }


@pytest.mark.parametrize(
    ("program", "why"),
    [
        ("", "cannot go wrong in this way"),
        ("a = Value(2.0)\nb = a * 3.0\n", "cannot go wrong in this way"),
        ("a = Value(0.1)\nfor i in range(300):\n    a = a * a + a\n", "is too large to watch"),
    ],
)
@pytest.mark.parametrize("kind", ["order", "overwrite"])
def test_a_graph_that_cannot_show_it_is_replaced_by_one_that_can(
    ann: Learner, kind: str, program: str, why: str
) -> None:
    shown = ann.begin(program).get(f"/demonstrations/{kind}")
    assert shown["own"] is False
    assert why in shown["said"]
    assert shown["moments"]
    assert not any(shown["graph"]["line"])  # of no program that the learner sees


def test_the_numbers_are_those_of_the_learners_leaves(ann: Learner) -> None:
    session = ann.begin(SHARED)
    session.patch(session.node("x"), data=2.0)
    assert ends(session.get("/demonstrations/accumulate"))["x"] == 36.0  # of x**4 + x**2


@pytest.mark.parametrize("kind", KINDS)
def test_panels_tell_of_what_is_played(ann: Learner, kind: str) -> None:
    session = ann.begin(SHARED)
    shown = session.get(f"/demonstrations/{kind}")
    for cursor in range(shown["timeline"]["length"] + 1):
        for name in ("step", "tape"):
            path = f"/s/{session.id}/{name}?at={cursor}&demonstration={kind}"
            assert read(ann.ask("GET", path, headers={"accept": "text/html"})).text
    told = ann.ask("GET", f"/s/{session.id}/step?at=10&demonstration=order", headers={"accept": "text/html"})
    assert b"x.grad" in told.replace(b"</a>", b"")


def test_the_tape_stands_in_the_order_of_the_visit(ann: Learner) -> None:
    session = ann.begin(SHARED)
    path = f"/s/{session.id}/tape?at=7&demonstration=order"
    tape = read(ann.ask("GET", path, headers={"accept": "text/html"}))
    assert tape.one("h2").text == "Tape · depth first"
    assert [button.text for button in tape.all("button")] == ["out", "y", "x", "z", "1"]


def test_everybody_may_look_and_there_is_no_other_kind(ann: Learner, newcomer: Any) -> None:
    session = ann.begin(SHARED)
    bob = newcomer()
    assert bob.ask("GET", f"{SESSIONS}/{session.id}/demonstrations/order")["own"] is True
    session.get("/demonstrations/sideways", expect=422)
    assert ann.ask("GET", f"/s/{session.id}/step?demonstration=sideways", 422, headers={"accept": "text/html"})
