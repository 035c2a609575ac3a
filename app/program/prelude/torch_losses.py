"""Losses, as `torch.nn.functional` has them."""

from __future__ import annotations

from typing import Any

from app.program.prelude.elements import is_floating
from app.program.prelude.reductions import mean_along, stacked, sum_along
from app.program.prelude.tensor import Tensor
from app.program.prelude.tensor_text import compared
from app.program.prelude.torch_functions import log_softmax, square
from app.program.prelude.torch_orders import picked_where


def reduced(losses: Tensor, reduction: str) -> Any:
    if reduction == "none":
        return losses
    return sum_along(losses) if reduction == "sum" else mean_along(losses)


def chosen_reduction(size_average: Any, reduction: str) -> str:
    """`size_average` is how old programs say it."""
    if isinstance(size_average, str):
        return size_average
    return "sum" if size_average is False else reduction


def mse_loss(
    input: Tensor, target: Tensor, size_average: Any = None, reduce: Any = None, reduction: str = "mean"
) -> Any:
    return reduced(square(input - target), chosen_reduction(size_average, reduction))


def l1_loss(
    input: Tensor, target: Tensor, size_average: Any = None, reduce: Any = None, reduction: str = "mean"
) -> Any:
    return reduced((input - target).abs(), chosen_reduction(size_average, reduction))


def bce_loss(
    input: Tensor, target: Tensor, size_average: Any = None, reduce: Any = None, reduction: str = "mean"
) -> Any:
    losses = -(target * input.log() + (1 - target) * (1 - input).log())
    return reduced(losses, chosen_reduction(size_average, reduction))


def bce_with_logits(input: Tensor, target: Tensor, reduction: str = "mean") -> Any:
    return bce_loss(input.sigmoid(), target, reduction=reduction)


def smooth_l1(input: Tensor, target: Tensor, reduction: str = "mean", beta: float = 1.0) -> Any:
    gap = (input - target).abs()
    return reduced(picked_where(compared(gap, "<", beta), square(gap) * (0.5 / beta), gap - 0.5 * beta), reduction)


def huber(input: Tensor, target: Tensor, reduction: str = "mean", delta: float = 1.0) -> Any:
    gap = (input - target).abs()
    return reduced(picked_where(compared(gap, "<=", delta), square(gap) * 0.5, (gap - 0.5 * delta) * delta), reduction)


def nll_loss(input: Tensor, target: Tensor, reduction: str = "mean") -> Any:
    """Minus the log-probability of the class that is right."""
    if input.ndim < 2:
        return -input[int(target)]
    return reduced(-stacked([input[i, int(target[i])] for i in range(input.shape[0])]), reduction)


def cross_entropy(input: Tensor, target: Tensor, reduction: str = "mean") -> Any:
    logs = log_softmax(input)
    if is_floating(target):
        return reduced(-sum_along(logs * target, -1), reduction)
    return nll_loss(logs, target, reduction)
