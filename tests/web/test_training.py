from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, cast

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.web.learner import Learner, Session

PASTED = """\
import random
class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(random.uniform(-1, 1))
    def __call__(self, x):
        return sum((wi*xi for wi, xi in zip(self.w, x)), self.b).tanh()
    def parameters(self):
        return self.w + [self.b]
class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]
    def __call__(self, x):
        outs = [n(x) for n in self.neurons]
        return outs[0] if len(outs) == 1 else outs
    def parameters(self):
        return [p for n in self.neurons for p in n.parameters()]
class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin] + nouts
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]
    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x
    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
n = MLP(3, [4, 4, 1])
xs = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
ys = [1.0, -1.0, -1.0, 1.0]
for k in range(50):
    loss = sum((n(x) - y)**2 for x, y in zip(xs, ys))
    for p in n.parameters():
        p.grad = 0.0
    loss.backward()
    for p in n.parameters():
        p.data += -0.05*p.grad
"""


def lecture(ann: Learner, **changes: Any) -> Session:
    """The blog's network on its four rows, by the form."""
    session = ann.begin()
    session.put("/training", data={"kind": "lecture"}, **changes)
    session.post("/training/model", layers=[4, 4, 1])
    return session


def losses(session: Session) -> list[float]:
    return list(session.get("/run/losses")["train"])


def torch_run(epochs: int, zero_grad: bool) -> tuple[list[float], list[float]]:
    """The blog's losses by PyTorch from the numbers that the seed 0 gives, and its gradients in the end."""
    torch = pytest.importorskip("torch")
    draw, layers = random.Random(0), []
    for a, b in ((3, 4), (4, 4), (4, 1)):
        rows = [[draw.uniform(-1, 1) for _ in range(a + 1)] for _ in range(b)]
        layers.append(torch.tensor(rows, dtype=torch.float64, requires_grad=True))
    rows = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
    x, y = torch.tensor(rows, dtype=torch.float64), torch.tensor([1.0, -1.0, -1.0, 1.0], dtype=torch.float64)
    optimizer, found = torch.optim.SGD(layers, 0.05), []
    for _ in range(epochs):
        out = x
        for layer in layers:
            out = torch.tanh(out @ layer[:, :-1].T + layer[:, -1])
        loss = ((out[:, 0] - y) ** 2).sum()
        if zero_grad:
            optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        found.append(loss.item())
    return found, [number for layer in layers for number in layer.grad.ravel().tolist()]


def wait_for(session: Session, *status: str) -> dict[str, Any]:
    for _ in range(1000):
        run = session.get("/run")
        if run["status"] in status:
            return dict(run)
        time.sleep(0.01)
    raise AssertionError(run)


def test_the_loop_of_the_blog_is_the_same_by_the_form_and_as_pasted_python(ann: Learner) -> None:
    session, pasted = lecture(ann), ann.begin(PASTED)
    session.post("/run/step", epochs=20)
    assert session.post("/run/step", epochs=30)["epoch"] == 50
    by_program = pasted.get("/training")["program_losses"]
    assert len(by_program) > 5  # of 50, on a machine so busy that the program is not given the time for them
    assert losses(session)[: len(by_program)] == pytest.approx(by_program, rel=1e-12)
    assert losses(session)[19] < 0.1


@pytest.mark.parametrize("zero_grad", [True, False])
def test_losses_and_gradients_are_those_of_pytorch_with_zero_grad_and_without(ann: Learner, zero_grad: bool) -> None:
    session = lecture(ann, zero_grad=zero_grad)
    session.post("/run/step", epochs=20)
    expected, gradients = torch_run(20, zero_grad)
    assert losses(session) == pytest.approx(expected, rel=1e-12)
    assert session.get("/run/parameters")["grad"] == pytest.approx(gradients, rel=1e-9, abs=1e-12)


def test_the_demo_of_micrograd_learns_all_moons(ann: Learner) -> None:
    session = ann.begin()
    schedule = {"kind": "linear", "end": 0.1, "epochs": 100}
    session.put("/training", data={"kind": "moons", "size": 100, "seed": 1337}, schedule=schedule, learning_rate=1.0)
    session.post("/training/model", layers=[16, 16, 1], activation="relu", loss="max_margin", l2=1e-4, seed=1337)
    run = session.post("/run/step", epochs=100)
    assert run["accuracy"] >= 0.99
    frame = session.get("/run/frame?grid=8")
    assert frame["boundary"]["columns"] == ["x1", "x2"]
    assert len(frame["boundary"]["values"]) == 64
    assert frame["layers"] == ["model/layer 1", "model/layer 2", "model/layer 3"]
    assert session.get("/training")["task"] == "classes"


def test_the_answer_on_the_plane_is_there_before_a_run_and_follows_steps_by_hand(ann: Learner) -> None:
    session = ann.begin("w = Value(1.0)\n")
    session.put("/training", data={"kind": "moons"})
    assert "no loss" in session.get("/run/frame", 422)["error"]["message"]
    session.post("/training/model", layers=[1])
    before = session.get("/run/frame?grid=4")
    assert before["run"]["status"] == "none"
    assert (before["samples"], len(before["boundary"]["values"])) == (None, 16)
    assert (before["curve"]["epochs"], before["curve"]["held_out"], before["curve"]["accuracy"]) == ([], None, None)
    session.post("/backward")
    session.post("/update")
    by_hand = session.get("/run/frame?grid=4")["boundary"]["values"]
    assert by_hand != before["boundary"]["values"]
    session.post("/run/step", epochs=2)
    run = session.get("/run/frame?grid=4")["boundary"]["values"]
    session.post("/update")
    assert session.get("/run/frame?grid=4")["boundary"]["values"] != run


def pictures_in(content: bytes) -> Iterator[tuple[Any, bytes]]:
    """The frame and the values of each."""
    while content:
        size, length = (int.from_bytes(content[at : at + 4], "little") for at in (0, 4))
        yield json.loads(content[8 : 8 + length]), content[8 + length : 4 + size]
        content = content[4 + size :]


def test_pictures_of_a_run_follow_each_other_until_it_rests(ann: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.web.pictures.SAMPLES_SECONDS", 3600.0)
    session = ann.begin("w = Value(1.0)\n")
    session.put("/training", data={"kind": "moons"})
    session.post("/training/model", layers=[8, 8, 1])
    assert "no run" in session.get("/run/pictures", 422)["error"]["message"]
    session.post("/run", epochs=3000)
    shown = list(pictures_in(session.get("/run/pictures?grid=4&pace=120")))
    assert session.get("/run")["status"] == "done"
    assert len(shown) > 2
    whole = session.get("/run/values")
    for frame, values in shown:
        assert (len(values), len(frame["boundary"]["values"])) == (len(whole), 16)
        assert int.from_bytes(values[4:8], "little") == frame["run"]["epoch"]  # both of one moment
    for (before, _), (frame, _) in pairwise(shown):
        assert frame["made"] >= before["made"] + 1
        assert before["seen"] < frame["seen"] <= frame["made"]
        known, points = before["curve"], frame["curve"]
        if known["stride"] == points["stride"] and known["epochs"]:
            assert points["epochs"][:1] in ([], [known["epochs"][-1] + known["stride"]])
    layers = [frame["samples"] is not None for frame, _ in shown]  # they come now and then, which is once in this hour
    assert layers == [True, *[False] * (len(shown) - 1)]
    assert session.get("/run/pictures") == b""


def test_a_program_with_columns_runs_as_it_is_written_and_every_example_can_be_shown(ann: Learner) -> None:
    session = ann.begin("w = Value(1.0)")
    session.put("/training", data={"kind": "moons", "size": 20})
    session.write("model = MLP(2, [4, 4, 1])\no = model([x1, x2])\nloss = (o - y)**2\n")
    rows = session.get("/training/data")["rows"]
    for shown in (0, 7):
        session.put("/training", shown=shown)
        assert session.seen(["x1", "x2", "y"], "data") == pytest.approx(rows[shown])


def test_a_run_that_is_paused_is_the_sessions_and_is_undone_as_one(ann: Learner) -> None:
    session = lecture(ann)
    before = session.values(0)
    assert session.post("/run")["status"] in {"waiting", "running"}
    time.sleep(0.1)
    run = session.post("/run/pause")
    assert run["status"] == "paused"
    assert run["epoch"] > 0
    numbers = session.get("/run/parameters")
    seen = session.values()["data"]
    assert [seen[node] for node in numbers["node"]] == numbers["data"]
    session.post("/undo")
    assert session.get("/run")["status"] == "none"
    assert session.values(0) == before
    session.post("/redo")
    assert session.get("/run")["epoch"] == run["epoch"]


def test_an_edit_pauses_the_run_first_but_a_rate_changes_under_it(ann: Learner) -> None:
    session = lecture(ann)
    session.post("/run")
    session.put("/training", learning_rate=0.01)
    assert wait_for(session, "running")["rate"] == 0.01
    version = session.get()["version"]
    change = session.put("/training", version=version, data={"kind": "lecture", "negative": 0})
    assert change["version"] > version
    assert session.get("/run")["status"] == "paused"


def test_a_run_goes_back_and_forward_again_and_from_there_on_as_it_did(ann: Learner) -> None:
    session = lecture(ann)
    session.post("/run/step", epochs=30)
    expected = losses(session)
    numbers = session.values()
    assert session.post("/run/rewind", epoch=10)["epoch"] == 10
    assert losses(session) == expected[:10]
    assert session.post("/run/rewind", epoch=30)["epoch"] == 30  # nothing is forgotten yet
    assert losses(session) == expected
    assert session.values()["data"] == numbers["data"]
    assert session.post("/run/rewind", epoch=10)["kept"][-1] == 30
    assert session.post("/run/step", epochs=1)["kept"][-1] == 11
    assert session.post("/run/rewind", epoch=10)["epoch"] == 10
    session.post("/run/step", epochs=20)
    assert losses(session) == expected


def test_the_lab_names_each_rate_and_one_is_taken_over(ann: Learner) -> None:
    session = lecture(ann)
    session.post("/lab", rates=[0.001, 0.05, 1.5], epochs=60)
    for _ in range(1000):
        if (lab := session.get("/lab"))["status"] == "done":
            break
        time.sleep(0.01)
    words = {each["rate"]: each["verdict"]["word"] for each in lab["rates"]}
    assert words == {0.001: "crawls", 0.05: "learns", 1.5: "diverges"}
    run = session.post("/lab/take", rate=0.05)
    assert (run["status"], run["epoch"]) == ("paused", 60)
    assert session.post("/run/step", epochs=1)["epoch"] == 61
    assert [each["epoch"] for each in session.get("/lab")["rates"]][:2] == [60, 60]  # it stays as it was
    assert session.post("/lab/take", rate=0.001)["epoch"] == 60
    session.ask("DELETE", "/lab", 204)
    assert session.get("/lab")["status"] == "none"


def test_of_a_choice_with_parts_only_those_change_that_are_named(ann: Learner) -> None:
    session = ann.begin()
    session.put("/training", data={"kind": "moons", "size": 40}, optimizer={"kind": "adam", "beta1": 0.5})
    session.put("/training", data={"seed": 7}, optimizer={"beta2": 0.9})
    found = session.get("/training")["training"]
    assert [found["data"][name] for name in ("kind", "size", "seed")] == ["moons", 40, 7]
    assert [found["optimizer"][name] for name in ("kind", "beta1", "beta2")] == ["adam", 0.5, 0.9]
    session.put("/training", data={"kind": "table", "columns": ["x", "y"], "rows": [[0, 1], [1, 2]]})
    session.put("/training", data={"kind": "moons"})
    assert session.get("/training")["training"]["data"]["rows"] == [[0, 1], [1, 2]]
    session.put("/training", data={"kind": "table", "columns": ["a"]})
    assert session.get("/training/data")["rows"] == []


def test_the_run_of_a_session_that_is_deleted_ends(ann: Learner, client: TestClient) -> None:
    session = lecture(ann)
    session.post("/run")
    runs = cast(FastAPI, client.app).state.trainings.runs
    assert runs.of(session.id) is not None
    session.ask("DELETE", "", 204)
    until = time.monotonic() + 20
    while runs.of(session.id) and time.monotonic() < until:
        time.sleep(0.02)
    assert runs.of(session.id) is None


def test_a_table_that_is_wrong_is_told_with_line_and_column(ann: Learner) -> None:
    session = ann.begin()
    error = session.put("/training/csv", 422, text="x,y\n1,2\n3,four\n")["error"]
    assert (error["line"], error["field"]) == (3, "y")
    session.put("/training/csv", text="x,y\n1,2\n3,4\n")
    assert session.get("/training/data")["rows"] == [[1, 2], [3, 4]]


def test_curves_are_kept_to_compare_with(ann: Learner) -> None:
    session = lecture(ann)
    session.post("/run/step", epochs=3)
    session.post("/run/save", name="first")
    (kept,) = session.get("/run/saved")
    assert (kept["name"], kept["epochs"], len(kept["curve"]["train"])) == ("first", 3, 3)
    session.ask("DELETE", "/run/saved/first", 204)
    session.post("/run/save", name="0.05 / sgd")
    session.ask("DELETE", "/run/saved/0.05%20%2F%20sgd", 204)
    assert session.get("/run/saved") == []


def test_somebody_else_looks_and_changes_nothing(ann: Learner, newcomer: Any) -> None:
    session = lecture(ann)
    session.post("/run/step", epochs=2)
    other = newcomer().visit(session)
    assert other.get("/run")["epoch"] == 2
    for path, body in (("/run", {}), ("/run/pause", {}), ("/run/rewind", {"epoch": 0}), ("/lab", {"rates": [0.1]})):
        other.post(path, 403, **body)
    other.put("/training", 403, batch=2)


def test_without_a_loss_or_a_column_training_says_what_to_do(ann: Learner) -> None:
    session = ann.begin("a = Value(1.0)\nb = a*2\n")
    session.put("/training", data={"kind": "moons"})
    assert "none of the columns" in session.post("/run", 422)["error"]["message"]
    assert "none of the columns" in session.get("/training")["problem"]["message"]
    assert session.get("/run")["status"] == "none"


@pytest.mark.parametrize("kind", ["sgd", "momentum", "adam", "adamw"])
def test_an_update_by_hand_is_that_of_the_chosen_optimizer_and_a_run_goes_on_from_it(ann: Learner, kind: str) -> None:
    by_hand, run, both = (ann.begin("w = Value(2.0)\nb = Value(-1.0)\nloss = (w*3 + b - 1)**2\n") for _ in range(3))
    for session in (by_hand, run, both):
        session.put("/training", optimizer={"kind": kind}, schedule={"kind": "constant"}, learning_rate=0.01)

    def step(session: Session) -> Any:
        for phase in ("zero-grad", "forward", "backward"):
            session.post(f"/{phase}")
        return session.post("/update")

    for _ in range(3):
        taken = step(by_hand)
    assert taken["timeline"]["segments"][-1].get("optimizer") == (None if kind == "sgd" else kind)
    assert {"first" in each for each in taken["steps"]} == {kind != "sgd"}
    kept = by_hand.get("/run/parameters")
    run.post("/run/step", epochs=3)
    assert kept["state"].keys() == run.get("/run/parameters")["state"].keys()
    for name, column in run.get("/run/parameters")["state"].items():
        assert kept["state"][name] == pytest.approx(column, rel=1e-14)
    for _ in range(2):
        step(both)
    both.post("/run/step", epochs=1)
    numbers = run.get("/run/parameters")
    for session in (by_hand, both):
        found = session.values()["data"]
        assert [found[node] for node in numbers["node"]] == pytest.approx(numbers["data"], rel=1e-14)
    by_hand.post("/undo")
    run.post("/step", count=5)
    assert run.values()["data"][0] != numbers["data"][0]


@pytest.mark.parametrize(("reduction", "kind"), [("sum", "sgd"), ("mean", "adam")])
def test_steps_by_hand_on_the_mean_of_the_batch_are_the_epochs_of_a_run(
    ann: Learner, reduction: str, kind: str
) -> None:
    chosen: dict[str, Any] = {"reduction": reduction, "optimizer": {"kind": kind}, "shown": "mean", "held_out": 0.25}
    by_hand, run = lecture(ann), lecture(ann)
    for session in (by_hand, run):
        session.put("/training", **chosen)
    rows = by_hand.get("/training/data")
    shared = [row for k, row in enumerate(rows["rows"]) if k not in rows["held_out"]]
    found = []
    for _ in range(3):
        for phase in ("zero-grad", "forward", "backward"):
            session = by_hand.post(f"/{phase}") and by_hand
        found.append(session.values()["data"][session.get("/graph")["root"]] * (3 if reduction == "sum" else 1))
        assert session.get()["timeline"]["together"] == {"examples": 3, "reduction": reduction}
        session.post("/update")
    assert by_hand.seen(["x1", "y"], "data") == pytest.approx([sum(row[c] for row in shared) / 3 for c in (0, 3)])
    assert run.post("/run/step", epochs=3)["epoch"] == 3
    assert found == pytest.approx(losses(run), rel=1e-12)
    numbers, seen = run.get("/run/parameters"), by_hand.values()["data"]
    assert [seen[node] for node in numbers["node"]] == pytest.approx(numbers["data"], rel=1e-12)
    address = f"/api/sessions/{run.id}/run/values"
    played, live = run.values(), ann.ask("GET", address, headers={"accept": "application/json"})
    for name in ("data", "grad"):
        pairs = zip(played[name], live[name], strict=True)
        both = [(one, other) for one, other in pairs if one is not None]
        assert [one for one, _ in both] == pytest.approx([other for _, other in both], rel=1e-10, abs=1e-12)


def test_a_run_is_of_its_program_and_comes_back_with_it(ann: Learner) -> None:
    session = ann.begin("w = Value(1.0)\n")
    session.put("/training", data={"kind": "moons"})
    session.post("/training/model", layers=[4, 1])
    session.post("/run/step", epochs=3)
    session.write("model = MLP(2, [2, 1])\nloss = (model([x1, x2]) - y)**2\n")
    assert session.get("/run")["status"] == "none"
    for path in ("/run/values", "/run/pictures"):
        assert "no run" in session.get(path, 422)["error"]["message"]
    frame = session.get("/run/frame?grid=4")
    assert (len(frame["boundary"]["values"]), frame["curve"]["epochs"]) == (16, [])
    assert len(session.get("/run/parameters")["data"]) == 9
    session.post("/undo")
    assert (session.get("/run")["status"], session.get("/run")["epoch"]) == ("done", 3)
    assert session.post("/run/step", epochs=1)["epoch"] == 4


def test_after_a_run_the_parameters_follow_steps_by_hand(ann: Learner) -> None:
    session = lecture(ann)
    session.put("/training", optimizer={"kind": "momentum"})
    session.post("/run/step", epochs=3)
    left = session.get("/run/parameters")
    for phase in ("zero-grad", "forward", "backward", "update"):
        session.post(f"/{phase}")
    found, seen = session.get("/run/parameters"), session.values()
    assert found["data"] == [seen["data"][node] for node in found["node"]]
    assert found["grad"] == [seen["grad"][node] for node in found["node"]]
    assert found["update"] == [after - before for before, after in zip(left["data"], found["data"], strict=True)]
    assert found["data"] != left["data"]
    velocity = zip(left["state"]["velocity"], found["grad"], strict=True)
    assert found["state"]["velocity"] == pytest.approx([0.9 * before + grad for before, grad in velocity], rel=1e-12)
    session.post("/zero-grad")
    assert set(session.get("/run/parameters")["grad"]) == {0.0}
    session.post("/run/step", epochs=1)
    assert session.get("/run/parameters")["data"] != found["data"]


@pytest.mark.parametrize("again", [False, True], ids=["begun", "gone on with"])
def test_a_rate_that_changes_under_a_run_is_undone_with_it(ann: Learner, again: bool) -> None:
    session = lecture(ann)
    if again:
        session.post("/run/step", epochs=3)
        session.put("/training", learning_rate=0.04)
    before = session.get()["learning_rate"], session.values(0)
    session.post("/run")
    session.put("/training", learning_rate=0.01)
    session.put("/settings", learning_rate=0.02)
    wait_for(session, "running")
    session.post("/run/pause")
    assert session.get()["learning_rate"] == 0.02
    session.post("/undo")
    assert (session.get()["learning_rate"], session.values(0)) == before
