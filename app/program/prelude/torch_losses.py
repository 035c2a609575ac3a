"""Losses, as `torch.nn.functional` has them."""

from __future__ import annotations

from typing import Any

from app.program.prelude.elements import is_floating
from app.program.prelude.reductions import mean_along, stacked, sum_along
from app.program.prelude.tensor import Tensor
from app.program.prelude.tensor_text import compared
from app.program.prelude.torch_functions import log_softmax, square
from app.program.prelude.torch_orders import picked_where


def reduced(losses: Tensor, reduction: str, size_average: Any = None) -> Any:
    """One number of many; `size_average` is how old programs say it."""
    if reduction == "none":
        return losses
    return sum_along(losses) if reduction == "sum" or size_average is False else mean_along(losses)


def by_elements(loss: Any) -> Any:
    """A loss of `loss(input, target)`, element by element."""

    def function(
        input: Tensor, target: Tensor, size_average: Any = None, reduce: Any = None, reduction: str = "mean"
    ) -> Any:
        if isinstance(size_average, str):
            reduction, size_average = size_average, None
        return reduced(loss(input, target), reduction, size_average)

    return function


def smooth_l1(input: Tensor, target: Tensor, reduction: str = "mean", beta: float = 1.0) -> Any:
    gap = (input - target).abs()
    return reduced(picked_where(compared(gap, "<", beta), square(gap) * (0.5 / beta), gap - 0.5 * beta), reduction)


def huber(input: Tensor, target: Tensor, reduction: str = "mean", delta: float = 1.0) -> Any:
    gap = (input - target).abs()
    return reduced(picked_where(compared(gap, "<=", delta), square(gap) * 0.5, (gap - 0.5 * delta) * delta), reduction)


def bce(input: Tensor, target: Tensor) -> Any:
    return -(target * input.log() + (1 - target) * (1 - input).log())


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


mse_loss = by_elements(lambda input, target: square(input - target))
l1_loss = by_elements(lambda input, target: (input - target).abs())
bce_loss = by_elements(bce)
bce_with_logits = by_elements(lambda input, target: bce(input.sigmoid(), target))
