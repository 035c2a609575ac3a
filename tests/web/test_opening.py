"""An op taken apart: the same numbers by smaller steps, at the same place of the play, and back again."""

from __future__ import annotations

from typing import Any

import pytest

from app.sessions.examples import EXAMPLES
from tests.web.learner import Learner, Session

LEAVES = ("x1", "x2", "w1", "w2", "b")


def nodes(graph: dict[str, Any]) -> dict[str, int]:
    """The node of each label."""
    return {graph["strings"][label]: node for node, label in enumerate(graph["label"]) if label}


def ops(graph: dict[str, Any]) -> list[str]:
    return [graph["strings"][op] for op in graph["op"]]


def gradients(session: Session) -> list[float]:
    values, at = session.values(), nodes(session.get("/graph"))
    return [values["grad"][at[name]] for name in LEAVES]


@pytest.fixture
def neuron(ann: Learner) -> Session:
    return ann.begin(EXAMPLES["neuron"])


def test_the_same_gradients_arrive_through_the_parts(neuron: Session) -> None:
    neuron.post("/backward")
    whole = gradients(neuron)
    change = neuron.post("/nodes/9/open")
    graph = change["graph"]
    assert ops(graph)[9:] == ["constant", "mul", "exp", "constant", "sub", "constant", "add", "div"]
    assert graph["opened"] == {"tanh o": 16}
    assert [graph["groups"][group] for group in graph["group"]][9:] == ["tanh o"] * 8
    assert change["structure_changed"]
    assert change["timeline"]["cursor"] == change["timeline"]["length"] == 17 + 1 + 14
    assert gradients(neuron) == pytest.approx(whole, rel=1e-12)
    assert change["program"] == EXAMPLES["neuron"]


def test_put_together_again_it_is_as_it_was(neuron: Session) -> None:
    neuron.post("/backward", to="node", node=7)
    before, timeline = neuron.get("/graph"), neuron.get()["timeline"]
    neuron.post("/nodes/9/open")
    change = neuron.post("/nodes/12/close")
    assert change["graph"] | {"revision": 1} == before
    assert change["timeline"] == timeline


@pytest.mark.parametrize("cursor", [0, 3, 9, 10, 11, 12, 15, 20])
def test_the_play_goes_on_where_it_was(neuron: Session, cursor: int) -> None:
    neuron.put("/cursor", cursor=cursor)
    shown = neuron.values()
    opened = neuron.post("/nodes/9/open")
    at = opened["graph"]
    place = [*range(9), 16]
    now = neuron.values()
    assert [now["data"][node] for node in place] == shown["data"]
    assert [now["grad"][node] for node in place] == pytest.approx(shown["grad"])
    assert at["root"] == 16
    closed = neuron.post("/nodes/16/close")
    assert closed["timeline"]["cursor"] == cursor


def test_what_belongs_to_leaves_goes_with_them(ann: Learner) -> None:
    session = ann.begin("a = Value(0.5)\nt = a.tanh()\nb = Value(2.0)\ny = t*b\n")
    session.patch(2, requires_grad=False)
    session.post("/step", count=3)
    before = session.values()
    session.post("/nodes/1/open")
    graph, now = session.get("/graph"), session.values()
    at = nodes(graph)
    assert graph["requires_grad"][at["b"]] == 0
    assert now["data"][at["a"]] == pytest.approx(before["data"][0])
    assert now["grad"][at["a"]] == pytest.approx(before["grad"][0])
    change = session.patch(at["b"], data=3.0)
    assert change["program"] == "a = Value(0.5)\nt = a.tanh()\nb = Value(3.0)\ny = t*b\n"
    assert change["graph"]["opened"] == graph["opened"]


def test_an_edit_keeps_open_what_is_still_there(neuron: Session) -> None:
    neuron.post("/nodes/9/open")
    change = neuron.put("/program", program=EXAMPLES["neuron"] + "L = o*o\n")
    assert list(change["graph"]["opened"]) == ["tanh o"]
    change = neuron.put("/program", program=EXAMPLES["neuron"].replace("n.tanh()", "n.relu()"))
    assert change["graph"]["opened"] == {}


def test_undo_puts_it_together_and_redo_takes_it_apart(neuron: Session) -> None:
    neuron.post("/nodes/9/open")
    assert neuron.post("/undo")["graph"]["opened"] == {}
    assert neuron.post("/redo")["graph"]["opened"] == {"tanh o": 16}


def test_building_goes_on_around_an_open_op(neuron: Session) -> None:
    neuron.post("/nodes/9/open")
    built = neuron.post("/build", gesture="apply", op="mul", inputs=[16, "2"], name="y")
    assert built["program"] == EXAMPLES["neuron"] + "y = o*2\n"
    assert built["graph"]["opened"] == {"tanh o": 16}
    assert ops(built["graph"])[built["node"]] == "mul"
    refused = neuron.post("/build", 422, gesture="apply", op="exp", inputs=[12])
    assert "taken apart" in refused["error"]["message"]


def test_what_cannot_be_opened_says_so(neuron: Session, ann: Learner) -> None:
    assert neuron.post("/nodes/8/open", 422)["error"]["message"] == "n is not made of smaller ops."
    assert neuron.post("/nodes/9/close", 422)["error"]["message"] == "o was not taken apart."
    assert neuron.post("/nodes/10/open", 404)
    neuron.post("/nodes/9/open")
    assert neuron.post("/nodes/16/open", 422)


def test_a_loop_with_an_open_op_still_has_its_epochs(ann: Learner) -> None:
    loop = "for k in range(3):\n    y = (w*2.0).tanh()\n    y.backward()\n    w.data -= 0.1*w.grad\n    w.grad = 0.0\n"
    session = ann.begin(f"w = Value(0.5)\n{loop}")
    before = session.get()["epochs"]
    assert before is not None
    loss, at = before["losses"][-1], nodes(session.get("/graph"))["y"]
    session.post(f"/nodes/{at}/open")
    after = session.get()["epochs"]
    assert after == before
    session.post("/backward")
    values = session.values()
    assert values["data"][session.get("/graph")["root"]] == pytest.approx(before["losses"][before["epoch"]])
    assert loss


def test_an_imported_session_with_nonsense_open_shows_what_it_can(ann: Learner) -> None:
    session = ann.begin(EXAMPLES["neuron"])
    session.post("/nodes/9/open")
    exported = session.get("/export")
    assert exported["opened"] == [9]
    again = ann.ask("POST", "/api/sessions/import", 201, json=exported | {"opened": [9, 3, 4000]})
    assert Session(ann, again["id"]).get("/graph")["opened"] == {"tanh o": 16}
