"""Numbers in JSON: one that JSON has no word for becomes a string, one that is not there null."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Json = dict[str, object]
Number = float | Literal["NaN", "Infinity", "-Infinity"]


def number(x: float) -> float | str:
    """x, or "NaN", "Infinity", "-Infinity"."""
    if math.isfinite(x):
        return x
    return "NaN" if math.isnan(x) else "Infinity" if x > 0 else "-Infinity"


def listed(values: NDArray[np.float64]) -> list[float | str]:
    """[N] numbers."""
    numbers: list[float | str] = (values if np.isfinite(values).all() else _in_words(values)).tolist()
    return numbers


def column(values: NDArray[np.float64], reached: NDArray[np.bool_]) -> NDArray[np.float64] | list[float | str | None]:
    """[N] numbers; null where nothing was reached, which is how not-a-number in an array is written."""
    if np.isfinite(values[reached]).all():
        return np.where(reached, values, np.nan)
    numbers = _in_words(values)
    numbers[~reached] = None
    told: list[float | str | None] = numbers.tolist()
    return told


def _in_words(values: NDArray[np.float64]) -> NDArray[np.object_]:
    """[N] numbers, and words for those that are none or infinite."""
    numbers = values.astype(object)
    numbers[np.isnan(values)] = "NaN"
    numbers[values == np.inf] = "Infinity"
    numbers[values == -np.inf] = "-Infinity"
    return numbers
