"""The rows of the tape."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from app.engine.builder import GraphBuilder
from app.engine.graph import Graph
from app.engine.replay import Backward, Forward, Replay, Start
from app.notation.names import node_names
from app.notation.tape_rows import TapeRow, tape_rows
from tests.engine.graphs import neuron


def rows(graph: Graph, cursor: int, limit: int = 200) -> list[TapeRow]:
    return tape_rows(graph, node_names(graph), Replay(graph, Start(), (Forward(), Backward())), cursor, limit)


def test_forward_takes_the_nodes_in_the_order_of_their_creation() -> None:
    tape = rows(neuron(), 6)
    assert [row.node for row in tape] == list(range(10))
    assert tape[5] == TapeRow(5, "x1*w1", "×", -6.0, None, 0, True)
    assert tape[6] == TapeRow(6, "x2*w2", "×", None, None, 0, False)
    assert [row.op for row in tape] == ["leaf"] * 5 + ["×", "×", "+", "+", "tanh"]


def test_backward_takes_them_in_reverse_and_marks_both_ends_of_the_edge() -> None:
    tape = rows(neuron(), 12)
    assert [row.node for row in tape] == list(range(9, -1, -1))
    assert [(row.name, row.grad) for row in tape if row.active] == [("o", 1.0), ("n", 0.4999999999999999)]
    assert [row.grad for row in tape[2:]] == [None] * 8


def test_a_long_tape_shows_what_is_around_the_active_row() -> None:
    b = GraphBuilder()
    node = b.leaf(1.0, "x")
    for _ in range(999):
        node = b.op("sin", node)
    graph = b.graph()
    for cursor, first, last in ((0, 0, 49), (500, 474, 523), (1000, 950, 999), (1001, 999, 950), (1400, 625, 576)):
        tape = rows(graph, cursor, limit=50)
        assert len(tape) == 50
        assert (tape[0].node, tape[-1].node) == (first, last), cursor
        assert cursor == 0 or any(row.active for row in tape)


def test_the_line_of_the_program_comes_with_each_row() -> None:
    graph = neuron()
    graph.span[9] = (7, 0, 7, 12)
    assert rows(graph, 0)[9].line == 7


def test_a_graph_without_nodes_has_no_rows() -> None:
    assert rows(GraphBuilder().graph(root=-1), 0) == []


def test_a_node_of_a_network_says_where_it_stands_and_is_called_as_it_is_there() -> None:
    b = GraphBuilder()
    for _ in range(2):
        b.op("tanh", b.leaf(1.0, "w[0]"))
    groups = ("", "model/layer 1/neuron 1", "model/layer 1/neuron 2")
    graph = replace(b.graph(), group=np.array([1, 1, 2, 2], np.int32), groups=groups)
    assert [(row.name, row.brief, row.place) for row in rows(graph, 0)][1:] == [
        ("tanh(w[0])", "tanh(w[0])", "layer 1 neuron 1"),
        ("w[0]#2", "w[0]", "layer 1 neuron 2"),
        ("tanh(w[0]#2)", "tanh(w[0])", "layer 1 neuron 2"),
    ]
