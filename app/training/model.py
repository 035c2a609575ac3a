"""The lines of a program that a form stands for: a model, and a loss spelled exactly."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from app.training.choices import Training
from app.training.datasets import Table

Loss = Literal["sum_of_squares", "mean_of_squares", "max_margin", "binary_cross_entropy"]
Activation = Literal["tanh", "relu", "sigmoid", "leaky_relu", "elu", "gelu", "silu", "softplus", "sin", "linear"]
SPELLED: dict[Loss, str] = {
    "sum_of_squares": "({o} - {y})**2",
    "mean_of_squares": "({o} - {y})**2",
    "max_margin": "(1 + -{y}*{o}).relu()",
    "binary_cross_entropy": "{o}.softplus() - {y}*{o}",
}
NUMBERED: frozenset[Loss] = frozenset({"max_margin", "binary_cross_entropy"})  # their output is any number
FAR = 10.0  # numbers that reach beyond are too large for neurons that begin with weights of about one


@dataclass(frozen=True, slots=True)
class Suited:
    """What a program minds of the numbers in its columns: those that are far from one have a middle and a spread, and
    an answer of more than two values is not squashed."""

    scales: Mapping[str, tuple[str, str]]  # as they are written
    is_number: bool  # the answer

    @classmethod
    def to(cls, table: Table, target: str) -> Suited:
        columns = dict(zip(table.columns, table.rows.T, strict=True))
        far = {name: each for name, each in columns.items() if np.abs(each).max() > FAR and each.std() > 0}
        scales = {name: _scale(float(each.mean()), float(each.std())) for name, each in far.items()}
        return cls(scales, len(set(columns[target].tolist())) > 2)


NEAR = Suited({}, is_number=False)


def lines(
    columns: Sequence[str],
    target: str,
    layers: Sequence[int],
    activation: Activation,
    loss: Loss,
    l2: float = 0.0,
    suited: Suited = NEAR,
) -> str:
    """A program for one example: sum and mean of squares (o - y)²; max-margin max(0, 1 - y o) with y -1 or 1, as in
    micrograd's demo; binary cross-entropy of a logit o with y 0 or 1, log(1 + exp(o)) - y o, which is
    -y log s(o) - (1 - y) log(1 - s(o)). `l2` adds so much of the sum of the squares of all parameters, by a function
    of its own, which the graph shows as one group. Columns with a scale are brought near to one, and squares are those
    of the error in spreads of the target."""
    inputs = [name for name in columns if name != target]
    options = "" if activation == "tanh" and loss not in NUMBERED else f', activation="{activation}"'
    if (loss in NUMBERED or suited.is_number) and activation in ("tanh", "sigmoid"):
        options += ', output="linear"'
    model, o, total, penalty, p = (_free(name, set(columns)) for name in ("model", "o", "loss", "l2", "p"))
    decay = f"def {penalty}():\n    return {l2!r}*sum({p}*{p} for {p} in {model}.parameters())\n" if l2 else ""
    answer = f"{model}([{', '.join(_near(name, suited) for name in inputs)}])"
    spelled = SPELLED[loss].format(o=o, y=target)
    if loss not in NUMBERED and target in suited.scales:
        middle, spread = suited.scales[target]
        answer, spelled = f"{middle} + {spread}*{answer}", SPELLED[loss].format(o=f"({o}", y=f"{target})/{spread}")
    return (
        f"{model} = MLP({len(inputs)}, [{', '.join(map(str, layers))}]{options})\n"
        f"{o} = {answer}\n"
        f"{decay}"
        f"{total} = {spelled}{f' + {penalty}()' if l2 else ''}\n"
    )


def choices(training: Training, loss: Loss) -> Training:
    """With the reduction and the numbers of the classes that belong to a loss."""
    reduction = "sum" if loss == "sum_of_squares" else "mean"
    data = training.data.model_copy(update={"negative": 0 if loss == "binary_cross_entropy" else -1})
    return training.model_copy(update={"reduction": reduction, "data": data, "prediction": ""})


def _scale(middle: float, spread: float) -> tuple[str, str]:
    """Both to two digits of the spread, as they are written by hand."""
    digits = 1 - math.floor(math.log10(spread))
    return _plain(round(middle, digits)), _plain(round(spread, digits))


def _plain(number: float) -> str:
    return np.format_float_positional(number, trim="-")


def _near(name: str, suited: Suited) -> str:
    if name not in suited.scales:
        return name
    middle, spread = suited.scales[name]
    return f"({name} {'+' if middle.startswith('-') else '-'} {middle.removeprefix('-')})/{spread}"


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "_"
    return name
