"""Edits of the program: what stays, what begins anew, and that a wrong one changes nothing."""

from __future__ import annotations

import pytest

from tests.web.learner import Learner, Session

PROGRAM = "a = Value(2.0)\nb = Value(-3.0)\nc = a*b\nd = c.tanh()\n"


@pytest.fixture
def session(ann: Learner) -> Session:
    """Four nodes, played into the backward pass."""
    session = ann.begin(PROGRAM)
    session.put("/cursor", cursor=6)
    return session


def test_another_number_keeps_the_cursor_and_replays(session: Session) -> None:
    change = session.write(PROGRAM.replace("2.0", "0.5"))
    assert (change["version"], change["structure_changed"]) == (2, False)
    assert change["timeline"]["cursor"] == 6
    assert change["values"]["data"][0] == 0.5
    assert change["steps"][2] == {"kind": "forward", "node": 2, "value": -1.5}


def test_a_comment_moves_the_lines_and_keeps_everything_else(session: Session) -> None:
    before = session.values()
    change = session.write("# new\n" + PROGRAM)
    assert change["structure_changed"] is False
    assert change["graph"]["line"] == [2, 3, 4, 5]
    assert session.values() == before
    assert session.get()["title"] == "new"


def test_another_structure_begins_anew(session: Session) -> None:
    change = session.write(PROGRAM + "e = d*d\n")
    assert change["structure_changed"] is True
    assert change["timeline"]["cursor"] == 0
    assert (change["graph"]["nodes"], change["graph"]["revision"]) == (5, change["version"])
    assert session.values()["revision"] == change["version"]


def test_another_name_is_drawn_anew_and_keeps_the_cursor(session: Session) -> None:
    change = session.write(PROGRAM.replace("d =", "out ="))
    assert (change["structure_changed"], change["timeline"]["cursor"]) == (True, 6)
    assert "out" in change["graph"]["strings"]


def test_another_exponent_keeps_the_cursor(ann: Learner) -> None:
    session = ann.begin("a = Value(2.0)\nb = a**2\n")
    session.post("/backward")
    change = session.write("a = Value(2.0)\nb = a**3\n")
    assert change["graph"]["param"] == [None, 3.0]
    assert change["timeline"]["cursor"] == change["timeline"]["length"]
    assert session.values()["grad"][0] == 12.0


def test_the_same_text_again_changes_nothing(session: Session) -> None:
    before = session.get()
    assert session.write(PROGRAM)["version"] == 1
    assert session.get() == before


@pytest.mark.parametrize(
    "wrong",
    ["a = ", "a = Value(2.0)\nb = a * missing", "while True: pass", "x = 1 / 0", "import os\nos.remove('x')"],
)
def test_a_wrong_program_is_told_with_its_place_and_changes_nothing(session: Session, wrong: str) -> None:
    before = session.get(), session.get("/graph"), session.values()
    error = session.write(wrong, 422)["error"]
    assert error["message"]
    assert error["field"] == "program"
    assert 1 <= error["line"] <= 2
    assert error["column"] >= 0
    assert (session.get(), session.get("/graph"), session.values()) == before


def test_names_that_could_be_leaves_are_listed(session: Session) -> None:
    error = session.write("a*b + c", 422)["error"]
    assert (error["code"], error["names"]) == ("unknown_names", ["a", "b", "c"])


def test_a_switch_goes_with_its_leaf(session: Session) -> None:
    session.patch(1, requires_grad=False)
    graph = session.write("z = Value(1.0)\n" + PROGRAM + "e = d + z\n")["graph"]
    assert graph["requires_grad"] == [1, 1, 0, 1, 1, 1]


def test_what_was_learned_stays_unless_the_program_gives_another_number(session: Session) -> None:
    session.post("/step", count=3)
    a, b = session.seen(["a", "b"], "data")
    assert (a, b) != (2.0, -3.0)
    session.write("# kept\n" + PROGRAM)
    assert session.seen(["a", "b"], "data") == [a, b]
    session.write(PROGRAM.replace("-3.0", "1.0"))
    assert session.seen(["a", "b"], "data") == [a, 1.0]


def test_what_the_program_prints_comes_with_its_line(session: Session) -> None:
    change = session.write(PROGRAM + "print('so far', 2 + 3)\n")
    assert change["prints"] == [{"line": 5, "text": "so far 5\n", "epoch": None}]
    assert session.get()["prints"] == change["prints"]


def test_an_empty_program_is_an_empty_graph(session: Session) -> None:
    change = session.write("")
    assert change["graph"]["nodes"] == 0
    assert change["values"] == {"data": [], "grad": []}
    for path in ("/forward", "/backward", "/zero-grad", "/update", "/step"):
        session.post(path, 422)
    assert session.values() == {"revision": 2, "cursor": 0, "data": [], "grad": []}
    assert session.write(PROGRAM)["graph"]["nodes"] == 4
