"""softmax and its like, which no large number upsets: where powers would leave what a float holds, the largest number
is taken off first, as PyTorch always does."""

from __future__ import annotations

import math
from typing import Any

from app.program.prelude.elements import of_one, values
from app.program.prelude.reductions import sum_along
from app.program.prelude.shapes import along, axis_of, count
from app.program.prelude.tensor import Tensor


def softmax(input: Tensor, dim: int = -1) -> Any:
    taken = largest_taken(input, dim)
    powers = of_one("exp", input if taken is None else input - taken)
    result = powers / sum_along(powers, dim, True)
    result._operation = "softmax"
    return result


def log_softmax(input: Tensor, dim: int = -1) -> Any:
    result = input - log_sum_exp(input, dim, True)
    result._operation = "log_softmax"
    return result


def log_sum_exp(input: Tensor, dim: Any = None, keepdim: bool = False) -> Any:
    taken = largest_taken(input, dim)
    result = of_one("log", sum_along(of_one("exp", input if taken is None else input - taken), dim, keepdim))
    if taken is not None:
        result = result + taken.reshape(taken._shape if keepdim else result._shape)
    result._operation = "logsumexp"
    return result


LARGE = 80.0  # whose power is near the end of what float32 holds


def largest_taken(input: Tensor, dim: Any) -> Any:
    """What to take off each line so that no power is too large or all too small; None where nothing has to be."""
    axis = None if dim is None else axis_of(dim, input._shape)
    lines = [list(range(count(input._shape)))] if axis is None else along(input._shape, axis)[0]
    numbers = values(input)
    tops = [max([numbers[place] for place in line]) for line in lines]
    if all(abs(top) <= LARGE or top in (math.inf, -math.inf) for top in tops):
        return None
    shape = input._shape
    rest = (1,) * len(shape) if axis is None else (*shape[:axis], 1, *shape[axis + 1 :])
    return Tensor([top if LARGE < abs(top) < math.inf else 0.0 for top in tops], rest, input._dtype)
