"""Sliders and switches: a leaf's number is written where it stands, its gradient can be switched off."""

from __future__ import annotations

import pytest

from tests.web.learner import Learner, Session

PROGRAM = "a = Value(2.0); b = Value(-3.0); c = a*b\nd = c.tanh()\n"


@pytest.fixture
def session(ann: Learner) -> Session:
    return ann.begin(PROGRAM)


def test_a_number_is_written_into_the_program_and_replayed(session: Session) -> None:
    session.put("/cursor", cursor=4)
    change = session.patch(0, data=10.25)
    assert change["program"] == PROGRAM.replace("2.0", "10.25")
    assert change["graph"] is None
    assert change["moved"] == {"line": 1, "column": 13, "by": 2}
    assert change["timeline"]["cursor"] == 4
    assert change["steps"][2] == {"kind": "forward", "node": 2, "value": -30.75}
    assert change["values"]["data"] == [10.25, -3.0, None, None]


def test_places_in_the_program_are_right_after_many_numbers(session: Session) -> None:
    for node, number in ((0, 123.456), (1, 5.0), (0, -1e-300), (1, 0.125)):
        change = session.patch(node, data=number)
    text, graph = change["program"], session.get("/graph")
    lines = text.splitlines()
    places = zip(graph["line"], graph["column"], graph["end_column"], strict=True)
    assert [lines[line - 1][start:end] for line, start, end in places] == [
        "Value(-1e-300)",
        "Value(0.125)",
        "a*b",
        "c.tanh()",
    ]


def test_a_leaf_without_a_number_in_the_program_is_moved_all_the_same(ann: Learner) -> None:
    session = ann.begin("w = [Value(k) for k in range(3)]\nt = w[0] + w[1]*w[2]\n")
    before = session.get()["program"]
    change = session.patch(1, data=-7.0)
    assert (change["program"], change["moved"], change["graph"]) == (before, None, None)
    assert change["values"]["data"][:3] == [0.0, -7.0, 2.0]
    assert session.values(5)["data"][3] == -14.0


def test_a_program_that_looks_at_the_number_runs_anew(ann: Learner) -> None:
    session = ann.begin("a = Value(2.0)\nb = a*a if a.data > 1 else a + 1\n")
    change = session.patch(0, data=0.5)
    assert change["structure_changed"] is True
    assert "add" in change["graph"]["ops"]
    assert change["program"].startswith("a = Value(0.5)")


def test_what_the_program_prints_follows_the_number(ann: Learner) -> None:
    session = ann.begin("a = Value(2.0)\nb = a*a\nprint(b.data)\n")
    assert session.get()["prints"] == [{"line": 3, "text": "4.0\n", "epoch": None}]
    assert session.patch(0, data=3.0)["prints"] == [{"line": 3, "text": "9.0\n", "epoch": None}]


def test_after_training_a_number_moves_on_from_what_was_learned(session: Session) -> None:
    session.post("/step", count=2, learning_rate=0.5)
    learned = session.seen(["b"], "data")
    session.patch(0, data=1.0)
    assert session.seen(["a", "b"], "data") == [1.0, *learned]
    assert session.patch(0, data=2.0)["program"] == PROGRAM
    assert session.seen(["a", "b"], "data") == [2.0, *learned]


def test_a_switched_off_leaf_gets_no_gradient_and_what_needs_none_is_pruned(session: Session) -> None:
    change = session.patch(0, requires_grad=False)
    assert change["structure_changed"] is True
    assert change["graph"]["requires_grad"] == [0, 1, 1, 1]
    session.post("/backward")
    assert session.values()["grad"][0] is None
    nothing = session.patch(1, requires_grad=False)["graph"]
    assert nothing["requires_grad"] == [0, 0, 0, 0]
    assert session.get("/nodes/1")["requires_grad"] is False


def test_a_leaf_takes_a_number_and_a_switch_at_once(session: Session) -> None:
    change = session.patch(1, data=4.0, requires_grad=False)
    assert change["version"] == 2
    assert "Value(4.0)" in change["program"]
    assert change["graph"]["requires_grad"][1] == 0


def test_the_moves_of_one_drag_are_undone_as_one(session: Session) -> None:
    session.patch(1, data=-1.0)
    for move in range(1, 21):
        change = session.patch(0, data=2.0 + move / 10)
    assert change["version"] == 22
    assert session.post("/undo")["program"] == PROGRAM.replace("-3.0", "-1.0")
    assert session.post("/undo")["program"] == PROGRAM


@pytest.mark.parametrize("node", [2, 3])
def test_an_op_has_no_number_of_its_own(session: Session, node: int) -> None:
    for body in ({"data": 1.0}, {"requires_grad": False}):
        assert "is no leaf" in session.patch(node, 422, **body)["error"]["message"]


def test_a_constant_is_changed_in_the_program(ann: Learner) -> None:
    session = ann.begin("a = Value(1.0)\nb = 2*a\n")
    constant = 1 if session.get("/nodes/1")["op"] == "constant" else 0
    assert "is no leaf" in session.patch(constant, 422, data=3.0)["error"]["message"]


def test_a_node_that_is_not_there_is_404(session: Session) -> None:
    for path in ("/nodes/4", "/nodes/4?at=0"):
        assert session.get(path, 404)["error"]["hint"] == "The nodes are 0 to 3."
    session.patch(4, 404, data=1.0)
    session.post("/forward", 404, to="node", node=4)


def test_a_switch_set_to_what_it_is_changes_nothing(session: Session) -> None:
    assert session.patch(0, requires_grad=True)["version"] == 1
    session.patch(0, requires_grad=False)
    session.patch(0, requires_grad=True)
    assert session.post("/undo")["graph"]["requires_grad"][0] == 0


def test_nothing_asked_for_changes_nothing(session: Session) -> None:
    assert session.patch(0)["version"] == 1
    assert session.put("/settings")["version"] == 1
