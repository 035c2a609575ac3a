"""Optimizers and schedules as the compiled loop takes them; the steps themselves are in engine/descent.py."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.engine.descent import ADAM, ADAMW, MOMENTUM, SGD
from app.engine.steps import PLAIN, Rule, Update
from app.training.choices import Optimizer, OptimizerKind, Schedule, Training

CODES: dict[OptimizerKind, int] = {"sgd": SGD, "momentum": MOMENTUM, "adam": ADAM, "adamw": ADAMW}
STATES: dict[OptimizerKind, tuple[str, ...]] = {
    "sgd": (),
    "momentum": ("velocity",),
    "adam": ("first", "second"),
    "adamw": ("first", "second"),
}


KINDS: dict[int, OptimizerKind] = {code: kind for kind, code in CODES.items()}


def rule_of(optimizer: Optimizer) -> Rule:
    """An optimizer as the engine takes it."""
    return PLAIN if optimizer.kind == "sgd" else Rule(CODES[optimizer.kind], *numbers_of(optimizer).tolist())


def optimizer_of(rule: Rule) -> Optimizer:
    """And back."""
    if rule == PLAIN:
        return Optimizer()
    numbers = ("momentum", "beta1", "beta2", "epsilon", "weight_decay")
    return Optimizer(kind=KINDS[rule.kind], **{name: getattr(rule, name) for name in numbers})


def update_of(training: Training, rate: float, epoch: int) -> Update:
    """The update that the choices make in an epoch; `rate` is the one that a schedule begins with."""
    schedule = training.schedule
    now = rate if schedule.kind == "constant" else float(rates_of(schedule, rate, np.array([epoch]))[0])
    return Update(now, rule_of(training.optimizer))


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
