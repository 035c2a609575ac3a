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
    numbers: list[float | str] = values.tolist()
    for n in np.flatnonzero(~np.isfinite(values)).tolist():
        numbers[n] = number(float(values[n]))
    return numbers


def column(values: NDArray[np.float64], reached: NDArray[np.bool_]) -> NDArray[np.float64] | list[float | str | None]:
    """[N] numbers; null where nothing was reached, which is how not-a-number in an array is written."""
    if np.isfinite(values[reached]).all():
        return np.where(reached, values, np.nan)
    numbers: list[float | str | None] = [*listed(values)]
    for n in np.flatnonzero(~reached).tolist():
        numbers[n] = None
    return numbers
