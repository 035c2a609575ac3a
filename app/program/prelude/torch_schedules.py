"""`torch.optim.lr_scheduler`: learning rates that change with each step."""

from __future__ import annotations

import math
from typing import Any


class Schedule:
    """A learning rate as a function of how many steps there were; `factor` says by what the first one is multiplied."""

    def __init__(self, optimizer: Any, factor: Any) -> None:
        self.optimizer, self.factor = optimizer, factor
        self.first = [group["lr"] for group in optimizer.param_groups]
        self.last_epoch = -1
        self.step()

    def step(self, *metrics: Any) -> None:
        self.last_epoch += 1
        for group, first in zip(self.optimizer.param_groups, self.first, strict=True):
            group["lr"] = first * self.factor(self.last_epoch)

    def get_last_lr(self) -> list[float]:
        return [group["lr"] for group in self.optimizer.param_groups]

    def get_lr(self) -> list[float]:
        return self.get_last_lr()


def by_steps(optimizer: Any, step_size: int, gamma: float = 0.1, last_epoch: int = -1) -> Schedule:
    """StepLR"""
    return Schedule(optimizer, lambda epoch: gamma ** (epoch // step_size))


def by_milestones(optimizer: Any, milestones: list[int], gamma: float = 0.1, last_epoch: int = -1) -> Schedule:
    """MultiStepLR"""
    return Schedule(optimizer, lambda epoch: gamma ** len([each for each in milestones if each <= epoch]))


def exponential(optimizer: Any, gamma: float, last_epoch: int = -1) -> Schedule:
    """ExponentialLR"""
    return Schedule(optimizer, lambda epoch: gamma**epoch)


def by_function(optimizer: Any, lr_lambda: Any, last_epoch: int = -1) -> Schedule:
    """LambdaLR"""
    return Schedule(optimizer, lr_lambda)


def linear(
    optimizer: Any, start_factor: float = 1.0 / 3, end_factor: float = 1.0, total_iters: int = 5, last_epoch: int = -1
) -> Schedule:
    """LinearLR"""
    gap = end_factor - start_factor
    return Schedule(optimizer, lambda epoch: start_factor + gap * min([epoch, total_iters]) / total_iters)


def cosine(optimizer: Any, T_max: int, eta_min: float = 0.0, last_epoch: int = -1) -> Schedule:
    """CosineAnnealingLR"""
    base = optimizer.param_groups[0]["lr"]
    low = eta_min / base if base else 0.0
    return Schedule(optimizer, lambda epoch: low + (1 - low) * (1 + math.cos(math.pi * epoch / T_max)) / 2)


SCHEDULES: dict[str, Any] = {
    "StepLR": by_steps,
    "MultiStepLR": by_milestones,
    "ExponentialLR": exponential,
    "LambdaLR": by_function,
    "LinearLR": linear,
    "CosineAnnealingLR": cosine,
}
