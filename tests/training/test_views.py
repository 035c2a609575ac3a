from __future__ import annotations

import numpy as np
import pytest

from app.engine.builder import GraphBuilder
from app.engine.tape import Tape
from app.training.binding import bind
from app.training.choices import DataSet, Training
from app.training.datasets import Table
from app.training.views import CURVE_POINTS, Answers
from tests.training.programs import lecture, plane

MOONS = Training(data=DataSet(kind="moons"))


def test_the_boundary_is_the_answer_at_each_place_of_the_plane() -> None:
    trainer = plane(MOONS)
    assert trainer.bound is not None
    numbers = trainer.moment.numbers
    seen = Answers(trainer.tape, trainer.bound, trainer.parameters).over_the_plane(numbers, 5)
    assert seen is not None
    assert (seen.columns, seen.values.shape) == (("x1", "x2"), (5, 5))
    assert seen.threshold == pytest.approx(0.0, abs=1e-3)
    x1, x2 = (trainer.bound.leaves[c][0] for c in trainer.bound.inputs)
    assert trainer.bound.prediction is not None
    for row, column in ((0, 0), (1, 3), (4, 2)):
        place = {x1: np.linspace(*seen.x, 5)[column], x2: np.linspace(*seen.y, 5)[row]}
        data = trainer.tape.data({**place, **dict(zip(trainer.parameters.tolist(), numbers.tolist(), strict=True))})
        trainer.tape.forward(data)
        assert seen.values[row, column] == pytest.approx(data[trainer.bound.prediction], rel=1e-12)
    table = trainer.bound.table.rows
    assert seen.x[0] < table[:, 0].min() < table[:, 0].max() < seen.x[1]


def test_one_input_gives_a_curve_and_three_give_neither() -> None:
    b = GraphBuilder()
    w, x, y = b.leaf(2.0, "w"), b.leaf(0.0, "x", requires_grad=False), b.leaf(0.0, "y", requires_grad=False)
    b.op("pow", b.op("sub", b.op("mul", w, x), y), param=2.0)
    table = Table(("x", "y"), np.array([[-1.0, 3.0], [1.0, 4.0], [2.0, 7.0]]))
    bound = bind(b.graph(), table, Training())
    answers = Answers(Tape(b.graph()), bound, np.array([w]))
    fitted = answers.along_the_line(np.array([2.0]))
    assert fitted is not None
    assert (fitted.column, len(fitted.x)) == ("x", CURVE_POINTS)
    assert fitted.y.tolist() == pytest.approx((2 * fitted.x).tolist(), rel=1e-15)
    assert answers.over_the_plane(np.array([2.0]), 4) is None
    three = lecture()
    assert three.bound is not None
    none = Answers(three.tape, three.bound, three.parameters)
    assert none.over_the_plane(three.moment.numbers, 4) is None
    assert none.along_the_line(three.moment.numbers) is None
