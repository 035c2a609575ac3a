from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.builder import GraphBuilder
from app.engine.graph import Graph
from app.engine.paths import UNCOUNTED, Path, paths
from app.engine.tape import Tape
from tests.engine.graphs import neuron, random_graph, shared


def all_ways(tape: Tape, node: int) -> list[tuple[int, ...]]:
    """By walking every one."""
    ways: list[tuple[int, ...]] = []
    waiting: list[tuple[int, tuple[int, ...]]] = [(tape.root, ())] if tape.active[node] else []
    while waiting:
        at, edges = waiting.pop()
        if at == node:
            ways.append(edges)
        for edge in range(tape.start[at], tape.start[at + 1]):
            if tape.active[tape.inputs[edge]]:
                waiting.append((int(tape.inputs[edge]), (*edges, edge)))
    return ways


def test_a_leaf_that_is_used_twice_is_reached_in_two_ways() -> None:
    tape = Tape(shared())  # f = (a * b) * (a + b) with a = -2, b = 3
    found = paths(tape, 0, tape.data(), 10)
    assert found.count == 2
    assert found.largest == (Path((4, 0), (1.0, 3.0), 3.0), Path((5, 2), (-6.0, 1.0), -6.0))[::-1]
    assert found.gradient == -3.0 == sum(path.product for path in found.largest)


def test_the_output_is_reached_without_an_edge() -> None:
    tape = Tape(neuron())
    found = paths(tape, tape.root, tape.data(), 10)
    assert (found.count, found.largest, found.gradient) == (1, (Path((), (), 1.0),), 1.0)


def test_no_way_leads_to_a_node_without_a_gradient() -> None:
    b = GraphBuilder()
    b.leaf(1.0, "apart")
    x = b.leaf(2.0, "x")
    b.op("mul", x, b.constant(3.0))
    tape = Tape(b.graph())
    for node in (0, 2):
        assert paths(tape, node, tape.data(), 10).count == 0
    assert paths(tape, 1, tape.data(), 10).count == 1


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.data())
def test_ways_are_all_there_the_largest_first_and_add_up_to_the_gradient(seed: int, data: st.DataObject) -> None:
    tape = Tape(random_graph(seed, nodes=14))
    node = data.draw(st.integers(0, tape.nodes - 1))
    expected = all_ways(tape, node)
    found = paths(tape, node, tape.data(), len(expected) + 1)
    assert found.count == len(expected)
    assert sorted(path.edges for path in found.largest) == sorted(expected)
    sizes = [abs(path.product) for path in found.largest]
    if all(map(math.isfinite, sizes)):
        assert all(b <= a * (1 + 1e-9) + 1e-300 for a, b in pairwise(sizes))
        total = sum(path.product for path in found.largest)
        assert total == pytest.approx(found.gradient, rel=1e-9, abs=1e-9 * max([0.0, *sizes]))


def doubling(levels: int) -> Graph:
    """x, then each node its own double: 2 ** levels ways."""
    b = GraphBuilder()
    x = b.leaf(0.3, "x")
    for _ in range(levels):
        x = b.op("tanh", b.op("add", x, x))
    return b.graph()


def test_ways_without_number_are_counted_and_a_few_shown() -> None:
    tape = Tape(doubling(40))
    found = paths(tape, 0, tape.data(), 5)
    assert found.count == 2**40
    assert len({path.edges for path in found.largest}) == 5
    assert {len(path.edges) for path in found.largest} == {80}
    products = np.array([path.product for path in found.largest])
    assert np.allclose(products * 2.0**40, found.gradient)
    assert paths(Tape(doubling(100)), 0, Tape(doubling(100)).data(), 1).count == UNCOUNTED


def test_very_long_ways_are_found_without_recursion() -> None:
    tape = Tape(doubling(5000))
    (path,) = paths(tape, 0, tape.data(), 1).largest
    assert len(path.edges) == 10_000
