from __future__ import annotations

import numpy as np
import pytest

from app.engine.averaging import Averaging, Examples
from app.engine.builder import GraphBuilder
from app.engine.graph import Graph
from app.engine.replay import Backward, BackwardStep, Forward, Replay, Start, Update, ZeroGrad
from tests.engine.screen import assert_every_cursor_shows_what_the_steps_say

X, Y = np.array([1.0, 2.0, -1.0]), np.array([3.0, 1.0, 0.5])
PHASES = ZeroGrad(), Forward(), Backward(), Update(0.1)


def line() -> tuple[Graph, int, int]:
    """tanh(w * x + b - y); the second and third are x and y."""
    b = GraphBuilder()
    w, bias = b.leaf(0.5, "w"), b.leaf(0.25, "b")
    x, y = b.leaf(float(X.mean()), "x", requires_grad=False), b.leaf(float(Y.mean()), "y", requires_grad=False)
    b.op("tanh", b.op("sub", b.op("add", b.op("mul", w, x), bias), y))
    return b.graph(), x, y


def averaging(mean: bool) -> Averaging:
    graph, x, y = line()
    return Averaging(Examples({x: X, y: Y}, 3, mean), graph, Start(), PHASES * 2)


@pytest.mark.parametrize("mean", [True, False])
def test_what_is_seen_is_the_mean_of_the_examples_and_parameters_have_the_gradient_of_the_batch(mean: bool) -> None:
    graph, x, y = line()
    together = averaging(mean)
    alone = [Replay(graph, Start({x: a, y: b}), PHASES[:3]) for a, b in zip(X.tolist(), Y.tolist(), strict=True)]
    seen, each = together.state(together.segments[2].stop), [one.state(one.length) for one in alone]
    assert seen.data == pytest.approx(np.mean([state.data for state in each], axis=0), rel=1e-14)
    grad = np.mean([state.grad for state in each], axis=0)
    grad[:2] *= 1 if mean else 3
    assert seen.grad == pytest.approx(grad, rel=1e-14)
    moved = together.state(together.segments[3].stop).data[:2]
    assert moved == pytest.approx(np.array([0.5, 0.25]) - 0.1 * grad[:2], rel=1e-14)
    assert together.output(1) == pytest.approx(seen.data[graph.root] * (1 if mean else 3), rel=1e-14)


@pytest.mark.parametrize("mean", [True, False])
def test_every_cursor_shows_what_the_steps_say(mean: bool) -> None:
    together = averaging(mean)
    assert_every_cursor_shows_what_the_steps_say(together, line()[0])


def test_a_gradient_that_was_there_is_added_to() -> None:
    graph, x, y = line()
    examples = Examples({x: X, y: Y}, 3, True)
    first = Averaging(examples, graph, Start(), (Forward(), Backward()))
    again = first.going_on(0, 2, (Backward(),))
    assert again.state(again.length).grad[:2] == pytest.approx(2 * first.state(first.length).grad[:2], rel=1e-14)
    last = [step for step in again.steps() if isinstance(step, BackwardStep) and step.input == 0][-1]
    assert last.total == pytest.approx(again.state(again.length).grad[0], rel=1e-14)
