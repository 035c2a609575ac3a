from __future__ import annotations

import random

import numpy as np
import pytest

from app.engine.builder import GraphBuilder
from app.engine.descent import Judge
from app.engine.steps import Start
from app.engine.tape import Tape
from app.training.binding import bind
from app.training.checkpoint import Unfit, pack, unpack
from app.training.choices import DataSet, Optimizer, Schedule, Training
from app.training.datasets import table_of
from app.training.trainer import MOST_SAMPLES, Trainer
from tests.training.programs import LECTURE, Ticks, lecture, plane, train

MOONS = Training(data=DataSet(kind="moons", seed=1), held_out=0.2, reduction="mean", batch=16)


def by_hand(epochs: int, rate: float) -> list[float]:
    """The lecture's loop with numpy."""
    random.seed(0)
    layers = []
    for a, c in ((3, 4), (4, 4), (4, 1)):
        rows = [[random.uniform(-1, 1) for _ in range(a + 1)] for _ in range(c)]
        layers.append(np.array(rows))
    x = np.array([[2, 3, -1], [3, -1, 0.5], [0.5, 1, 1], [1, 1, -1]])
    y, losses = np.array([1.0, -1.0, -1.0, 1.0]), []
    for _ in range(epochs):
        signals = [x]
        for layer in layers:
            signals.append(np.tanh(signals[-1] @ layer[:, :-1].T + layer[:, -1]))
        error = signals[-1][:, 0] - y
        losses.append(float((error**2).sum()))
        slope = 2 * error[:, None]
        for k in (2, 1, 0):
            slope = slope * (1 - signals[k + 1] ** 2)
            step = np.column_stack([slope.T @ signals[k], slope.sum(axis=0)])
            slope = slope @ layers[k][:, :-1]
            layers[k] = layers[k] - rate * step
    return losses


def test_the_loop_of_the_lecture_gives_the_losses_of_the_lecture() -> None:
    losses = train(lecture(), 50)
    assert losses.tolist() == pytest.approx(by_hand(50, 0.05), rel=1e-12)
    assert losses[19] < 0.1


def test_a_run_in_slices_is_the_run_in_one_piece() -> None:
    whole, sliced = plane(MOONS), plane(MOONS)
    train(whole, 40)
    clock, rounds = Ticks(), 0
    while sliced.advance(40, 3e-4, clock):
        rounds += 1
    assert rounds > 5
    assert np.array_equal(sliced.curve.rows, whole.curve.rows, equal_nan=True)
    assert sliced.moment.numbers.tolist() == whole.moment.numbers.tolist()


def test_an_epoch_goes_through_every_example_once_in_an_order_of_its_own() -> None:
    trainer = plane(MOONS)
    assert (trainer.examples, trainer.held, trainer.epoch_steps) == (80, 20, 5)
    orders = [trainer._order(5 * epoch, 5).ravel() for epoch in range(3)]
    assert all(sorted(order.tolist()) == list(range(80)) for order in orders)
    assert orders[0].tolist() != orders[1].tolist()
    assert trainer._order(7, 6).tolist() == np.concatenate(orders).reshape(-1, 16)[7:13].tolist()


@pytest.mark.parametrize("reduction", ["sum", "mean"])
def test_the_loss_of_an_epoch_is_that_of_its_batches_whatever_their_size(reduction: str) -> None:
    """With a rate of 0 nothing moves, so small batches come to the loss of all examples."""
    chosen = MOONS.model_copy(update={"reduction": reduction, "batch": 24})
    small, whole = plane(chosen, 0.0), plane(chosen.model_copy(update={"batch": 0}), 0.0)
    assert train(small, 3).tolist() == pytest.approx(train(whole, 3).tolist(), rel=1e-12)
    assert small.curve.rows[:, 2:] == pytest.approx(whole.curve.rows[:, 2:], rel=1e-12)


def test_examples_that_are_held_out_change_nothing_and_are_judged() -> None:
    trainer = plane(MOONS.model_copy(update={"held_out": 0.5, "batch": 0}))
    train(trainer, 200)
    columns = trainer.curve.rows
    assert columns[-1, 2] < columns[0, 2]
    assert columns[-1, 3] >= 0.8
    assert columns[-1, 4] >= 0.8
    assert trainer.bound is not None
    assert isinstance(trainer.bound.judge, Judge)


def test_a_rate_that_is_too_large_stops_at_the_last_finite_step() -> None:
    chosen = Training(data=DataSet(kind="line", size=20, noise=0.0))
    b = GraphBuilder()
    w, x, y = b.leaf(0.0, "w"), b.leaf(0.0, "x", requires_grad=False), b.leaf(0.0, "y", requires_grad=False)
    b.op("pow", b.op("sub", b.op("mul", w, x), y), param=2.0)
    table = table_of(chosen.data)
    assert table is not None
    trainer = Trainer(Tape(b.graph()), Start(), bind(b.graph(), table, chosen), chosen, 5.0)
    assert not trainer.advance(None, np.inf, Ticks())
    assert "too large" in trainer.failed
    assert np.isfinite(trainer.moment.numbers).all()
    assert np.isfinite(trainer.curve.rows[:, 1]).all()
    assert len(trainer.curve.rows) == trainer.epoch > 10
    trainer.tune(chosen, 0.01)
    assert not trainer.advance(trainer.epoch + 5, np.inf, Ticks())
    assert trainer.failed == ""


def test_a_loss_that_is_not_finite_to_begin_with_is_no_fault_of_the_steps() -> None:
    rows = DataSet(kind="table", columns=("x1", "x2", "x3", "y"), rows=((1e308, 1e308, 1e308, 1e308), (1, 1, 1, 1)))
    trainer = lecture(training=LECTURE.model_copy(update={"data": rows}))
    assert not trainer.advance(10, np.inf, Ticks())
    assert "to begin with" in trainer.failed
    thrown = plane(Training(data=DataSet(kind="moons", size=20)), rate=1e300)
    assert not thrown.advance(10, np.inf, Ticks())
    assert "steps are too large" in thrown.failed


def test_the_rate_falls_as_the_schedule_says() -> None:
    falling = LECTURE.model_copy(update={"schedule": Schedule(kind="linear", end=0.0, epochs=10)})
    trainer = lecture(training=falling)
    train(trainer, 30)
    assert trainer.curve.rows[10:, 1].tolist() == [trainer.curve.rows[10, 1]] * 20


@pytest.mark.parametrize("kind", ["sgd", "adam"])
@pytest.mark.parametrize("slices", [0, 7])
def test_a_checkpoint_goes_on_as_if_nothing_had_happened(kind: str, slices: int) -> None:
    chosen = MOONS.model_copy(update={"optimizer": Optimizer(kind=kind)})
    trainer, clock = plane(chosen, 0.01), Ticks()
    for _ in range(slices):
        trainer.advance(None, 3e-4, clock)
    fresh = plane(chosen, 0.01)
    unpack(pack(trainer), fresh)
    for each in (trainer, fresh):
        train(each, 60)
    assert np.array_equal(fresh.curve.rows, trainer.curve.rows, equal_nan=True)
    assert fresh.moment.numbers.tolist() == trainer.moment.numbers.tolist()
    assert fresh.kept.items.keys() == trainer.kept.items.keys()
    assert fresh.samples == trainer.samples


def test_a_checkpoint_of_another_model_is_refused() -> None:
    content = pack(lecture())
    for broken in (content[:40], b"", b"{}\n", content.replace(b'"format":1', b'"format":9')):
        with pytest.raises(Unfit):
            unpack(broken, lecture())
    with pytest.raises(Unfit):
        unpack(content, plane(MOONS))


def test_a_long_run_keeps_few_epochs_and_can_go_back_to_each() -> None:
    trainer, other = lecture(), lecture()
    train(trainer, 1000)
    kept = list(trainer.kept.items)
    assert len(kept) <= MOST_SAMPLES
    assert kept[0] == 0
    assert 1000 - kept[-1] < 2 * (kept[1] - kept[0])
    place = kept[len(kept) // 2]
    train(other, place)
    assert trainer.kept.items[place].numbers.tolist() == other.moment.numbers.tolist()


def test_the_curve_of_a_very_long_run_is_thinned_not_cut() -> None:
    trainer = lecture(0.001)
    train(trainer, 10_000)
    epochs = trainer.curve.rows[:, 0]
    assert trainer.curve.stride == 4
    assert epochs.tolist() == list(range(0, 10_000, 4))


def test_a_long_run_that_goes_back_remembers_as_much_as_one_that_came_so_far() -> None:
    trainer, other = lecture(0.001), lecture(0.001)
    train(trainer, 10_000)
    trainer.rewind(0)
    train(trainer, 50)
    train(other, 50)
    assert trainer.curve.rows[:, :2].tolist() == other.curve.rows[:, :2].tolist()
    assert list(trainer.kept.items) == list(other.kept.items)
    assert list(trainer.samples.items) == list(other.samples.items)


def test_where_a_long_run_went_back_its_curve_goes_on_more_closely() -> None:
    trainer = lecture(0.001)
    train(trainer, 10_000)
    back = max(epoch for epoch in trainer.kept.items if epoch < 6000)
    trainer.rewind(back)
    train(trainer, back + 100)
    epochs = trainer.curve.rows[:, 0]
    assert epochs.tolist() == [*range(0, back, 4), *range(back, back + 100, 2)]
