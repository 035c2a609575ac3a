"""The rules for the phases, on a neuron: a forward pass of 6 steps, a backward pass of 6, an update of 3."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.engine.builder import GraphBuilder
from app.engine.replay import Backward, BackwardStep, Forward, Phase, Start, Update, UpdateStep, ZeroGrad
from app.sessions.document import KEPT_PHASES
from app.sessions.errors import Refused
from app.sessions.timeline import Taken, Timeline, check_cursor, edited, fresh, take
from tests.sessions.graphs import material, neuron

FORWARD, BACKWARD, ZERO_GRAD, UPDATE = Forward(), Backward(), ZeroGrad(), Update(0.1)


def at(cursor: int, *phases: Phase) -> Timeline:
    """A neuron's timeline with these phases, the fresh ones without any."""
    found = neuron()
    replay = found.replay(Start(), phases or (FORWARD, BACKWARD))
    return Timeline(found, replay, replay.length if cursor < 0 else cursor)


def played(*phases: Phase) -> Timeline:
    return at(-1, *phases)


def shape(taken: Taken) -> tuple[tuple[Phase, ...], int, int, int]:
    """Phases, first step taken, one past the last, cursor."""
    return taken.timeline.replay.phases, taken.start, taken.stop, taken.timeline.cursor


def test_a_new_program_has_a_forward_and_a_backward_ahead_of_it() -> None:
    timeline = fresh(neuron())
    assert (timeline.replay.phases, timeline.replay.length, timeline.cursor) == ((FORWARD, BACKWARD), 12, 0)


@pytest.mark.parametrize("cursor", [0, 3])
def test_the_phase_that_the_cursor_stands_in_or_before_goes_on(cursor: int) -> None:
    assert shape(take(at(cursor), FORWARD)) == ((FORWARD, BACKWARD), cursor, 6, 6)
    assert shape(take(at(cursor + 6), BACKWARD)) == ((FORWARD, BACKWARD), cursor + 6, 12, 12)


def test_one_step_is_one_step() -> None:
    assert shape(take(at(0), FORWARD, "next")) == ((FORWARD, BACKWARD), 0, 1, 1)
    assert shape(take(at(5), FORWARD, "next")) == ((FORWARD, BACKWARD), 5, 6, 6)
    assert shape(take(at(6), BACKWARD, "next")) == ((FORWARD, BACKWARD), 6, 7, 7)


def test_a_forward_goes_as_far_as_a_node_has_its_value() -> None:
    assert shape(take(at(1), FORWARD, "node", 3)) == ((FORWARD, BACKWARD), 1, 4, 4)


def test_a_backward_goes_as_far_as_a_node_has_its_whole_gradient() -> None:
    b_arrives = take(at(6), BACKWARD, "node", 2)
    assert shape(b_arrives) == ((FORWARD, BACKWARD), 6, 10, 10)
    [*_, last] = b_arrives.timeline.replay.steps(6, 10)
    assert isinstance(last, BackwardStep)
    assert (last.node, last.input) == (4, 2)
    assert shape(take(at(6), BACKWARD, "node", 5))[1:] == (6, 7, 7)  # the root has its seed


def test_a_node_that_has_been_passed_takes_no_step() -> None:
    assert shape(take(at(5), FORWARD, "node", 3)) == ((FORWARD, BACKWARD), 5, 5, 5)


def test_a_node_used_twice_is_reached_with_its_last_contribution() -> None:
    builder = GraphBuilder()
    a = builder.leaf(3.0, "a")
    builder.op("add", a, builder.op("mul", a, a))
    taken = take(fresh(material(builder)), BACKWARD, "node", 0)
    assert taken.stop == 3 + 1 + 4


def test_a_node_that_no_gradient_reaches_is_refused_with_the_reason() -> None:
    builder = GraphBuilder()
    a, b = builder.leaf(1.0, "a"), builder.leaf(2.0, "b", requires_grad=False)
    aside = builder.op("exp", a, label="aside")
    builder.op("mul", a, b, label="o")
    timeline = fresh(material(builder))
    with pytest.raises(Refused, match="b: it requires none"):
        take(timeline, BACKWARD, "node", b)
    with pytest.raises(Refused, match="aside: o does not depend on it"):
        take(timeline, BACKWARD, "node", aside)


def test_another_phase_finishes_the_one_under_way_and_drops_the_plan() -> None:
    assert shape(take(at(3), ZERO_GRAD)) == ((FORWARD, ZERO_GRAD), 3, 7, 7)
    assert shape(take(at(8), FORWARD)) == ((FORWARD, BACKWARD, FORWARD), 8, 18, 18)


def test_a_phase_that_is_only_planned_is_dropped() -> None:
    assert shape(take(at(6), FORWARD)) == ((FORWARD, FORWARD), 6, 12, 12)
    assert shape(take(at(0), ZERO_GRAD)) == ((ZERO_GRAD,), 0, 1, 1)


def test_one_step_of_another_phase_includes_the_rest_of_the_one_under_way() -> None:
    assert shape(take(at(3), BACKWARD, "next")) == ((FORWARD, BACKWARD), 3, 7, 7)


def test_a_backward_without_values_runs_a_forward_before_it() -> None:
    assert shape(take(at(0), BACKWARD)) == ((FORWARD, BACKWARD), 0, 12, 12)
    after_update = take(played(FORWARD, BACKWARD, UPDATE), BACKWARD)
    assert shape(after_update) == ((FORWARD, BACKWARD, UPDATE, FORWARD, BACKWARD), 15, 27, 27)
    after_zero_grad = take(played(ZERO_GRAD), BACKWARD)
    assert shape(after_zero_grad) == ((ZERO_GRAD, FORWARD, BACKWARD), 1, 13, 13)


def test_a_second_backward_needs_no_second_forward_and_accumulates() -> None:
    once, twice = played(FORWARD, BACKWARD), take(played(FORWARD, BACKWARD), BACKWARD)
    assert shape(twice) == ((FORWARD, BACKWARD, BACKWARD), 12, 18, 18)
    single, double = (line.replay.state(line.replay.length).grad for line in (once, twice.timeline))
    assert double[:3].tolist() == (2 * single[:3]).tolist()
    assert double[3:].tolist() == single[3:].tolist()


def test_an_update_with_another_learning_rate_is_another_phase() -> None:
    half_done = replace(at(0, FORWARD, BACKWARD, UPDATE), cursor=13)
    assert shape(take(half_done, Update(0.1))) == ((FORWARD, BACKWARD, UPDATE), 13, 15, 15)
    assert shape(take(half_done, Update(0.2))) == ((FORWARD, BACKWARD, UPDATE, Update(0.2)), 13, 18, 18)


def test_an_update_without_gradients_is_refused() -> None:
    with pytest.raises(Refused, match="nothing to update with"):
        take(at(0), UPDATE)
    with pytest.raises(Refused, match="nothing to update with"):
        take(at(3), UPDATE)


def test_only_the_last_phases_are_kept_and_nothing_that_is_seen_changes() -> None:
    long = played(*(FORWARD, BACKWARD, UPDATE) * 8)
    taken = take(long, FORWARD)
    assert len(taken.timeline.replay.phases) == KEPT_PHASES
    assert (taken.start, taken.stop, taken.timeline.folded) == (120 - 6, 126 - 6, 6)
    kept = take(long, FORWARD, "next").timeline.replay
    for cursor in range(6, 120):
        was, now = long.replay.state(cursor), kept.state(cursor - 6)
        assert was.data[:3].tolist() == now.data[:3].tolist()
        assert was.grad[:3].tolist() == now.grad[:3].tolist()


def test_a_folded_timeline_goes_on_like_one_that_never_was() -> None:
    folded = played(FORWARD, BACKWARD, UPDATE)
    for _ in range(12):
        for phase in (ZERO_GRAD, FORWARD, BACKWARD, UPDATE):
            folded = take(folded, phase).timeline
    whole = played(FORWARD, BACKWARD, UPDATE, *(ZERO_GRAD, FORWARD, BACKWARD, UPDATE) * 12)
    assert folded.cursor + folded.folded == whole.cursor
    end, expected = folded.replay.state(folded.cursor), whole.replay.state(whole.cursor)
    for column in ("data", "grad", "has_data", "has_grad"):
        assert getattr(end, column).tolist() == getattr(expected, column).tolist()


def test_a_cursor_beyond_the_end_is_refused() -> None:
    timeline = at(4)
    assert (check_cursor(timeline, None), check_cursor(timeline, 0), check_cursor(timeline, 12)) == (4, 0, 12)
    with pytest.raises(Refused, match="the timeline has 12"):
        check_cursor(timeline, 13)


class TestEdits:
    def test_a_leaf_with_another_number_is_replayed_with_the_cursor_in_place(self) -> None:
        timeline = at(9)
        again = edited(timeline, timeline.material, {0: 5.0})
        assert (again.replay.phases, again.cursor, again.folded) == ((FORWARD, BACKWARD), 9, 0)
        assert again.replay.start.data == {0: 5.0}
        assert again.replay.state(9).data[3] == -15.0

    def test_what_was_learned_before_the_cursor_stays(self) -> None:
        timeline = at(24, FORWARD, BACKWARD, UPDATE, ZERO_GRAD, FORWARD, BACKWARD, UPDATE)
        learned = timeline.replay.state(15).data
        again = edited(timeline, timeline.material, {0: 5.0})
        assert again.replay.phases == (ZERO_GRAD, FORWARD, BACKWARD, UPDATE)
        assert (again.cursor, again.folded) == (9, 15)
        assert again.replay.state(0).data[:3].tolist() == [5.0, *learned[1:3].tolist()]

    def test_what_would_be_learned_after_the_cursor_is_computed_anew(self) -> None:
        timeline = at(3, FORWARD, BACKWARD, UPDATE)
        again = edited(timeline, timeline.material, {0: 5.0})
        assert (len(again.replay.phases), again.cursor) == (3, 3)
        expected = played(FORWARD, BACKWARD, UPDATE).material.replay(Start({0: 5.0}), (FORWARD, BACKWARD, UPDATE))
        assert again.replay.state(15).data.tolist() == expected.state(15).data.tolist()

    def test_a_number_set_back_to_the_programs_is_no_longer_a_difference(self) -> None:
        timeline = at(9)
        away = edited(timeline, timeline.material, {0: 5.0})
        assert edited(away, away.material, {0: 2.0}).replay.start == Start()

    def test_a_number_that_the_program_changes_wins_over_what_was_learned(self) -> None:
        timeline = played(FORWARD, BACKWARD, UPDATE)
        graph = timeline.material.graph
        data = graph.data.copy()
        data[1] = 4.0
        rewritten = replace(timeline.material, graph=replace(graph, data=data))
        again = edited(timeline, rewritten)
        assert sorted(again.replay.start.data) == [0, 2]

    def test_a_switched_off_leaf_moves_the_cursor_to_the_same_edge(self) -> None:
        timeline = at(11)
        [last] = timeline.replay.steps(10, 11)
        again = edited(timeline, neuron(switches={2: False}))  # b: one edge fewer, and it comes before
        assert again.replay.length == 11
        assert again.cursor == 10
        assert list(again.replay.steps(9, 10)) == [last]

    def test_a_switched_off_leaf_keeps_the_cursor_at_the_end(self) -> None:
        again = edited(at(12), neuron(switches={0: False, 1: False}))
        assert again.cursor == again.replay.length < 12

    def test_a_leaf_switched_off_in_the_middle_of_an_update_keeps_the_place_among_the_others(self) -> None:
        timeline = at(14, FORWARD, BACKWARD, UPDATE)
        again = edited(timeline, neuron(switches={0: False}))
        [last] = again.replay.steps(again.cursor - 1, again.cursor)
        assert isinstance(last, UpdateStep)
        assert last.node == 1

    def test_a_switched_off_leaf_loses_its_gradient_and_the_past_stays(self) -> None:
        timeline = played(FORWARD, BACKWARD, UPDATE, FORWARD)
        again = edited(timeline, neuron(switches={0: False}))
        before, after = timeline.replay.state(21), again.replay.state(again.cursor)
        assert np.array_equal(before.data, after.data)
        assert after.has_grad.tolist() == [False, True, True, False, False, False]
