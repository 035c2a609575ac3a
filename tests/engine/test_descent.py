from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from app.engine.builder import GraphBuilder
from app.engine.descent import (
    ADAM,
    ADAMW,
    FINE,
    LOSS_NOT_FINITE,
    MOMENTUM,
    SGD,
    STEP_NOT_FINITE,
    Descent,
    Judge,
)
from app.engine.graph import Graph
from app.engine.steps import Start
from app.engine.tape import Tape

X, Y = np.array([0.5, -1.0, 2.0, 0.25, -0.75]), np.array([1.0, -1.0, 1.0, 1.0, -1.0])
NUMBERS = np.array([0.9, 0.8, 0.95, 1e-6, 0.1])  # momentum, beta1, beta2, epsilon, weight decay
ALL = np.zeros((0, 5), np.int64)


def neuron(single: bool = False) -> tuple[Graph, int, int, int]:
    """(tanh(w * x + b) - y) ** 2, and the nodes of x, y and the answer."""
    b = GraphBuilder()
    w, bias = b.leaf(0.3, "w"), b.leaf(-0.2, "b")
    x, y = b.leaf(0.0, "x", requires_grad=False), b.leaf(0.0, "y", requires_grad=False)
    out = b.op("tanh", b.op("add", b.op("mul", w, x), bias))
    b.op("pow", b.op("sub", out, y), param=2.0)
    return b.graph(single=single), x, y, out


def descent(width: int = 5, mean: bool = False, held: bool = False, single: bool = False) -> Descent:
    graph, x, y, out = neuron(single)
    columns = {x: X, y: Y}
    judge = Judge(out, y, 0.0, 0.0)
    return Descent(Tape(graph), Start(), columns, width, mean, columns if held else {}, judge)


def torch_steps(order: list[list[int]], rate: float, kind: int, zero_grad: bool, mean: bool, single: bool) -> Any:
    """Losses, parameters and gradients as PyTorch has them."""
    torch = pytest.importorskip("torch")
    dtype = torch.float32 if single else torch.float64
    w, b = (torch.tensor(number, dtype=dtype, requires_grad=True) for number in (0.3, -0.2))
    momentum, beta1, beta2, epsilon, decay = NUMBERS.tolist()
    optimizer = {
        SGD: lambda: torch.optim.SGD([w, b], rate),
        MOMENTUM: lambda: torch.optim.SGD([w, b], rate, momentum=momentum),
        ADAM: lambda: torch.optim.Adam([w, b], rate, (beta1, beta2), epsilon),
        ADAMW: lambda: torch.optim.AdamW([w, b], rate, (beta1, beta2), epsilon, decay),
    }[kind]()
    losses = []
    for rows in order:
        x, y = torch.tensor(X[rows], dtype=dtype), torch.tensor(Y[rows], dtype=dtype)
        each = (torch.tanh(w * x + b) - y) ** 2
        loss = each.mean() if mean else each.sum()
        if zero_grad:
            optimizer.zero_grad()
        loss.backward()
        losses.append(loss.item())
        optimizer.step()
    return losses, [w.item(), b.item()], [w.grad.item(), b.grad.item()]


@pytest.mark.parametrize("single", [False, True], ids=["float64", "float32"])
@pytest.mark.parametrize("mean", [False, True], ids=["sum", "mean"])
@pytest.mark.parametrize("zero_grad", [True, False], ids=["zeroed", "forgotten"])
@pytest.mark.parametrize("kind", [SGD, MOMENTUM, ADAM, ADAMW], ids=["sgd", "momentum", "adam", "adamw"])
def test_every_optimizer_goes_where_the_one_of_pytorch_goes(
    kind: int, zero_grad: bool, mean: bool, single: bool
) -> None:
    down = descent(mean=mean, single=single)
    look = np.zeros(30, np.bool_)
    way = down.advance(np.full(30, 0.05), ALL, kind, NUMBERS, zero_grad, look)
    losses, numbers, gradients = torch_steps([[0, 1, 2, 3, 4]] * 30, 0.05, kind, zero_grad, mean, single)
    close = 1e-4 if single else 1e-11
    assert way.ended == FINE
    assert way.losses.tolist() == pytest.approx(losses, rel=close)
    assert down.numbers.tolist() == pytest.approx(numbers, rel=close)
    assert down.gradients.tolist() == pytest.approx(gradients, rel=close * 10, abs=close)


@pytest.mark.parametrize("mean", [False, True], ids=["sum", "mean"])
def test_small_batches_are_those_that_the_order_names_the_last_one_shorter(mean: bool) -> None:
    order = [[3, 1], [0, 4], [2, -1], [1, 0]]
    down = descent(width=2, mean=mean)
    way = down.advance(np.full(4, 0.1), np.array(order), SGD, NUMBERS, True, np.zeros(4, np.bool_))
    named = [[row for row in rows if row >= 0] for rows in order]
    losses, numbers, _ = torch_steps(named, 0.1, SGD, True, mean, False)
    assert way.losses.tolist() == pytest.approx(losses, rel=1e-12)
    assert down.numbers.tolist() == pytest.approx(numbers, rel=1e-12)


def test_steps_taken_in_pieces_are_the_same_steps() -> None:
    whole, pieces = descent(), descent()
    way = whole.advance(np.full(12, 0.1), ALL, ADAM, NUMBERS, True, np.zeros(12, np.bool_))
    losses = []
    for count in (1, 4, 7):
        part = pieces.advance(np.full(count, 0.1), ALL, ADAM, NUMBERS, True, np.zeros(count, np.bool_))
        losses += part.losses.tolist()
    assert losses == way.losses.tolist()
    assert pieces.numbers.tolist() == whole.numbers.tolist()


def test_right_answers_are_counted_and_held_out_examples_looked_at_when_asked() -> None:
    down = descent(held=True)
    way = down.advance(np.full(3, 0.1), ALL, SGD, NUMBERS, True, np.array([True, False, True]))
    right = int(((np.tanh(0.3 * X - 0.2) > 0) == (Y > 0)).sum())
    assert way.right[0] == way.held_right[0] == right
    assert way.held_losses[[0, 2]].tolist() == pytest.approx(way.losses[[0, 2]].tolist(), rel=1e-14)
    assert math.isnan(way.held_losses[1])


def line(rate: float, steps: int, start: float = 1.0) -> tuple[Descent, int, list[float]]:
    """Steps down w ** 4, which leave every bound when the rate is too large."""
    b = GraphBuilder()
    w = b.leaf(start, "w")
    b.op("pow", w, param=4.0)
    down = Descent(Tape(b.graph()), Start(), {}, 1, False, {})
    way = down.advance(np.full(steps, rate), np.zeros((0, 1), np.int64), SGD, NUMBERS, True, np.zeros(steps, np.bool_))
    return down, way.ended, way.losses.tolist()


def test_a_loss_that_is_no_number_takes_the_step_before_it_back() -> None:
    b = GraphBuilder()
    w = b.leaf(1.0, "w")
    b.op("exp", b.op("mul", w, w))
    down = Descent(Tape(b.graph()), Start(), {}, 1, False, {})
    way = down.advance(
        np.full(9, -5.0), np.zeros((0, 1), np.int64), SGD, NUMBERS, True, np.zeros(9, np.bool_)
    )  # uphill: 1, then 1 + 10 e, whose loss is infinite
    assert way.ended == LOSS_NOT_FINITE
    assert (down.steps, down.numbers.tolist(), len(way.losses)) == (0, [1.0], 0)


def test_a_step_that_would_be_infinite_is_not_made() -> None:
    down, ended, losses = line(1e306, 9, 10.0)
    assert ended == STEP_NOT_FINITE
    assert (down.steps, down.numbers.tolist(), losses) == (0, [10.0], [])


def test_what_came_before_the_step_that_failed_stays() -> None:
    down, ended, losses = line(0.6, 30)
    assert ended != FINE
    assert down.steps == len(losses) > 1
    assert all(math.isfinite(loss) for loss in losses)
    assert math.isfinite(float(down.numbers[0]) ** 4)


def test_a_descent_that_is_restored_goes_on_as_it_did() -> None:
    one, other = descent(), descent()
    one.advance(np.full(5, 0.1), ALL, ADAM, NUMBERS, False, np.zeros(5, np.bool_))
    other.restore(one.steps, one.age, one.numbers, one.gradients, one.changes, one.first, one.second)
    assert other.changes == pytest.approx(one.changes, rel=1e-12)
    ways = [each.advance(np.full(5, 0.1), ALL, ADAM, NUMBERS, False, np.zeros(5, np.bool_)) for each in (one, other)]
    assert ways[0].losses.tolist() == ways[1].losses.tolist()
    assert one.numbers.tolist() == other.numbers.tolist()
