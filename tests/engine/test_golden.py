from __future__ import annotations

import json

import numpy as np
import pytest

from app.engine.ops import OPS, Op
from app.engine.tape import Tape
from tests.engine.golden import FILE, ask, cases, one
from tests.engine.oracles import HAS_TORCH, same

GOLDEN = json.loads(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("op", [op for op in OPS if op.arity], ids=lambda op: op.name)
def test_special_values_are_what_pytorch_said(op: Op) -> None:
    lines = GOLDEN[op.name]
    assert len(lines) == len(list(cases(op))), "run `python -m tests.engine.golden` where PyTorch is installed"
    for line in lines:
        inputs, (k,), (upstream,), value, gradients = ([float(x) for x in part.split()] for part in line.split(" | "))
        data, grad = Tape(one(op, inputs, k, upstream)).gradients()
        count = len(inputs)
        assert same(data[count : count + 1], np.array(value), 1e-12 * np.abs(value)), line
        assert same(grad[:count], np.array(gradients), 1e-12 * np.abs(gradients)), line


@pytest.mark.skipif(not HAS_TORCH, reason="PyTorch is not installed")
def test_pytorch_still_says_the_same() -> None:
    for name, lines in ask().items():
        for now, then in zip(lines, GOLDEN[name], strict=True):
            ours, theirs = (np.array([float(x) for x in line.replace("|", " ").split()]) for line in (now, then))
            assert same(ours, theirs, 1e-14 * np.abs(theirs)), now
