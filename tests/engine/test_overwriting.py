from __future__ import annotations

import numpy as np

from app.engine.builder import GraphBuilder
from app.engine.overwriting import Overwriting
from app.engine.replay import Backward, BackwardStep, Forward, Replay, SeedStep, Start
from tests.engine.graphs import neuron
from tests.engine.test_order import shared_inside

PASSES = (Forward(), Backward())


def test_of_several_contributions_the_last_one_stays() -> None:
    replay = Overwriting(shared_inside(), Start(), PASSES)
    assert list(replay.steps(5)) == [
        SeedStep(4, 1.0),
        BackwardStep(4, 1, 0, 1.0, 10.0, 10.0, 10.0),
        BackwardStep(4, 3, 1, 1.0, 9.0, 9.0, 9.0),
        BackwardStep(3, 1, 0, 9.0, 1.0, 9.0, 9.0),  # 10 is gone: 19 would be right
        BackwardStep(1, 0, 0, 9.0, 3.0, 27.0, 27.0),
        BackwardStep(1, 0, 1, 9.0, 3.0, 27.0, 27.0),
    ]
    assert replay.state(replay.length).grad.tolist() == [27.0, 9.0, 0.0, 9.0, 1.0]
    assert replay.state(8).grad.tolist() == [0.0, 10.0, 0.0, 9.0, 1.0]
    assert not replay.state(8).has_grad[0]


def test_what_a_leaf_had_before_is_forgotten_too() -> None:
    graph = neuron()
    twice = Overwriting(graph, Start(), (*PASSES, Backward()))
    once = Replay(graph, Start(), PASSES)
    assert np.array_equal(twice.state(twice.length).grad, once.state(once.length).grad)


def test_every_state_is_what_its_steps_say() -> None:
    replay = Overwriting(shared_inside(), Start(), PASSES)
    for cursor in range(6, replay.length + 1):
        (step,) = replay.steps(cursor - 1, cursor)
        node = step.input if isinstance(step, BackwardStep) else step.node  # type: ignore[union-attr]
        assert replay.state(cursor).grad[node] == step.total  # type: ignore[union-attr]


def test_where_nothing_is_shared_it_makes_no_difference() -> None:
    graph = neuron()
    assert list(Overwriting(graph, Start(), PASSES).steps()) == list(Replay(graph, Start(), PASSES).steps())


def test_one_op_with_one_input_twice() -> None:
    b = GraphBuilder()
    a = b.leaf(3.0, "a")
    b.op("mul", a, a)
    replay = Overwriting(b.graph(), Start(), PASSES)
    assert replay.state(replay.length).grad.tolist() == [3.0, 1.0]
