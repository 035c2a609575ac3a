"""A class of the learner's own on the page and in the API: its numbers beside the right ones, its mistake by name."""

from __future__ import annotations

import pytest

from tests.program import own_classes as own
from tests.web.learner import Learner

USE = "a = Value(3.0)\nb = a + a\nb.backward()\n"
RIGHT, WRONG = own.CLOSURES + USE, own.CLOSURES.replace(".grad += ", ".grad = ") + USE


def test_the_numbers_of_the_class_come_beside_the_right_ones(ann: Learner) -> None:
    session = ann.begin(WRONG)
    found = session.get()["own"]
    a, b = session.node("a"), session.node("b")
    assert (found["data"][a], found["grad"][a]) == (3.0, 1.0)
    assert session.seen(["a"], "grad", at=session.get()["timeline"]["length"]) == [2.0]
    assert found["wrong"] == [a]
    (mistake,) = found["mistakes"]
    assert (mistake["kind"], mistake["nodes"][0]) == ("overwritten", a)
    assert "self.grad = out.grad" in WRONG.splitlines()[mistake["line"] - 1]
    assert b not in found["wrong"]


def test_a_right_class_is_shown_and_not_accused(ann: Learner) -> None:
    found = ann.begin(RIGHT).get()["own"]
    assert (found["wrong"], found["mistakes"]) == ([], [])
    assert found["grad"] == [2.0, 1.0]


def test_a_program_without_a_class_of_its_own_has_no_own_numbers(ann: Learner) -> None:
    assert ann.begin("a = Value(2.0)\nb = a * a\nb.backward()\n").get()["own"] is None


@pytest.mark.parametrize(("program", "says"), [(WRONG, "; right is"), (RIGHT, "which is right")])
def test_the_panels_put_both_side_by_side(ann: Learner, program: str, says: str) -> None:
    session = ann.begin(program)
    end = session.get()["timeline"]["length"]
    assert says in ann.ask("GET", f"/s/{session.id}/step?at={end}").decode()
    tape = ann.ask("GET", f"/s/{session.id}/tape?at={end}").decode()
    assert ("≠" in tape) is (program is WRONG)
    assert ">yours<" in tape


def test_the_page_names_the_mistake_and_its_line(ann: Learner) -> None:
    page = ann.ask("GET", f"/s/{ann.begin(WRONG).id}").decode()
    assert "a is used 2 times, but its gradient is 1" in page
    assert "write += instead of =" in page
