from __future__ import annotations

from itertools import islice

import pytest

from tests.web.demo import FORM, SCHEDULE, micrograd_demo
from tests.web.learner import Learner


def test_the_demo_goes_the_way_that_micrograd_itself_goes_from_the_same_numbers(ann: Learner) -> None:
    pytest.importorskip("micrograd")
    session = ann.begin()
    session.put("/training", data={"kind": "moons", "size": 12, "seed": 1337}, schedule=SCHEDULE, learning_rate=1.0)
    session.post("/training/model", **FORM)
    begun, rows = session.get("/run/parameters")["data"], session.get("/training/data")["rows"]
    steps = list(islice(micrograd_demo(rows, begun), 7))
    session.post("/run/step", epochs=6)
    expected = [loss for loss, _, _ in steps]
    assert session.get("/run/losses")["train"] == pytest.approx(expected[:6], rel=1e-9)
    assert expected[5] != pytest.approx(expected[0], rel=0.1)
    numbers = [parameter.data for parameter in steps[6][2].parameters()]
    assert session.get("/run/parameters")["data"] == pytest.approx(numbers, rel=1e-9, abs=1e-12)
