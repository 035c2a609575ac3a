from __future__ import annotations

import json

import numpy as np
import pytest

from app.engine.ops import OP_CODE, OPS
from app.engine.tape import Tape
from tests.engine.golden import FILE, answer, one
from tests.engine.oracles import HAS_TORCH, same

GOLDEN = {name: lines for name, lines in json.loads(FILE.read_text(encoding="utf-8")).items() if name in OP_CODE}


@pytest.mark.parametrize("name", GOLDEN)
def test_special_values_are_what_pytorch_said(name: str) -> None:
    for line in GOLDEN[name]:
        inputs, (k,), (upstream,), value, gradients = numbers(line)
        data, grad = Tape(one(OPS[OP_CODE[name]], inputs, k, upstream)).gradients()
        count = len(inputs)
        assert same(data[count : count + 1], np.array(value), 1e-12 * np.abs(value)), line
        assert same(grad[:count], np.array(gradients), 1e-12 * np.abs(gradients)), line


@pytest.mark.skipif(not HAS_TORCH, reason="PyTorch is not installed")
@pytest.mark.parametrize("name", GOLDEN)
def test_pytorch_still_says_the_same(name: str) -> None:
    for line in GOLDEN[name]:
        inputs, (k,), (upstream,), *then = numbers(line)
        for ours, theirs in zip(answer(OPS[OP_CODE[name]], inputs, k, upstream), then, strict=True):
            assert same(np.array(ours), np.array(theirs), 1e-14 * np.abs(theirs)), line


def numbers(line: str) -> list[list[float]]:
    return [[float(x) for x in part.split()] for part in line.split(" | ")]
