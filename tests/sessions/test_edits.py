"""Where a switch goes when the program is edited, and what counts as the same graph."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.engine.builder import GraphBuilder
from app.engine.graph import Graph
from app.sessions.document import Document
from app.sessions.edits import carried, redrafted, same_shape, same_structure
from app.sessions.timeline import fresh
from tests.sessions.graphs import material


def summed(*labels: str, op: str = "add") -> Graph:
    """Leaves with these labels, added up one by one."""
    builder = GraphBuilder()
    total, *others = [builder.leaf(float(number), label) for number, label in enumerate(labels)]
    for other in others:
        total = builder.op(op, total, other)
    return builder.graph()


@pytest.mark.parametrize(
    ("switches", "old", "new", "expected"),
    [
        ({1: False}, summed("a", "b"), summed("z", "a", "b"), {2: False}),
        ({0: False, 1: True}, summed("a", "b"), summed("b", "a"), {1: False, 0: True}),
        ({1: False}, summed("w", "w", "w"), summed("q", "w", "w"), {2: False}),
        ({1: False}, summed("a", "b"), summed("a", "renamed"), {1: False}),
        ({1: False}, summed("a", ""), summed("a", ""), {1: False}),
        ({1: False}, summed("a", ""), summed("a", "", "c"), {}),
        ({1: False}, summed("a", "b"), summed("a"), {}),
    ],
    ids=["moved", "swapped", "of one name, counted", "renamed", "nameless", "nameless in another shape", "gone"],
)
def test_switches_go_with_their_leaves(
    switches: dict[int, bool], old: Graph, new: Graph, expected: dict[int, bool]
) -> None:
    assert carried(switches, old, new) == expected


def test_other_numbers_are_the_same_structure_and_other_ops_are_not() -> None:
    graph = summed("a", "b")
    assert same_structure(graph, replace(graph, data=graph.data + 1, span=graph.span + 1))
    assert not same_shape(graph, summed("a", "b", op="mul"))
    assert not same_shape(graph, summed("a", "b", "c"))
    assert same_shape(graph, summed("a", "c"))
    assert not same_structure(graph, summed("a", "c"))


def test_inputs_the_other_way_round_are_another_shape() -> None:
    one, other = GraphBuilder(), GraphBuilder()
    for builder, order in ((one, (0, 1)), (other, (1, 0))):
        builder.leaf(1.0, "a")
        builder.leaf(2.0, "b")
        builder.op("sub", *order)
    assert not same_shape(one.graph(), other.graph())


def test_a_document_whose_program_did_not_run_begins_anew() -> None:
    builder = GraphBuilder()
    builder.op("exp", builder.leaf(1.0, "a"))
    found = material(builder)
    document = Document(program="old", data={7: 1.0}, cursor=3, folded=9, revision=2)
    draft = redrafted(document, None, found, version=5)
    assert draft.structure_changed
    assert draft.document == Document(program="", revision=5)
    assert redrafted(draft.document, fresh(found), found, version=6).structure_changed is False
