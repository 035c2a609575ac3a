"""Undo reaches every edit, and redo brings it back: what is seen afterwards is what was seen before."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.learner import Learner, Session

EDITS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "program": ("PUT", "/program", {"program": "z = Value(1.0)\ny = z*z"}),
    "comment": ("PUT", "/program", {"program": "# note\na = Value(2.0)\nb = Value(-3.0)\nc = a*b\nd = c + a\n"}),
    "slider": ("PATCH", "/nodes/0", {"data": 7.5}),
    "switch": ("PATCH", "/nodes/1", {"requires_grad": False}),
    "precision": ("PUT", "/settings", {"precision": "float32"}),
    "learning rate": ("PUT", "/settings", {"learning_rate": 0.5}),
    "seed": ("PUT", "/settings", {"seed": 9}),
    "zero_grad": ("POST", "/zero-grad", {}),
    "forward": ("POST", "/forward", {}),
    "backward": ("POST", "/backward", {}),
    "update": ("POST", "/update", {}),
    "training": ("POST", "/step", {"count": 40}),
}


@pytest.fixture
def session(ann: Learner) -> Session:
    """Trained a little, with a gradient on its leaves."""
    session = ann.begin("a = Value(2.0)\nb = Value(-3.0)\nc = a*b\nd = c + a\n")
    session.post("/step", count=2)
    session.post("/backward")
    return session


def seen(session: Session) -> dict[str, Any]:
    """All that a learner sees of it, but for how often it was changed."""
    own = {name: value for name, value in session.get().items() if name not in {"version", "can_undo", "can_redo"}}
    frames = [session.values(at) for at in range(own["timeline"]["length"] + 1)]
    return own | {"graph": session.get("/graph"), "steps": session.get("/steps")["steps"], "frames": frames}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_undo_takes_it_back_and_redo_makes_it_again(session: Session, edit: tuple[str, str, dict[str, Any]]) -> None:
    method, path, body = edit
    before = seen(session)
    session.ask(method, path, **body)
    after = seen(session)
    assert after != before
    undone = session.post("/undo")
    assert seen(session) == before
    assert undone["program"] == before["program"]
    assert undone["values"] == {name: before["frames"][0][name] for name in ("data", "grad")}
    assert (undone["graph"] or before["graph"]) == before["graph"]
    assert undone["can_redo"]
    session.post("/redo")
    assert seen(session) == after


def test_an_undo_that_changes_the_structure_brings_the_graph(session: Session) -> None:
    before = session.get("/graph")
    session.write("z = Value(1.0)")
    undone = session.post("/undo")
    assert undone["structure_changed"] is True
    assert undone["graph"] == before
    session.patch(0, data=123456.0)
    moved_back = session.post("/undo")
    assert (moved_back["structure_changed"], moved_back["graph"]) == (False, before)


def test_undo_goes_all_the_way_back_through_a_walk_of_edits(session: Session) -> None:
    start = seen(session)
    for method, path, body in EDITS.values():
        if path != "/nodes/1":
            session.ask(method, path, **body)
    for _ in range(len(EDITS) - 1):
        change = session.post("/undo")
    assert seen(session) == start
    assert change["can_undo"]


def test_nothing_to_undo_and_nothing_to_redo_are_said(ann: Learner) -> None:
    session = ann.begin()
    for path in ("/undo", "/redo"):
        assert session.post(path, 409)["error"]["code"] == "nothing_to_undo"
    session.patch(0, data=1.0)
    session.post("/undo")
    session.patch(0, data=3.0)
    session.post("/redo", 409)
