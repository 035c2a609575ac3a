from __future__ import annotations

import math

import numpy as np
import pytest

from app.engine.builder import GraphBuilder
from app.engine.gradcheck import STEPS, GradCheck, Nudged, Scheme
from app.engine.graph import Graph
from app.engine.replay import Start
from app.engine.tape import Tape
from tests.engine.graphs import lecture_mlp, neuron

SCHEMES: tuple[Scheme, ...] = ("forward", "backward", "central")


def cube(x: float) -> Graph:
    b = GraphBuilder()
    b.op("pow", b.leaf(x), param=3.0)
    return b.graph()


@pytest.mark.parametrize(("scheme", "truncation"), [("forward", 0.61), ("backward", -0.59), ("central", 0.01)])
def test_the_truncation_of_a_cube_is_what_the_textbook_says(scheme: Scheme, truncation: float) -> None:
    nudged = GradCheck(cube(2.0), Start()).nudge(0, 0.1, scheme)
    assert nudged.gradient == 12.0
    assert nudged.truncation == pytest.approx(truncation, rel=1e-12)
    assert abs(nudged.rounding) < 1e-13
    assert nudged.numeric == pytest.approx(12.0 + truncation, rel=1e-13)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_error_falls_and_rises_again_as_h_goes_to_nothing(scheme: Scheme) -> None:
    sweep = GradCheck(neuron(), Start()).sweep(2, scheme)
    assert [nudged.h for nudged in sweep] == list(STEPS)
    errors = [abs(nudged.error) for nudged in sweep]
    best = int(np.argmin(errors))
    assert 3 <= best <= 9
    assert errors[0] > 1e-3
    assert errors[-1] > 1e-3
    for nudged in sweep:
        assert nudged.error == pytest.approx(nudged.truncation + nudged.rounding, rel=1e-12, abs=1e-15)
    assert all(abs(n.truncation) > 100 * abs(n.rounding) for n in sweep[:2])
    assert all(abs(n.rounding) > 100 * abs(n.truncation) for n in sweep[-4:])
    order = math.log10(abs(sweep[1].truncation) / abs(sweep[2].truncation))
    assert order == pytest.approx(2 if scheme == "central" else 1, abs=0.1)


def test_every_leaf_is_checked_and_agrees() -> None:
    graph = lecture_mlp()
    checked = GradCheck(graph, Start()).all_leaves(1e-6)
    gradients = Tape(graph).gradients()[1]
    assert [nudged.leaf for nudged in checked] == np.flatnonzero(graph.op == 0).tolist()
    for nudged in checked:
        assert nudged.gradient == gradients[nudged.leaf]
        assert nudged.numeric == pytest.approx(nudged.gradient, rel=1e-7, abs=1e-7)


def test_a_wrong_gradient_would_be_seen() -> None:
    nudged = GradCheck(neuron(), Start()).nudge(0, 1e-6)
    wrong = Nudged(0, 1e-6, "central", nudged.low, nudged.high, nudged.numeric, nudged.gradient + 0.01, 0.0, 0.0)
    assert abs(nudged.error) < 1e-9 < abs(wrong.error)


def test_float32_has_no_digits_left_where_float64_has_many() -> None:
    double, single = (GradCheck(neuron(single=single), Start()).nudge(2, 1e-5) for single in (False, True))
    assert abs(double.error) < 1e-9
    assert abs(single.error) > 1e-4
    assert abs(single.rounding) > 1e3 * abs(single.truncation)


def test_a_kink_between_the_ends_is_truncation() -> None:
    b = GraphBuilder()
    b.op("relu", b.leaf(0.25))
    nudged = GradCheck(b.graph(), Start()).nudge(0, 1.0)
    assert nudged.numeric == 0.625
    assert (nudged.truncation, nudged.rounding) == (-0.375, 0.0)


def test_the_start_and_a_leaf_without_a_gradient_count_too() -> None:
    b = GraphBuilder()
    x = b.leaf(1.0, requires_grad=False)
    b.op("mul", x, x)
    assert GradCheck(b.graph(), Start(data={x: 5.0})).nudge(x, 1e-3).gradient == 10.0


def test_an_end_outside_the_domain_gives_no_number_and_no_error() -> None:
    b = GraphBuilder()
    b.op("log", b.leaf(0.5))
    nudged = GradCheck(b.graph(), Start()).nudge(0, 1.0)
    assert math.isnan(nudged.numeric)
    assert math.isnan(nudged.error)


@pytest.mark.parametrize(("leaf", "h"), [(9, 0.1), (99, 0.1), (0, 0.0), (0, -1.0), (0, math.nan), (0, math.inf)])
def test_what_cannot_be_nudged_is_refused(leaf: int, h: float) -> None:
    with pytest.raises(ValueError, match=r"is no leaf|must be positive"):
        GradCheck(neuron(), Start()).nudge(leaf, h)
