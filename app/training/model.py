"""The lines of a program that a form stands for: a model, and a loss spelled exactly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from app.training.choices import Training

Loss = Literal["sum_of_squares", "mean_of_squares", "max_margin", "binary_cross_entropy"]
Activation = Literal["tanh", "relu", "sigmoid", "leaky_relu", "elu", "gelu", "silu", "softplus", "sin", "linear"]
SPELLED: dict[Loss, str] = {
    "sum_of_squares": "({o} - {y})**2",
    "mean_of_squares": "({o} - {y})**2",
    "max_margin": "(1 + -{y}*{o}).relu()",
    "binary_cross_entropy": "{o}.softplus() - {y}*{o}",
}
NUMBERED: frozenset[Loss] = frozenset({"max_margin", "binary_cross_entropy"})  # their output is any number


def lines(
    columns: Sequence[str], target: str, layers: Sequence[int], activation: Activation, loss: Loss, l2: float = 0.0
) -> str:
    """A program for one example: sum and mean of squares (o - y)²; max-margin max(0, 1 - y o) with y -1 or 1, as in
    micrograd's demo; binary cross-entropy of a logit o with y 0 or 1, log(1 + exp(o)) - y o, which is
    -y log s(o) - (1 - y) log(1 - s(o)). `l2` adds so much of the sum of the squares of all parameters, by a function
    of its own, which the graph shows as one group."""
    inputs = [name for name in columns if name != target]
    options = "" if activation == "tanh" and loss not in NUMBERED else f', activation="{activation}"'
    if loss in NUMBERED and activation in ("tanh", "sigmoid"):
        options += ', output="linear"'
    model, o, total, penalty, p = (_free(name, set(columns)) for name in ("model", "o", "loss", "l2", "p"))
    decay = f"def {penalty}():\n    return {l2!r}*sum({p}*{p} for {p} in {model}.parameters())\n" if l2 else ""
    return (
        f"{model} = MLP({len(inputs)}, [{', '.join(map(str, layers))}]{options})\n"
        f"{o} = {model}([{', '.join(inputs)}])\n"
        f"{decay}"
        f"{total} = {SPELLED[loss].format(o=o, y=target)}{f' + {penalty}()' if l2 else ''}\n"
    )


def choices(training: Training, loss: Loss) -> Training:
    """With the reduction and the numbers of the classes that belong to a loss."""
    reduction = "sum" if loss == "sum_of_squares" else "mean"
    data = training.data.model_copy(update={"negative": 0 if loss == "binary_cross_entropy" else -1})
    return training.model_copy(update={"reduction": reduction, "data": data, "prediction": ""})


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "_"
    return name
