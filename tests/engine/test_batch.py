from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.batch import Batch
from app.engine.builder import GraphBuilder
from app.engine.graph import LEAF, Graph
from app.engine.replay import Start
from app.engine.straight import train
from app.engine.tape import Tape
from tests.engine.graphs import random_graph


def line() -> tuple[Graph, int, int]:
    """(w * x + b - y) ** 2; the second and third are x and y."""
    b = GraphBuilder()
    w, bias = b.leaf(0.5, "w"), b.leaf(0.25, "b")
    x, y = b.leaf(0.0, "x", requires_grad=False), b.constant(0.0)
    error = b.op("sub", b.op("add", b.op("mul", w, x), bias), y)
    b.op("pow", error, param=2.0)
    return b.graph(), x, y


X, Y = np.array([1.0, 2.0, -1.0]), np.array([3.0, 1.0, 0.5])


@pytest.mark.parametrize("mean", [False, True])
def test_a_shared_parameter_sums_up_over_the_examples(mean: bool) -> None:
    graph, x, y = line()
    batch = Batch(Tape(graph), Start(), {x: X, y: Y}, mean)
    errors = 0.5 * X + 0.25 - Y
    assert batch.forward().tolist() == (errors**2).tolist()
    share = 1 / 3 if mean else 1.0
    assert batch.backward() == pytest.approx([(2 * errors * X).sum() * share, (2 * errors).sum() * share], rel=1e-15)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(3, 80), st.booleans())
def test_a_batch_is_its_examples_one_by_one(seed: int, nodes: int, single: bool) -> None:
    graph = random_graph(seed, nodes, single=single)
    tape, random = Tape(graph), np.random.default_rng(seed)
    leaves = np.flatnonzero(graph.op == LEAF).tolist()
    columns = {leaf: random.uniform(-1, 1, 5) for leaf in leaves[::3]}
    if not columns or not tape.is_op[tape.root]:
        return
    batch = Batch(tape, Start(), columns)
    batch.forward()
    totals = dict(zip(batch.shared.tolist(), batch.backward().tolist(), strict=True))
    expected, alike = dict.fromkeys(totals, 0.0), dict[int, float]()
    means = np.zeros(tape.nodes)
    for example in range(5):
        data, grad = tape.gradients({leaf: float(column[example]) for leaf, column in columns.items()})
        means += data / 5
        assert batch.data[tape.root, example] == pytest.approx(data[tape.root], rel=1e-15)
        for node in np.flatnonzero(tape.active).tolist():
            if node in expected:
                expected[node] += float(grad[node])
            elif len(batch.gradient(node)) == 1:
                alike[node] = alike.get(node, 0.0) + float(grad[node])
            else:
                assert batch.gradient(node)[example] == pytest.approx(grad[node], rel=1e-12, abs=1e-13)
    assert batch.means() == pytest.approx(means, rel=1e-12, nan_ok=True)
    assert {node: batch.gradient(node)[0] for node in alike} == pytest.approx(alike, rel=1e-5, abs=1e-5)
    assert totals == pytest.approx(expected, rel=1e-5 if single else 1e-10, abs=1e-5 if single else 1e-12)


def test_what_is_the_same_in_every_example_is_computed_once() -> None:
    """w * x + penalty with penalty = 0.1 * w ** 2, in three examples."""
    b = GraphBuilder()
    w, x = b.leaf(0.5, "w"), b.leaf(0.0, "x", requires_grad=False)
    square = b.op("mul", w, w)
    penalty = b.op("mul", b.constant(0.1), square)
    b.op("add", b.op("mul", w, x), penalty)
    batch = Batch(Tape(b.graph()), Start(), {x: X})
    batch.data[square, 1:] = np.inf
    assert batch.forward().tolist() == pytest.approx((0.5 * X + 0.1 * 0.25).tolist(), rel=1e-15)
    assert batch.data[square, 1:].tolist() == [np.inf, np.inf]
    assert batch.backward().tolist() == pytest.approx([X.sum() + 3 * 0.2 * 0.5], rel=1e-15)
    assert batch.gradient(square).tolist() == pytest.approx([0.3], rel=1e-15)
    assert batch.mean_gradients()[[square, penalty]] == pytest.approx([0.1, 1.0], rel=1e-15)
    assert batch.means()[square] == 0.25


@pytest.mark.parametrize("zero_grad", [True, False])
def test_training_a_batch_is_training_the_spelled_out_sum(zero_grad: bool) -> None:
    graph, x, y = line()
    batch = Batch(Tape(graph), Start(grad={0: 0.125}), {x: X, y: Y})
    b = GraphBuilder()
    w, bias, loss = b.leaf(0.5), b.leaf(0.25), b.constant(0.0)
    for first, second in zip(X.tolist(), Y.tolist(), strict=True):
        line_ = b.op("add", b.op("mul", w, b.constant(first)), bias)
        loss = b.op("add", loss, b.op("pow", b.op("sub", line_, b.constant(second)), param=2.0))
    spelled = train(Tape(b.graph()), Start(grad={w: 0.125}), 20, 0.05, zero_grad)
    trained = batch.train(20, 0.05, zero_grad)
    assert trained.losses == pytest.approx(spelled.losses, rel=1e-12)
    assert trained.start.data == pytest.approx(spelled.start.data, rel=1e-12)
    assert trained.start.grad == pytest.approx(spelled.start.grad, rel=1e-9, abs=1e-12)


def test_columns_that_do_not_fit_are_refused() -> None:
    graph, x, y = line()
    tape = Tape(graph)
    with pytest.raises(ValueError, match="one length"):
        Batch(tape, Start(), {x: X, y: Y[:2]})
    with pytest.raises(ValueError, match="one length"):
        Batch(tape, Start(), {x: X[:0]})
    with pytest.raises(ValueError, match="neither a leaf nor a constant"):
        Batch(tape, Start(), {tape.root: X})
    lonely = GraphBuilder()
    lonely.leaf(1.0)
    with pytest.raises(ValueError, match="not computed"):
        Batch(Tape(lonely.graph()), Start(), {0: X})
