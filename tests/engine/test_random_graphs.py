"""Random graphs of 1 to 2,000 nodes, node by node against HIPS autograd and, where it is installed, PyTorch."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.engine.tape import Tape
from tests.engine.graphs import random_graph
from tests.engine.oracles import HAS_TORCH, Answer, by_autograd, by_torch, receives, same

SEEDS = st.integers(0, 2**32 - 1)
needs_torch = pytest.mark.skipif(not HAS_TORCH, reason="PyTorch is not installed")


def through_all_paths(tape: Tape, data: NDArray[np.float64]) -> NDArray[np.float64]:
    """[N] the gradient if no contribution cancelled another: what a rounding error of a gradient is measured by.

    A local derivative is itself a difference in some ops (silu, gelu), hence the least that one counts for.
    """
    grad = tape.seeded(np.zeros(tape.nodes))
    tape.backward(data, np.maximum(np.abs(tape.forward(data.copy())), 1e-3), grad)
    return grad


def roundings(tape: Tape, data: NDArray[np.float64]) -> NDArray[np.float64]:
    """[N] by how much a value differs where every operation before it was rounded the other way, to first order."""
    local, error = np.abs(tape.forward(data.copy())), np.abs(data) * 2.0**-52
    with np.errstate(all="ignore"):
        for node in np.flatnonzero(tape.is_op):
            edges = slice(tape.start[node], tape.start[node + 1])
            error[node] += local[edges] @ error[tape.inputs[edges]]
    return np.nan_to_num(error, nan=0.0, posinf=0.0)


def assert_agrees(tape: Tape, theirs: Answer) -> None:
    values, gradients, has = theirs
    data, grad = tape.gradients()
    paths = through_all_paths(tape, data)[has]
    tolerance = 1e-12 * np.where(np.isfinite(paths), paths, np.abs(gradients[has]))
    assert same(data, values, np.maximum(1e-12 * np.abs(values), roundings(tape, data)))
    assert same(grad[has], gradients[has], tolerance)


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.integers(1, 2000))
def test_every_value_and_gradient_is_autograds(seed: int, nodes: int) -> None:
    graph = random_graph(seed, nodes)
    assert_agrees(Tape(graph), by_autograd(graph))


@needs_torch
@settings(max_examples=25, deadline=None)
@given(SEEDS, st.integers(1, 2000))
def test_every_value_and_gradient_is_pytorchs(seed: int, nodes: int) -> None:
    graph = random_graph(seed, nodes)
    assert_agrees(Tape(graph), by_torch(graph))


@needs_torch
@settings(max_examples=60, deadline=None)
@given(SEEDS, st.integers(1, 300), st.floats(0.05, 1.0))
def test_special_values_go_where_they_go_in_pytorch(seed: int, nodes: int, share: float) -> None:
    graph = random_graph(seed, nodes, special=share)
    assert_agrees(Tape(graph), by_torch(graph))


@settings(max_examples=60, deadline=None)
@given(SEEDS, st.integers(1, 300))
def test_a_gradient_arrives_where_a_path_and_a_switch_allow_it(seed: int, nodes: int) -> None:
    graph = random_graph(seed, nodes, special=0.5)
    assert Tape(graph).active.tolist() == receives(graph).tolist()


@settings(max_examples=60, deadline=None)
@given(SEEDS, st.integers(1, 300), st.sampled_from([0.0, 0.3, 1.0]), st.booleans())
def test_a_step_that_nobody_watches_comes_to_the_same_numbers(
    seed: int, nodes: int, share: float, single: bool
) -> None:
    tape = Tape(random_graph(seed, nodes, special=share, single=single))
    data, grad = tape.gradients()
    unwatched, total = tape.data(), np.zeros(tape.nodes)
    losses = tape.descend(unwatched, total, 0.5, zero_grad=True, count=1)
    np.testing.assert_array_equal(losses, data[tape.root])
    np.testing.assert_array_equal(unwatched[tape.is_op], data[tape.is_op])
    np.testing.assert_array_equal(total[tape.active], grad[tape.active])
    leaves = tape.trainable
    np.testing.assert_array_equal(unwatched[leaves], tape.descended(leaves, data[leaves], grad[leaves], 0.5))
