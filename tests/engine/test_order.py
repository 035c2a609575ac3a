from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.builder import GraphBuilder
from app.engine.graph import Graph
from app.engine.order import TooEarly, depth_first, levels, visit
from app.engine.replay import Backward, BackwardStep, Forward, Replay, SeedStep, Start
from app.engine.tape import Tape
from tests.engine.graphs import neuron, random_graph
from tests.engine.oracles import inputs_of


def shared_inside() -> Graph:
    """a = 3, b = a * a, c = b + 1, d = b * c: the inner node b is used by c and by d."""
    g = GraphBuilder()
    a = g.leaf(3.0, "a")
    b = g.op("mul", a, a, label="b")
    c = g.op("add", b, g.constant(1.0), label="c")
    g.op("mul", b, c, label="d")
    return g.graph()


def test_levels_count_the_longest_way_from_a_leaf() -> None:
    assert levels(neuron()).tolist() == [0, 0, 0, 0, 0, 1, 1, 2, 3, 4]
    assert levels(shared_inside()).tolist() == [0, 1, 0, 2, 3]


def test_depth_first_goes_wrong_where_a_node_is_shared() -> None:
    tape = Tape(shared_inside())
    assert depth_first(tape) == [4, 1, 0, 3]
    visited = visit(tape, depth_first(tape))
    assert visited.too_early == (TooEarly(1, 10.0, 19.0, (3,)),)
    assert visited.right.tolist() == [114.0, 19.0, 0.0, 9.0, 1.0]
    assert visited.gradient.tolist() == [60.0, 19.0, 0.0, 9.0, 1.0]
    assert visited.wrong.tolist() == [0]


def test_the_wrong_order_replays_step_by_step() -> None:
    graph = shared_inside()
    visited = visit(Tape(graph), [4, 1, 0, 3])
    replay = Replay(graph, Start(), (Forward(), Backward()), visited.tape)
    assert list(replay.steps(5)) == [
        SeedStep(4, 1.0),
        BackwardStep(4, 1, 0, 1.0, 10.0, 10.0, 10.0),
        BackwardStep(4, 3, 1, 1.0, 9.0, 9.0, 9.0),
        BackwardStep(1, 0, 0, 10.0, 3.0, 30.0, 30.0),
        BackwardStep(1, 0, 1, 10.0, 3.0, 30.0, 60.0),
        BackwardStep(3, 1, 0, 9.0, 1.0, 9.0, 19.0),
    ]
    assert replay.state(10).grad.tolist() == [60.0, 10.0, 0.0, 9.0, 1.0]
    assert replay.state(replay.length).grad.tolist() == [60.0, 19.0, 0.0, 9.0, 1.0]


def test_depth_first_is_right_where_nothing_inside_is_shared() -> None:
    tape = Tape(neuron())
    visited = visit(tape, depth_first(tape))
    assert visited.too_early == ()
    assert visited.wrong.tolist() == []
    assert visited.gradient.tolist() == visited.right.tolist()


@pytest.mark.parametrize("order", [[], [4, 1, 0], [4, 1, 0, 3, 3], [4, 1, 0, 2]])
def test_an_order_that_leaves_a_node_out_or_repeats_one_is_refused(order: list[int]) -> None:
    with pytest.raises(ValueError, match="exactly once"):
        visit(Tape(shared_inside()), order)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 120))
def test_any_topological_order_is_right_and_any_other_names_its_first_mistake(seed: int, nodes: int) -> None:
    graph = random_graph(seed, nodes)
    tape = Tape(graph)
    level = levels(graph)
    by_level = sorted(np.flatnonzero(tape.active).tolist(), key=lambda n: (-level[n], n))
    assert visit(tape, by_level).too_early == ()
    assert visit(tape, by_level).wrong.tolist() == []
    visited = visit(tape, depth_first(tape))
    if len(visited.wrong):
        assert visited.too_early
    for found in visited.too_early:
        assert all(found.node in inputs_of(graph, user) for user in found.missing)


def test_a_long_chain_is_followed_without_recursion() -> None:
    b = GraphBuilder()
    node = b.leaf(0.5)
    for _ in range(100_000):
        node = b.op("sin", node)
    graph = b.graph()
    assert levels(graph)[-1] == 100_000
    assert len(depth_first(Tape(graph))) == 100_001
