from __future__ import annotations

import numpy as np

from app.engine.builder import GraphBuilder
from app.engine.graph import LEAF
from app.engine.part import below, depending, part
from app.engine.tape import Tape
from tests.engine.graphs import neuron, random_graph


def test_what_a_leaf_reaches_is_what_is_computed_from_it() -> None:
    graph = neuron()
    labels = np.array(graph.label)
    assert set(labels[depending(graph, [labels.tolist().index("x1")])]) >= {"x1", "n", "o"}
    assert not depending(graph, [0])[1]
    assert not depending(graph, []).any()


def test_a_part_computes_what_the_whole_does() -> None:
    for seed in range(20):
        graph = random_graph(seed, 60)
        values, _ = Tape(graph).gradients()
        for root in (10, 30, 59):
            smaller, kept = part(graph, root)
            assert kept.tolist() == np.flatnonzero(below(graph, root)).tolist()
            found, _ = Tape(smaller).gradients()
            assert np.array_equal(found, values[kept], equal_nan=True)


def test_a_part_may_begin_at_a_node_that_is_a_leaf_then() -> None:
    b = GraphBuilder()
    x = b.leaf(3.0, "x")
    square = b.op("pow", x, param=2.0)
    root = b.op("add", square, b.leaf(1.0, "c"))
    smaller, kept = part(b.graph(), root, [square])
    assert kept.tolist() == [1, 2, 3]
    assert smaller.op[0] == LEAF
    values, _ = Tape(smaller).gradients({0: 5.0})
    assert values.tolist() == [5.0, 1.0, 6.0]
