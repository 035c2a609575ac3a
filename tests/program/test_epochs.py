"""Training loops: the structure once, the numbers of every round."""

from __future__ import annotations

import numpy as np
import pytest

from app.engine.graph import CONSTANT, LEAF
from app.engine.replay import Backward, Forward, Phase, Replay, Update, ZeroGrad
from app.engine.steps import Start
from app.program.recording import Recording
from app.program.sandbox import Sandbox, SandboxLimits

MICROGRAD = """\
n = MLP(3, [4, 4, 1])
xs = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
ys = [1.0, -1.0, -1.0, 1.0]
before = n(xs[0])
for k in range(20):
    ypred = [n(x) for x in xs]
    loss = sum((yout - ygt)**2 for ygt, yout in zip(ys, ypred))
    ZERO
    loss.backward()
    for p in n.parameters():
        p.data += -0.05 * p.grad
    print(loss.data)
    hits = [n(x) * 2 for x in xs]
print([n(x).data for x in xs])
"""
PYTORCH = """\
import torch
w = torch.tensor([1.0, -2.0], requires_grad=True)
X = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
y = torch.tensor([1.0, 2.0, 3.0])
optimizer = torch.optim.SGD([w], lr=0.01)
for epoch in range(2):
    for i in range(3):
        loss = ((X[i] * w).sum() - y[i]) ** 2
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        print(loss.item())
"""


def replayed(recording: Recording, epoch: int) -> tuple[Replay, np.ndarray, np.ndarray]:
    epochs = recording.epochs
    assert epochs
    replay = Replay(recording.graph, epochs.start(epoch), epochs.phases[epoch])
    forward = next(segment for segment in replay.segments if isinstance(segment.phase, Forward))
    return replay, replay.state(forward.stop).data, replay.state(replay.length).data


@pytest.mark.parametrize("program", [MICROGRAD.replace("ZERO", "for p in n.parameters(): p.grad = 0.0"), PYTORCH])
def test_every_round_replays_to_the_numbers_that_the_program_had(sandbox: Sandbox, program: str) -> None:
    recording = sandbox.record(program)
    epochs = recording.epochs
    assert epochs
    tolerance = 1e-5 if "torch" in program else 1e-9
    printed = [float(line.text) for line in recording.prints if "[" not in line.text]
    assert printed == pytest.approx(epochs.loss.tolist(), rel=1e-15)
    for epoch in range(len(epochs)):
        _, forward, after = replayed(recording, epoch)
        assert forward[recording.graph.root] == pytest.approx(epochs.loss[epoch], rel=tolerance)
        learns = recording.graph.requires_grad[epochs.nodes]
        assert after[epochs.nodes][learns] == pytest.approx(epochs.data[epoch + 1][learns], rel=tolerance)


def test_the_lectures_training_step_is_702_boxes(sandbox: Sandbox) -> None:
    graph = sandbox.record(MICROGRAD.replace("ZERO", "n.zero_grad()")).graph
    assert len(graph.op) == 398
    assert int((graph.op > CONSTANT).sum()) == 304
    assert int((graph.op == LEAF).sum()) == 41


@pytest.mark.parametrize(
    ("program", "phases"),
    [
        (MICROGRAD.replace("ZERO", "n.zero_grad()"), (Forward(), ZeroGrad(), Backward(), Update(0.05))),
        (MICROGRAD.replace("ZERO", "pass"), (Forward(), Backward(), Update(0.05))),
        (PYTORCH, (Forward(), Backward(), Update(0.01), ZeroGrad())),
        (
            PYTORCH.replace("        optimizer.zero_grad()\n", "").replace(
                "        loss =", "        w.grad = None\n        loss ="
            ),
            (ZeroGrad(), Forward(), Backward(), Update(0.01)),
        ),
        (PYTORCH.replace("optimizer.step()", "w.data = w.data * 0.5"), (Forward(), Backward(), ZeroGrad())),
    ],
)
def test_the_phases_of_a_round_are_what_the_program_did(
    sandbox: Sandbox, program: str, phases: tuple[Phase, ...]
) -> None:
    epochs = sandbox.record(program).epochs
    assert epochs
    assert set(epochs.phases) == {phases}


def test_a_loop_that_forgets_to_zero_shows_what_piles_up(sandbox: Sandbox) -> None:
    program = "a = Value(2.0)\nfor i in range(3):\n    b = a * 3\n    b.backward()\n"
    epochs = sandbox.record(program).epochs
    assert epochs
    assert np.nan_to_num(epochs.grad[:, 0]).tolist() == [0.0, 3.0, 6.0, 9.0]


def test_data_that_changes_from_round_to_round_becomes_leaves(sandbox: Sandbox) -> None:
    program = "a = Value(2.0)\nfor x in [1.0, 2.0, 5.0]:\n    b = a * x + 1\n    b.backward()\n"
    recording = sandbox.record(program)
    graph, epochs = recording.graph, recording.epochs
    assert epochs
    assert graph.op.tolist().count(CONSTANT) == 1
    data = next(node for node in range(len(graph.op)) if graph.op[node] == LEAF and not graph.requires_grad[node])
    assert epochs.data[:3, epochs.nodes.tolist().index(data)].tolist() == [1.0, 2.0, 5.0]


def test_rounds_of_another_shape_are_left_out(sandbox: Sandbox) -> None:
    program = """\
a = Value(2.0)
(a * a).backward()
for i in range(4):
    a.grad = 0
    b = a * 3 + 1
    b.backward()
(a + 1).backward()
"""
    recording = sandbox.record(program)
    assert recording.epochs
    assert len(recording.epochs) == 4
    assert len(recording.graph.op) == 5
    assert recording.epochs.lines.tolist() == [6] * 4


def test_two_passes_over_one_graph_are_one_round(sandbox: Sandbox) -> None:
    program = "a = Value(2.0)\nfor i in range(2):\n    b = a * 3\n    b.backward()\n    b.backward()\n"
    epochs = sandbox.record(program).epochs
    assert epochs
    assert [*epochs.phases] == [(Forward(), Backward(), Backward())] * 2


def test_a_program_without_a_loop_has_no_epochs(sandbox: Sandbox) -> None:
    assert sandbox.record("a = Value(2.0)\nb = a * a\nb.backward()").epochs is None
    assert sandbox.record("a = Value(2.0)\nfor i in range(3): a = a * 2").epochs is None


def test_a_start_says_how_things_stood(sandbox: Sandbox) -> None:
    program = "a = Value(2.0)\nfor i in range(2):\n    b = a * 3\n    b.backward()\n    a.data -= a.grad\n"
    epochs = sandbox.record(program).epochs
    assert epochs
    assert epochs.start(0) == Start(data={0: 2.0}, grad={})
    assert epochs.start(1) == Start(data={0: -1.0}, grad={0: 3.0})
    assert epochs.start(2).data[0] == -7.0


ENDLESS = """\
w = Value(1.0)
while True:
    loss = (w - 3.0) ** 2
    w.grad = 0.0
    loss.backward()
    w.data -= 0.01 * w.grad
    print(".")
"""


def test_of_a_loop_that_takes_too_long_the_rounds_that_were_done_are_shown() -> None:
    sandbox = Sandbox(SandboxLimits(quick=0.3, seconds=0.3, workers=1))
    recording = sandbox.record(ENDLESS)
    sandbox.close()
    assert recording.epochs is not None
    assert len(recording.epochs) > 2
    assert len(recording.prints) == len(recording.epochs)
    assert recording.epochs.data[1, 0] == pytest.approx(1.04)
    (note,) = recording.notes
    assert note.line == 5
    assert f"The {len(recording.epochs):,} rounds that it did are shown." in note.text


def test_a_loop_that_takes_too_much_room_shows_the_rounds_that_fit() -> None:
    small = Sandbox(SandboxLimits(nodes=100, nodes_in_all=500, workers=1))
    recording = small.record(ENDLESS)
    small.close()
    assert recording.epochs is not None
    assert 100 <= len(recording.epochs) <= 500 // 3
    assert len(recording.graph.op) < 10
