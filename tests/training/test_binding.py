from __future__ import annotations

import numpy as np
import pytest

from app.engine.builder import GraphBuilder
from app.engine.graph import Graph
from app.training.binding import Bound, bind
from app.training.choices import DataSet, Training
from app.training.datasets import table_of


def bound(graph: Graph, negative: int = -1, **changes: object) -> Bound:
    chosen = Training.model_validate({"data": {"kind": "moons", "size": 20, "negative": negative}} | changes)
    table = table_of(chosen.data)
    assert table is not None
    return bind(graph, table, chosen)


class Program(GraphBuilder):
    """x1, x2 and y, a neuron of the two, and a loss of it."""

    def __init__(self) -> None:
        super().__init__()
        self.x1, self.x2, self.y = (self.leaf(0.0, name, requires_grad=False) for name in ("x1", "x2", "y"))
        total = self.op("mul", self.leaf(0.5, "w1"), self.x1)
        self.out = self.op("add", total, self.op("mul", self.leaf(-0.5, "w2"), self.x2), label="o")


def squares(b: Program, out: int) -> int:
    return b.op("pow", b.op("sub", out, b.y), param=2.0)


def margin(b: Program, out: int) -> int:
    return b.op("relu", b.op("sub", b.constant(1.0), b.op("mul", b.y, out)))


def logits(b: Program, out: int) -> int:
    return b.op("sub", b.op("softplus", out), b.op("mul", b.y, out))


def entropy(b: Program, out: int) -> int:
    one = b.constant(1.0)
    yes = b.op("mul", b.y, b.op("log", out))
    no = b.op("mul", b.op("sub", one, b.y), b.op("log", b.op("sub", one, out)))
    return b.op("neg", b.op("add", yes, no))


@pytest.mark.parametrize(
    ("loss", "negative", "threshold"),
    [(squares, -1, 0.0), (squares, 0, 0.5), (margin, -1, 0.0), (logits, 0, 0.0), (entropy, 0, 0.5)],
)
def test_the_answer_is_found_and_the_threshold_is_where_both_classes_cost_the_same(
    loss: object, negative: int, threshold: float
) -> None:
    b = Program()
    out = b.op("sigmoid", b.out, label="p") if loss is entropy else b.out
    loss(b, out)  # type: ignore[operator]
    found = bound(b.graph(), negative)
    assert found.prediction == out
    assert found.judge.threshold == pytest.approx(threshold, abs=1e-3)
    assert (found.judge.target, found.judge.swapped) == (b.y, False)


def test_a_score_that_is_low_for_the_second_class_is_judged_the_other_way_round() -> None:
    b = Program()
    b.op("relu", b.op("add", b.constant(1.0), b.op("mul", b.y, b.out)))
    assert bound(b.graph()).judge.swapped


def test_columns_bind_to_all_leaves_of_their_name_and_to_nothing_else() -> None:
    b = Program()
    again = b.leaf(0.0, "x1")
    squares(b, b.op("add", b.out, again))
    found = bound(b.graph())
    assert found.leaves == ((b.x1, again), (b.x2,), (b.y,))
    columns = found.columns(~found.held)
    assert columns[again].tolist() == columns[b.x1].tolist() == found.table.rows[:, 0].tolist()
    assert found.example(3) == {b.x1: found.table.rows[3, 0], again: found.table.rows[3, 0]} | {
        b.x2: found.table.rows[3, 1],
        b.y: found.table.rows[3, 2],
    }


def test_a_loss_that_meets_the_inputs_in_two_ways_has_no_one_answer() -> None:
    b = Program()
    b.op("add", squares(b, b.out), b.x1)
    assert bound(b.graph()).prediction is None
    b = Program()
    b.op("mul", b.op("sub", b.out, b.y), b.x1)
    assert bound(b.graph()).prediction is None


def test_the_learner_may_say_which_node_is_the_answer_and_which_column_the_target() -> None:
    b = Program()
    late = b.op("tanh", b.out, label="late")
    squares(b, late)
    assert bound(b.graph()).prediction == late
    assert bound(b.graph(), prediction="o").prediction == b.out
    assert bound(b.graph(), target="x2").target == 1


def test_targets_that_are_many_numbers_are_not_classes() -> None:
    b = Program()
    squares(b, b.out)
    chosen = Training(data=DataSet(kind="table", columns=("x1", "x2", "y"), rows=((1, 2, 3), (2, 3, 4), (3, 4, 5))))
    table = table_of(chosen.data)
    assert table is not None
    found = bind(b.graph(), table, chosen)
    assert found.prediction == b.out
    assert found.judge.prediction == -1


def test_a_program_that_uses_no_column_is_bound_to_nothing() -> None:
    b = GraphBuilder()
    b.op("pow", b.leaf(1.0, "w"), param=2.0)
    found = bound(b.graph())
    assert not found.is_used
    assert found.columns(~found.held) == {}
    assert np.array_equal(found.inputs, ())
