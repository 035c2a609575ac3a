"""Passes, training steps, the cursor, and what is seen on the way: graph, steps, values, nodes."""

from __future__ import annotations

import math
from typing import Any

import pytest

from tests.web.learner import Learner, Session

PROGRAM = "a = Value(2.0)\nb = Value(-3.0)\nc = a*b\nd = c + a\n"
KINDS = {"forward": "forward", "backward": "backward", "zero-grad": "zero_grad", "update": "update"}


@pytest.fixture
def session(ann: Learner) -> Session:
    """A forward pass of 4 steps, a backward pass of 5."""
    return ann.begin(PROGRAM)


def test_the_graph_comes_in_columns_of_equal_length(session: Session) -> None:
    graph = session.get("/graph")
    strings = graph["strings"]
    assert (graph["revision"], graph["nodes"], graph["root"], graph["precision"]) == (1, 4, 3, "float64")
    assert [strings[op] for op in graph["op"]] == ["leaf", "leaf", "mul", "add"]
    assert [strings[label] for label in graph["label"]] == ["a", "b", "c", "d"]
    assert [strings[name] for name in graph["name"]] == ["a", "b", "c", "d"]
    assert (graph["start"], graph["inputs"]) == ([0, 0, 0, 2, 4], [0, 1, 2, 0])
    columns = ("requires_grad", "line", "column", "end_line", "end_column", "group")
    assert all(len(graph[column]) == 4 for column in columns)
    assert graph["ops"] == {
        "mul": {"glyph": "×", "title": "multiply", "opens": False},
        "add": {"glyph": "+", "title": "add", "opens": False},
    }
    assert graph["opened"] == {}
    assert strings[0] == graph["groups"][0] == ""


def test_every_step_of_a_forward_and_a_backward(session: Session) -> None:
    taken = session.post("/backward")
    assert (taken["start"], taken["stop"], taken["next"], taken["version"]) == (0, 9, None, 1)
    assert taken["steps"] == [
        {"kind": "forward", "node": 0, "value": 2.0},
        {"kind": "forward", "node": 1, "value": -3.0},
        {"kind": "forward", "node": 2, "value": -6.0},
        {"kind": "forward", "node": 3, "value": -4.0},
        {"kind": "seed", "node": 3, "total": 1.0},
        backward(3, 2, 0, upstream=1.0, local=1.0, total=1.0),
        backward(3, 0, 1, upstream=1.0, local=1.0, total=1.0),
        backward(2, 0, 0, upstream=1.0, local=-3.0, total=-2.0),
        backward(2, 1, 1, upstream=1.0, local=2.0, total=2.0),
    ]
    assert session.get("/steps")["steps"] == taken["steps"]


def backward(node: int, input: int, slot: int, upstream: float, local: float, total: float) -> dict[str, Any]:
    place = {"kind": "backward", "node": node, "input": input, "slot": slot}
    return place | {"upstream": upstream, "local": local, "contribution": upstream * local, "total": total}


def test_update_and_zero_grad_steps(session: Session) -> None:
    session.post("/backward")
    update = session.post("/update", learning_rate=0.5)
    assert update["steps"] == [
        {"kind": "update", "node": 0, "before": 2.0, "grad": -2.0, "after": 3.0},
        {"kind": "update", "node": 1, "before": -3.0, "grad": 2.0, "after": -4.0},
    ]
    assert update["timeline"]["segments"][-1] == {"phase": "update", "start": 9, "stop": 11, "learning_rate": 0.5}
    assert session.post("/zero-grad")["steps"] == [{"kind": "zero_grad", "nodes": [0, 1]}]


def test_update_takes_the_sessions_learning_rate(session: Session) -> None:
    session.put("/settings", learning_rate=0.25)
    session.post("/backward")
    assert [step["after"] for step in session.post("/update")["steps"]] == [2.5, -3.5]


def test_a_pass_goes_as_far_as_it_is_told(session: Session) -> None:
    assert len(session.post("/forward", to="next")["steps"]) == 1
    assert session.post("/forward", to="node", node=2)["stop"] == 3
    assert session.post("/forward")["stop"] == 4
    assert session.post("/backward", to="node", node=0)["stop"] == 8
    assert session.post("/backward")["stop"] == 9
    session.post("/forward", 422, to="node")


def test_moving_over_what_is_there_makes_no_version_and_a_new_phase_does(session: Session) -> None:
    assert session.post("/forward")["version"] == 1
    assert session.post("/backward", to="next")["version"] == 1
    session.put("/cursor", cursor=2)
    assert session.post("/zero-grad")["version"] == 2
    assert session.post("/backward")["version"] == 3


def test_a_node_that_is_not_reached_has_no_number(session: Session) -> None:
    values = session.values(3)
    assert values["data"] == [2.0, -3.0, -6.0, None]
    assert values["grad"] == [None] * 4
    assert session.values(6)["grad"] == [None, None, 1.0, 1.0]


def test_the_frame_holds_the_values_as_float32(session: Session) -> None:
    for cursor in range(10):
        revision, at, data, grad = session.frame(cursor)
        exact = session.values(cursor)
        assert (revision, at) == (1, cursor)
        for numbers, column in ((data, "data"), (grad, "grad")):
            assert [None if math.isnan(number) else number for number in numbers] == exact[column]


def test_not_reached_and_not_a_number_have_different_bits(ann: Learner) -> None:
    session = ann.begin("x = Value(0.0)\ny = log(x)\nz = y - y\n")
    bits = [session.get("/values?at=" + str(at))[8:20].hex(" ", 4) for at in (2, 3)]
    assert bits[0].endswith("0100c07f")
    assert not bits[1].endswith("0100c07f")
    assert session.values(3)["data"][1:] == ["-Infinity", "NaN"]


def test_a_node_tells_all_about_itself(session: Session) -> None:
    session.post("/backward")
    assert session.get("/nodes/0") == {
        "version": 1,
        "cursor": 9,
        "node": 0,
        "op": "leaf",
        "label": "a",
        "name": "a",
        "data": 2.0,
        "grad": -2.0,
        "requires_grad": True,
        "inputs": [],
        "outputs": [2, 3],
    }
    assert session.get("/nodes/3?at=3")["data"] is None
    assert session.get("/nodes/3")["inputs"] == [2, 0]


def test_the_cursor_stays_where_it_is_put(session: Session) -> None:
    assert session.put("/cursor", cursor=7)["timeline"]["cursor"] == 7
    assert session.get()["timeline"]["cursor"] == 7
    assert session.get()["version"] == 1
    for path in ("/values?at=10", "/nodes/0?at=10"):
        assert session.get(path, 422)["error"]["field"] == "cursor"
    assert session.put("/cursor", 422, cursor=10)["error"]["field"] == "cursor"


def test_training_steps_answer_with_their_losses(session: Session) -> None:
    trained = session.post("/step", count=3, learning_rate=0.1)
    assert trained["losses"][0] == -4.0
    assert len(trained["losses"]) == 3
    phases = [segment["phase"] for segment in trained["timeline"]["segments"]]
    assert phases == ["zero_grad", "forward", "backward", "update"] * 3
    assert trained["version"] == 2
    assert session.get()["timeline"] == trained["timeline"]


def test_training_without_zero_grad_accumulates(ann: Learner) -> None:
    session = ann.begin("a = Value(1.0)\nb = 3*a\n")
    losses = session.post("/step", count=3, learning_rate=1.0, zero_grad=False)["losses"]
    assert losses == [3.0, -6.0, -24.0]


def test_training_that_diverges_says_so_in_numbers(ann: Learner) -> None:
    session = ann.begin("a = Value(2.0)\nb = a**4\n")
    losses = session.post("/step", count=12, learning_rate=1.0)["losses"]
    assert losses[0] == 16.0
    assert {"Infinity", "NaN"} >= {losses[-1]}
    assert session.get()["timeline"]["length"] > 0
    assert session.values()["data"][0] in {"NaN", "Infinity", "-Infinity"}
    assert session.post("/undo")["values"]["data"][0] == 2.0


def test_float32_computes_in_float32(session: Session) -> None:
    change = session.put("/settings", precision="float32")
    assert (change["precision"], change["graph"]["precision"]) == ("float32", "float32")
    session.patch(0, data=0.1)
    assert session.values()["data"][0] == 0.10000000149011612


def test_another_seed_draws_other_numbers_and_the_same_seed_the_same(ann: Learner) -> None:
    session = ann.begin("import random\na = Value(random.random())\nb = a*a\n")
    drawn = [session.put("/settings", seed=seed)["values"]["data"][0] for seed in (1, 2, 1)]
    assert drawn[0] == drawn[2] != drawn[1]


class TestLongPasses:
    """5,000 nodes: more steps than one answer holds."""

    @pytest.fixture
    def session(self, ann: Learner) -> Session:
        return ann.begin("x = Value(0.5)\nfor k in range(4999):\n    x = x.tanh()\n")

    def followed(self, session: Session, taken: dict[str, Any]) -> list[Any]:
        """All steps, from answer to answer."""
        steps = list(taken["steps"])
        while taken["next"]:
            assert len(taken["steps"]) == 2_000
            taken = session.learner.ask("GET", taken["next"])
            assert taken["start"] == len(steps)
            steps += taken["steps"]
        return steps

    def test_a_long_pass_comes_in_ranges(self, session: Session) -> None:
        forward = self.followed(session, session.post("/forward"))
        assert [step["node"] for step in forward] == list(range(5000))
        taken = session.post("/backward")
        assert (taken["start"], taken["stop"]) == (5000, 7000)
        assert taken["timeline"]["cursor"] == 10_000
        assert len(self.followed(session, session.get("/steps"))) == 10_000
        part = session.get("/steps?start=9990&stop=12345")
        assert (len(part["steps"]), part["stop"], part["next"]) == (10, 10_000, None)

    def test_a_change_leaves_the_steps_to_be_asked_for(self, session: Session) -> None:
        change = session.patch(0, data=0.25)
        assert change["steps"] is None
        assert change["values"]["data"][0] == 0.25
        assert change["graph"] is None
        assert session.values(5000)["data"][1] == math.tanh(0.25)
