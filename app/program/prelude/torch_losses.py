"""Losses, as `torch.nn.functional` has them."""

from __future__ import annotations

from typing import Any

from app.program.prelude.elements import is_floating, values
from app.program.prelude.reductions import mean_along, stacked, sum_along
from app.program.prelude.tensor import Tensor
from app.program.prelude.tensor_text import compared
from app.program.prelude.torch_functions import FUNCTIONS, square
from app.program.prelude.torch_making import made_tensor
from app.program.prelude.torch_orders import picked_where
from app.program.prelude.torch_softmax import log_softmax


def reduced(losses: Tensor, reduction: str, name: str = "") -> Any:
    """One number of many; `name` is what PyTorch calls the whole in its text."""
    if reduction != "none":
        losses = sum_along(losses) if reduction == "sum" else mean_along(losses)
    losses._operation = name or losses._operation
    return losses


def chosen_reduction(size_average: Any, reduction: str) -> str:
    """`size_average` is how old programs say it."""
    if isinstance(size_average, str):
        return size_average
    return "sum" if size_average is False else reduction


def mse_loss(
    input: Tensor, target: Tensor, size_average: Any = None, reduce: Any = None, reduction: str = "mean"
) -> Any:
    return reduced(square(input - target), chosen_reduction(size_average, reduction), "mse_loss")


def l1_loss(
    input: Tensor, target: Tensor, size_average: Any = None, reduce: Any = None, reduction: str = "mean"
) -> Any:
    return reduced((input - target).abs(), chosen_reduction(size_average, reduction))


def bce_loss(
    input: Tensor, target: Tensor, size_average: Any = None, reduce: Any = None, reduction: str = "mean"
) -> Any:
    if all(0.0 < number < 1.0 for number in values(input)):
        losses = -(target * input.log() + (1 - target) * (1 - input).log())
    else:
        pairs = zip(input.reshape(-1), target.reshape(-1), strict=True)
        losses = stacked([bounded_entropy(*pair) for pair in pairs]).reshape(input.shape)
    return reduced(losses, chosen_reduction(size_average, reduction), "binary_cross_entropy")


def bounded_entropy(p: Tensor, target: Tensor) -> Any:
    """Of one number; a logarithm of 0 counts as -100, and nothing flows back through it."""
    number, wanted = p.item(), target.item()
    if 0.0 < number < 1.0:
        return -(target * p.log() + (1 - target) * (1 - p).log())
    return made_tensor([100.0 * (wanted if number <= 0.0 else 1.0 - wanted)], (), p._dtype)


def bce_with_logits(input: Tensor, target: Tensor, reduction: str = "mean") -> Any:
    """log(1 + eˣ) - x·target, which no large x upsets."""
    return reduced(FUNCTIONS["softplus"](input) - input * target, reduction, "binary_cross_entropy_with_logits")


def smooth_l1(input: Tensor, target: Tensor, reduction: str = "mean", beta: float = 1.0) -> Any:
    gap = (input - target).abs()
    return reduced(
        picked_where(compared(gap, "<", beta), square(gap) * (0.5 / beta), gap - 0.5 * beta),
        reduction,
        "smooth_l1_loss",
    )


def huber(input: Tensor, target: Tensor, reduction: str = "mean", delta: float = 1.0) -> Any:
    gap = (input - target).abs()
    return reduced(
        picked_where(compared(gap, "<=", delta), square(gap) * 0.5, (gap - 0.5 * delta) * delta),
        reduction,
        "huber_loss",
    )


def nll_loss(input: Tensor, target: Tensor, reduction: str = "mean") -> Any:
    """Minus the log-probability of the class that is right."""
    if input.ndim < 2:
        return -input[int(target)]
    return reduced(-stacked([input[i, int(target[i])] for i in range(input.shape[0])]), reduction, "nll_loss")


def cross_entropy(input: Tensor, target: Tensor, reduction: str = "mean") -> Any:
    logs = log_softmax(input)
    if is_floating(target):
        return reduced(-sum_along(logs * target, -1), reduction)
    return nll_loss(logs, target, reduction)
