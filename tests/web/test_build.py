"""Building by hand through the API: the text changes as asked, with a version and an undo, or not at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.web.learner import Learner

PROGRAM = "a = Value(2.0)\nb = Value(-3.0)\nn = a*b\n"


def test_a_neuron_is_built_gesture_by_gesture(ann: Learner) -> None:
    session = ann.begin("")
    for name, number in [("x", "2.0"), ("w", "-3"), ("b", "6.8813735870195432")]:
        change = session.post("/build", gesture="leaf", name=name, number=number)
        assert change["node"] == session.node(name)
    session.post("/build", gesture="apply", op="mul", inputs=[session.node("x"), session.node("w")])
    session.post("/build", gesture="apply", op="add", inputs=[session.node("a"), session.node("b")], name="n")
    session.post("/build", gesture="rename", node=session.node("a"), name="")
    change = session.post("/build", gesture="apply", op="tanh", inputs=[session.node("n")], name="o")
    assert change["said"] == "Added o = n.tanh()."
    assert change["program"] == (
        "x = Value(2.0)\nw = Value(-3.0)\nb = Value(6.8813735870195432)\nn = x*w + b\no = n.tanh()\n"
    )
    assert change["program"] == session.get("/program")["program"]
    assert change["structure_changed"]
    assert change["graph"]["root"] == change["node"] == session.node("o")


def test_a_gesture_is_a_version_that_undo_takes_back(ann: Learner) -> None:
    session = ann.begin(PROGRAM)
    change = session.post("/build", gesture="replace", node=session.node("n"), op="add", version=1)
    assert (change["version"], change["program"]) == (2, PROGRAM.replace("a*b", "a + b"))
    assert session.post("/build", 409, gesture="delete", node=0, version=1)["error"]["code"] == "stale_version"
    assert session.post("/undo")["program"] == PROGRAM
    assert session.post("/redo")["program"] == change["program"]


def test_what_a_leaf_was_told_stays_with_it_when_it_gets_another_name(ann: Learner) -> None:
    session = ann.begin(PROGRAM)
    session.patch(session.node("a"), requires_grad=False)
    session.post("/build", gesture="rename", node=session.node("a"), name="w")
    assert session.get(f"/nodes/{session.node('w')}")["requires_grad"] is False


@pytest.mark.parametrize(
    ("gesture", "message"),
    [
        ({"gesture": "delete", "node": 99}, "There is no node 99."),
        ({"gesture": "apply", "op": "nothing", "inputs": [0]}, "There is no op called nothing."),
        ({"gesture": "apply", "op": "log", "inputs": ["2"]}, "Of bare numbers alone there is no node."),
        ({"gesture": "leaf", "number": "2; import os"}, "That is not a number."),
        ({"gesture": "leaf", "name": "a\nimport os"}, "“a\nimport os” cannot be a name in Python."),
        ({"gesture": "connect", "node": 2, "slot": 0, "source": 2}, "n cannot be computed from itself."),
    ],
)
def test_a_refusal_says_why_and_everything_stays(ann: Learner, gesture: dict[str, object], message: str) -> None:
    session = ann.begin(PROGRAM)
    error = session.post("/build", 422, **gesture)["error"]
    assert (error["message"], error["code"]) == (message, "gesture")
    assert error["hint"]
    assert session.get()["version"] == 1


@pytest.mark.parametrize(
    "gesture",
    [
        {},
        {"gesture": "explode"},
        {"gesture": "apply", "op": "add"},
        {"gesture": "apply", "op": "add", "inputs": [-1]},
        {"gesture": "apply", "op": "add", "inputs": [True, 1]},
        {"gesture": "apply", "op": "add", "inputs": [0] * 101},
        {"gesture": "leaf", "number": 2.0},
        {"gesture": "rename", "node": 0, "name": "x" * 65},
        {"gesture": "delete", "node": 0, "users": "both"},
        {"gesture": "connect", "node": 2, "slot": -1, "source": 0},
    ],
)
def test_a_request_of_another_shape_is_refused(ann: Learner, gesture: dict[str, object]) -> None:
    ann.begin(PROGRAM).post("/build", 422, **gesture)


def test_nobody_builds_in_the_session_of_another(ann: Learner, newcomer: Callable[[], Learner]) -> None:
    session = ann.begin(PROGRAM)
    newcomer().visit(session).post("/build", 403, gesture="leaf")
