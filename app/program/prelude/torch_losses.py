"""Losses, as `torch.nn.functional` has them."""

from __future__ import annotations

from typing import Any

from app.program.prelude.reductions import mean_along, stacked, sum_along
from app.program.prelude.tensor import Tensor
from app.program.prelude.torch_functions import log_softmax, square


def reduced(losses: Tensor, reduction: str) -> Any:
    if reduction == "none":
        return losses
    return sum_along(losses) if reduction == "sum" else mean_along(losses)


def mse_loss(input: Tensor, target: Tensor, reduction: str = "mean") -> Any:
    return reduced(square(input - target), reduction)


def l1_loss(input: Tensor, target: Tensor, reduction: str = "mean") -> Any:
    return reduced((input - target).abs(), reduction)


def bce_loss(input: Tensor, target: Tensor, reduction: str = "mean") -> Any:
    return reduced(-(target * input.log() + (1 - target) * (1 - input).log()), reduction)


def bce_with_logits(input: Tensor, target: Tensor, reduction: str = "mean") -> Any:
    return bce_loss(input.sigmoid(), target, reduction)


def cross_entropy(input: Tensor, target: Tensor, reduction: str = "mean") -> Any:
    logs = log_softmax(input)
    if input.ndim < 2:
        return -logs[target]
    return reduced(-stacked([logs[i, int(target[i])] for i in range(logs.shape[0])]), reduction)
