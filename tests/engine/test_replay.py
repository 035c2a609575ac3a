from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.builder import GraphBuilder
from app.engine.graph import Graph
from app.engine.replay import (
    Backward,
    BackwardStep,
    Forward,
    ForwardStep,
    Phase,
    Replay,
    SeedStep,
    Start,
    Update,
    UpdateStep,
    ZeroGrad,
    ZeroGradStep,
)
from app.engine.straight import lead, train
from app.engine.tape import Tape
from tests.engine.graphs import lecture_mlp, neuron, random_graph, shared
from tests.engine.screen import assert_every_cursor_shows_what_the_steps_say, seen

PASS: tuple[Phase, ...] = (Forward(), Backward())
PHASES = st.lists(st.sampled_from([Forward(), Backward(), ZeroGrad(), Update(0.05), Update(-1.0)]), max_size=8)


def switched_off(graph: Graph, *leaves: int) -> Graph:
    requires_grad = graph.requires_grad.copy()
    requires_grad[list(leaves)] = False
    return dataclasses.replace(graph, requires_grad=requires_grad)


def grads(replay: Replay) -> dict[int, float]:
    return seen(replay.state(replay.length))[1]


def test_a_new_program_is_a_forward_step_a_node_then_a_seed_and_a_step_an_edge() -> None:
    graph = shared()
    steps = list(Replay(graph, Start(), PASS).steps())
    assert steps == [
        ForwardStep(0, -2.0),
        ForwardStep(1, 3.0),
        ForwardStep(2, -6.0),
        ForwardStep(3, 1.0),
        ForwardStep(4, -6.0),
        SeedStep(4, 1.0),
        BackwardStep(4, 2, 0, 1.0, 1.0, 1.0, 1.0),
        BackwardStep(4, 3, 1, 1.0, -6.0, -6.0, -6.0),
        BackwardStep(3, 0, 0, -6.0, 1.0, -6.0, -6.0),
        BackwardStep(3, 1, 1, -6.0, 1.0, -6.0, -6.0),
        BackwardStep(2, 0, 0, 1.0, 3.0, 3.0, -3.0),
        BackwardStep(2, 1, 1, 1.0, -2.0, -2.0, -8.0),
    ]


def test_a_node_used_twice_by_one_op_receives_two_contributions() -> None:
    b = GraphBuilder()
    a = b.leaf(3.0)
    b.op("mul", a, a)
    steps = list(Replay(b.graph(), Start(), PASS).steps(3))
    assert steps == [BackwardStep(1, a, 0, 1.0, 3.0, 3.0, 3.0), BackwardStep(1, a, 1, 1.0, 3.0, 3.0, 6.0)]


def test_nothing_is_seen_before_it_is_reached() -> None:
    replay = Replay(neuron(), Start(), PASS)
    leaves = {0: 2.0, 1: 0.0, 2: -3.0, 3: 1.0, 4: 6.8813735870195432}
    assert seen(replay.state(0)) == (leaves, {})
    assert seen(replay.state(5)) == (leaves, {})
    assert seen(replay.state(6)) == (leaves | {5: -6.0}, {})
    assert seen(replay.state(11))[1] == {9: 1.0}
    assert sorted(seen(replay.state(12))[1]) == [8, 9]


def test_a_second_backward_doubles_the_leaves_and_leaves_the_inner_nodes() -> None:
    once, twice = (grads(Replay(shared(), Start(), (*PASS, *more))) for more in ((), (Backward(),)))
    assert [twice[n] for n in (0, 1)] == [2 * once[n] for n in (0, 1)]
    assert [twice[n] for n in (2, 3, 4)] == [once[n] for n in (2, 3, 4)]


def test_zero_grad_between_two_backwards_gives_the_same_gradients() -> None:
    assert grads(Replay(shared(), Start(), (*PASS, ZeroGrad(), Backward()))) == grads(Replay(shared(), Start(), PASS))


def test_zero_grad_gives_the_leaves_a_zero_and_the_inner_nodes_nothing() -> None:
    replay = Replay(switched_off(shared(), 1), Start(), (*PASS, ZeroGrad()))
    assert grads(replay) == {0: 0.0}
    assert list(replay.steps(replay.length - 1)) == [ZeroGradStep((0,))]


def test_an_update_moves_each_leaf_that_has_a_gradient_against_it() -> None:
    replay = Replay(shared(), Start(), (*PASS, Update(0.1)))
    assert list(replay.steps(12)) == [
        UpdateStep(0, -2.0, -3.0, -2.0 - 0.1 * -3.0),
        UpdateStep(1, 3.0, -8.0, 3.0 - 0.1 * -8.0),
    ]
    assert sorted(replay.state(13).data[[0, 1]].tolist()) == [-2.0 - 0.1 * -3.0, 3.0]
    assert not replay.state(13).has_data[2:].any()


def test_an_update_before_any_backward_has_no_step() -> None:
    replay = Replay(shared(), Start(), (Forward(), Update(0.1)))
    assert replay.length == 5
    assert replay.segments[1].start == replay.segments[1].stop == 5
    assert replay.state(5).has_data.all()


def test_a_leaf_that_requires_no_gradient_gets_none_and_is_not_updated() -> None:
    replay = Replay(switched_off(shared(), 0), Start(), (*PASS, Update(0.1)))
    steps = list(replay.steps(5))
    assert sorted(grads(Replay(switched_off(shared(), 0), Start(), PASS))) == [1, 2, 3, 4]
    assert [step.node for step in steps if isinstance(step, UpdateStep)] == [1]
    assert all(step.input != 0 for step in steps if isinstance(step, BackwardStep))


def test_a_branch_that_needs_no_gradient_is_pruned() -> None:
    b = GraphBuilder()
    w, x = b.leaf(2.0), b.leaf(3.0, requires_grad=False)
    branch = b.op("exp", b.op("neg", x))
    b.op("mul", w, branch)
    steps = list(Replay(b.graph(), Start(), PASS).steps(5))
    assert steps == [SeedStep(4, 1.0), BackwardStep(4, w, 0, 1.0, math.exp(-3.0), math.exp(-3.0), math.exp(-3.0))]


def test_what_the_root_does_not_depend_on_is_computed_and_gets_no_gradient() -> None:
    b = GraphBuilder()
    a = b.leaf(0.0)
    lost = b.op("log", a)
    b.op("add", a, b.constant(1.0))
    replay = Replay(b.graph(), Start(), PASS)
    assert replay.state(replay.length).data[lost] == -math.inf
    assert sorted(grads(replay)) == [0, 3]
    assert grads(replay)[a] == 1.0


def test_backward_from_a_leaf_seeds_it_and_adds_up() -> None:
    b = GraphBuilder()
    b.leaf(3.0)
    replay = Replay(b.graph(), Start(), (*PASS, Backward(), Update(0.5)))
    assert list(replay.steps(1)) == [SeedStep(0, 1.0), SeedStep(0, 2.0), UpdateStep(0, 3.0, 2.0, 2.0)]


def test_a_root_that_requires_no_gradient_is_seeded_and_nothing_more() -> None:
    replay = Replay(switched_off(shared(), 0, 1), Start(), (*PASS, Update(0.1)))
    assert list(replay.steps(5)) == [SeedStep(4, 1.0)]
    assert grads(replay) == {4: 1.0}


def test_the_start_state_is_where_the_leaves_begin() -> None:
    replay = Replay(shared(), Start(data={0: 5.0}, grad={1: 10.0}), PASS)
    assert seen(replay.state(0)) == ({0: 5.0, 1: 3.0}, {1: 10.0})
    state = replay.state(replay.length)
    assert state.data.tolist() == [5.0, 3.0, 15.0, 8.0, 120.0]
    assert state.grad[:2].tolist() == [15.0 + 8.0 * 3.0, 10.0 + 15.0 + 8.0 * 5.0]


@pytest.mark.parametrize("start", [Start(data={2: 1.0}), Start(grad={4: 1.0}), Start(data={9: 1.0})])
def test_a_start_that_names_no_leaf_is_refused(start: Start) -> None:
    with pytest.raises(ValueError, match="is no leaf"):
        Replay(shared(), start, PASS)


def test_a_cursor_beyond_the_timeline_is_refused() -> None:
    with pytest.raises(IndexError, match="0 … 12, not 13"):
        Replay(shared(), Start(), PASS).state(13)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 14), PHASES, st.booleans())
def test_every_cursor_of_any_timeline_shows_what_the_steps_say(
    seed: int, nodes: int, phases: list[Phase], single: bool
) -> None:
    graph = random_graph(seed, nodes, single=single)
    leaves = [n for n, op in enumerate(graph.op.tolist()) if op == 0]
    start = Start(data=dict.fromkeys(leaves[:1], 0.75), grad=dict.fromkeys(leaves[-1:], 2.5))
    assert_every_cursor_shows_what_the_steps_say(Replay(graph, start, tuple(phases)), graph)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), PHASES, st.data())
def test_steps_come_in_any_range(seed: int, phases: list[Phase], data: st.DataObject) -> None:
    replay = Replay(random_graph(seed, 12), Start(), tuple(phases))
    steps = list(replay.steps())
    first = data.draw(st.integers(0, replay.length))
    last = data.draw(st.integers(0, replay.length + 3))
    assert repr(list(replay.steps(first, last))) == repr(steps[first:last])


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), PHASES, st.data())
def test_a_folded_timeline_goes_on_as_if_it_were_whole(seed: int, phases: list[Phase], data: st.DataObject) -> None:
    graph = random_graph(seed, 12)
    whole = Replay(graph, Start(), tuple(phases))
    count = data.draw(st.integers(0, len(phases)))
    rest = Replay(graph, whole.fold(count), tuple(phases[count:]))
    offset = whole.length - rest.length
    assert repr(list(rest.steps())) == repr(list(whole.steps(offset)))
    for cursor in range(1, rest.length + 1):
        assert repr(seen(rest.state(cursor))) == repr(seen(whole.state(offset + cursor)))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), PHASES, PHASES, st.data())
def test_a_replay_that_goes_on_is_one_made_anew(
    seed: int, phases: list[Phase], others: list[Phase], data: st.DataObject
) -> None:
    graph = random_graph(seed, 12)
    whole = Replay(graph, Start(grad={int(np.flatnonzero(graph.op == 0)[0]): 2.0}), tuple(phases))
    whole.state(data.draw(st.integers(0, whole.length)))
    folded = data.draw(st.integers(0, len(phases)))
    kept = data.draw(st.integers(folded, len(phases)))
    ahead = (*phases[folded:kept], *others)
    on, anew = whole.going_on(folded, kept, tuple(others)), Replay(graph, whole.fold(folded), ahead)
    assert (on.phases, on.segments, on.start) == (anew.phases, anew.segments, anew.start)
    for cursor in (anew.length, data.draw(st.integers(0, anew.length))):
        assert repr(seen(on.state(cursor))) == repr(seen(anew.state(cursor)))
    assert repr(list(on.steps())) == repr(list(anew.steps()))


@pytest.mark.parametrize("zero_grad", [True, False])
@pytest.mark.parametrize("single", [True, False])
def test_training_at_once_gives_what_the_steps_give(zero_grad: bool, single: bool) -> None:
    graph = dataclasses.replace(lecture_mlp(), single=np.full(len(lecture_mlp().op), single))
    step: tuple[Phase, ...] = (*((ZeroGrad(),) if zero_grad else ()), Forward(), Backward(), Update(0.05))
    start = Start(data={0: 0.5}, grad={0: 1.0})
    replay = Replay(graph, start, step * 5)
    losses = [replay.state(s.stop).data[graph.root] for s in replay.segments if isinstance(s.phase, Forward)]
    trained = train(Tape(graph), start, 5, 0.05, zero_grad)
    assert trained.losses.tolist() == losses
    assert trained.start == replay.fold(len(replay.phases))
    led, size = Replay(graph, start, step * 5), len(step)
    assert [lead(led, first, first + size) for first in range(0, 5 * size, size)] == losses
    assert led.fold(len(led.phases)) == trained.start
    for cursor in reversed(replay.stops):
        assert repr(seen(led.state(cursor))) == repr(seen(replay.state(cursor)))
    assert repr(list(led.steps())) == repr(list(replay.steps()))


def test_a_chain_and_a_random_graph_of_100_000_nodes_step_without_recursion() -> None:
    chain = GraphBuilder()
    node = chain.leaf(0.5)
    for _ in range(99_999):
        node = chain.op("sin", node)
    random = np.random.default_rng(0)
    wide = GraphBuilder()
    for n in range(100_000):
        inputs = (int(i) for i in random.integers(0, n, 2)) if n > 10 else ()
        wide.op("max", *inputs) if n > 10 else wide.leaf(float(random.normal()))
    for graph in (chain.graph(), wide.graph()):
        replay = Replay(graph, Start(), (*PASS, Update(0.1), *PASS))
        middle = replay.segments[4].start + replay.segments[4].stop
        assert len(list(replay.steps(middle // 2, middle // 2 + 50))) == 50
        assert replay.state(middle // 2).has_grad.any()
    assert Replay(chain.graph(), Start(), PASS).length == 200_000
