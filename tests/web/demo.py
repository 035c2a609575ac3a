"""micrograd's own demo (demo.ipynb), by micrograd itself: MLP(2, [16, 16, 1]), max-margin, L2, from given numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

STEPS = 100
SCHEDULE: dict[str, Any] = {"kind": "linear", "end": 0.1, "epochs": STEPS}  # 1.0 - 0.9 k / 100
FORM: dict[str, Any] = {"layers": [16, 16, 1], "activation": "relu", "loss": "max_margin", "l2": 1e-4, "seed": 1337}


def micrograd_demo(rows: Sequence[Sequence[float]], numbers: Sequence[float]) -> Iterator[tuple[float, float, Any]]:
    """After each forward of the loop its loss and accuracy; then the update. The model comes with them."""
    from micrograd.engine import Value
    from micrograd.nn import MLP

    model = MLP(2, [16, 16, 1])
    for parameter, number in zip(model.parameters(), numbers, strict=True):
        parameter.data = number
    for k in range(STEPS):
        scores = [model([Value(x) for x in row[:2]]) for row in rows]
        losses = [(1 + -row[2] * score).relu() for row, score in zip(rows, scores, strict=True)]
        data_loss = sum(losses) * (1.0 / len(losses))
        total = data_loss + 1e-4 * sum(p * p for p in model.parameters())
        right = [(row[2] > 0) == (score.data > 0) for row, score in zip(rows, scores, strict=True)]
        yield total.data, sum(right) / len(right), model
        model.zero_grad()
        total.backward()
        for parameter in model.parameters():
            parameter.data -= (1.0 - 0.9 * k / STEPS) * parameter.grad
