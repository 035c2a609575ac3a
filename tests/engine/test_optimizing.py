from __future__ import annotations

import numpy as np
import pytest

from app.engine.builder import GraphBuilder
from app.engine.descent import ADAM, ADAMW, MOMENTUM, SGD, Descent
from app.engine.graph import Graph
from app.engine.replay import Backward, Forward, Phase, Replay, Start, UpdateStep, ZeroGrad
from app.engine.steps import Rule, Update
from app.engine.tape import Tape

NUMBERS = (0.9, 0.8, 0.95, 1e-6, 0.1)  # momentum, beta1, beta2, epsilon, weight decay
KINDS = pytest.mark.parametrize("kind", [SGD, MOMENTUM, ADAM, ADAMW], ids=["sgd", "momentum", "adam", "adamw"])


def valley(single: bool = False) -> Graph:
    """(tanh(w * x + b) - 1) ** 2"""
    b = GraphBuilder()
    w, x, bias = b.leaf(0.3, "w"), b.leaf(0.5, "x", requires_grad=False), b.leaf(-0.2, "b")
    out = b.op("tanh", b.op("add", b.op("mul", w, x), bias))
    b.op("pow", b.op("sub", out, b.constant(1.0)), param=2.0)
    return b.graph(single=single)


def step(kind: int) -> tuple[Phase, ...]:
    return ZeroGrad(), Forward(), Backward(), Update(0.1, Rule(kind, *NUMBERS))


@KINDS
@pytest.mark.parametrize("single", [False, True], ids=["float64", "float32"])
def test_steps_by_hand_go_where_a_run_goes(kind: int, single: bool) -> None:
    graph = valley(single)
    replay = Replay(graph, Start(), step(kind) * 3)
    replay = replay.going_on(7, 12, step(kind) * 3)  # folded within a step
    down = Descent(Tape(graph), Start(), {}, 1, False, {})
    rates, look = np.full(6, 0.1), np.zeros(6, np.bool_)
    down.advance(rates, np.zeros((0, 1), np.int64), kind, np.array(NUMBERS), True, look)
    end = replay.fold(len(replay.phases))
    assert [end.data[node] for node in down.parameters.tolist()] == down.numbers.tolist()
    kept = [end.moments.first.get(node, 0.0) for node in down.parameters.tolist()]
    assert kept == (down.first.tolist() if kind != SGD else [0.0, 0.0])
    assert end.moments.age == (6 if kind != SGD else 0)


@KINDS
def test_a_step_says_what_is_kept_of_its_leaf(kind: int) -> None:
    replay = Replay(valley(), Start(), step(kind) * 2)
    updates = [each for each in replay.steps() if isinstance(each, UpdateStep)]
    first = [None if each.first is None else each.first for each in updates]
    grads = [each.grad for each in updates]
    if kind == SGD:
        assert first == [None] * 4
    elif kind == MOMENTUM:
        assert first == pytest.approx([*grads[:2], 0.9 * grads[0] + grads[2], 0.9 * grads[1] + grads[3]])
        assert updates[0].second is None
        assert updates[2].after == updates[2].before - 0.1 * (first[2] or 0.0)
    else:
        assert first[:2] == pytest.approx([0.2 * grad for grad in grads[:2]])
        assert updates[3].second == pytest.approx(0.95 * 0.05 * grads[1] ** 2 + 0.05 * grads[3] ** 2)


def test_another_optimizer_begins_with_nothing() -> None:
    changed = Replay(valley(), Start(), step(MOMENTUM) + step(ADAM))
    after = changed.going_on(4, 8)
    plain = Replay(valley(), Start(after.start.data, after.start.grad), changed.phases[4:])
    assert changed.fold(8) == plain.fold(4)
