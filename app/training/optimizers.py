"""Optimizers and schedules as the compiled loop takes them; the steps themselves are in engine/descent.py."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.engine.descent import ADAM, ADAMW, MOMENTUM, SGD
from app.training.choices import Optimizer, OptimizerKind, Schedule

CODES: dict[OptimizerKind, int] = {"sgd": SGD, "momentum": MOMENTUM, "adam": ADAM, "adamw": ADAMW}
STATES: dict[OptimizerKind, tuple[str, ...]] = {
    "sgd": (),
    "momentum": ("velocity",),
    "adam": ("first", "second"),
    "adamw": ("first", "second"),
}


def numbers_of(optimizer: Optimizer) -> NDArray[np.float64]:
    """[5] momentum, beta1, beta2, epsilon, weight decay."""
    chosen = optimizer
    return np.array([chosen.momentum, chosen.beta1, chosen.beta2, chosen.epsilon, chosen.weight_decay])


def rates_of(schedule: Schedule, rate: float, epochs: NDArray[np.int64]) -> NDArray[np.float64]:
    """The learning rate in each of the epochs, which count from 0. `linear` falls from `rate` by the same amount in
    every epoch until `end` times the rate is left, and stays there: micrograd's demo is 1.0, end 0.1, 100 epochs."""
    if schedule.kind == "constant":
        return np.full(len(epochs), rate)
    done = np.minimum(epochs, schedule.epochs)
    rates: NDArray[np.float64] = rate * (1.0 - (1.0 - schedule.end) * done / schedule.epochs)
    return rates
