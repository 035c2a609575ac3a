"""A right class is never accused, however it is written; a wrong one is told its mistake by the right name."""

from __future__ import annotations

import numpy as np
import pytest

from app.program.sandbox import Sandbox
from tests.program import own_methods, own_right
from tests.program.own_wrong import WRONG

RIGHT = own_right.RIGHT | own_methods.RIGHT


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_class_is_never_accused(sandbox: Sandbox, name: str) -> None:
    recording = sandbox.record(RIGHT[name])
    assert recording.own is not None
    assert recording.own.mistakes == ()
    assert not recording.own.wrong.any()
    assert np.isfinite(recording.own.grad).any()


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_named(sandbox: Sandbox, name: str) -> None:
    kind, program = WRONG[name]
    recording = sandbox.record(program)
    assert recording.own is not None
    (mistake,) = recording.own.mistakes
    assert mistake.kind == kind
    assert 0 < mistake.line <= program.count("\n")
    assert recording.own.wrong.any()
    assert recording.own.wrong[:, mistake.nodes[0]].any()
