"""Many training steps at once come to the same as one by one, and the last ones can be looked at."""

from __future__ import annotations

import pytest

from app.engine.builder import GraphBuilder
from app.engine.replay import Backward, Forward, Update, ZeroGrad
from app.sessions.document import KEPT_PHASES
from app.sessions.errors import Refused
from app.sessions.timeline import Timeline, fresh, take
from app.sessions.training import train
from tests.sessions.graphs import material, neuron


def one_by_one(timeline: Timeline, count: int, zero_grad: bool) -> tuple[Timeline, list[float]]:
    losses = []
    for _ in range(count):
        if zero_grad:
            timeline = take(timeline, ZeroGrad()).timeline
        timeline = take(timeline, Forward()).timeline
        losses.append(float(timeline.replay.state(timeline.cursor).data[5]))
        timeline = take(take(timeline, Backward()).timeline, Update(0.1)).timeline
    return timeline, losses


@pytest.mark.parametrize("zero_grad", [True, False])
@pytest.mark.parametrize("count", [1, 2, 6, 8, 9, 40])
def test_steps_at_once_equal_steps_one_by_one(count: int, zero_grad: bool) -> None:
    begun = take(fresh(neuron()), Forward(), "next").timeline
    finished = take(begun, Forward()).timeline
    expected, expected_losses = one_by_one(take(finished, ZeroGrad()).timeline, count, zero_grad)
    trained, losses = train(take(finished, ZeroGrad()).timeline, count, Update(0.1), zero_grad)
    assert losses == expected_losses
    end, goal = trained.replay.state(trained.cursor), expected.replay.state(expected.cursor)
    assert (end.data.tolist(), end.grad.tolist()) == (goal.data.tolist(), goal.grad.tolist())
    assert end.has_grad.tolist() == goal.has_grad.tolist()
    assert trained.folded + trained.cursor == expected.folded + expected.cursor


def test_the_phase_under_way_is_finished_and_the_plan_dropped() -> None:
    trained, _ = train(take(fresh(neuron()), Forward(), "next").timeline, 1, Update(0.1), zero_grad=True)
    assert trained.replay.phases == (Forward(), ZeroGrad(), Forward(), Backward(), Update(0.1))
    assert trained.cursor == trained.replay.length


def test_no_more_phases_are_kept_than_elsewhere() -> None:
    for count in range(1, 12):
        trained, losses = train(fresh(neuron()), count, Update(0.1), zero_grad=True)
        trained, _ = train(trained, count, Update(0.1), zero_grad=False)
        assert len(trained.replay.phases) <= KEPT_PHASES
        assert len(losses) == count


def test_more_than_half_a_second_of_work_is_refused() -> None:
    with pytest.raises(Refused, match="at most 3,333,333 steps"):
        train(fresh(neuron()), 4_000_000, Update(0.1), zero_grad=True)


def test_a_graph_without_anything_to_train_is_refused() -> None:
    builder = GraphBuilder()
    builder.op("exp", builder.leaf(1.0, requires_grad=False))
    with pytest.raises(Refused, match="nothing to train"):
        train(fresh(material(builder)), 1, Update(0.1), zero_grad=True)
