"""Floating-point arithmetic as PyTorch has it: numbers run to infinity or not-a-number where Python would raise. The
texts of the op table are written in these functions, so each op has its meaning in one place."""

import math

nan, pi = math.nan, math.pi
erf = math.erf


def single(x: float) -> float:
    """`x` rounded to float32, halves to even."""
    if x == 0.0 or not math.isfinite(x):
        return x
    fraction, exponent = math.frexp(x)
    digits = min(24, exponent + 149)  # fewer below the smallest normal number
    rounded = math.ldexp(round(math.ldexp(fraction, digits)), exponent - digits)
    return rounded if abs(rounded) < 2.0**128 else math.copysign(math.inf, x)


def divide(x: float, y: float) -> float:
    if y != 0.0:
        return x / y
    if x == 0.0 or x != x or y != y:
        return math.nan
    return math.copysign(math.inf, x) * math.copysign(1.0, y)


def power(x: float, k: float) -> float:
    """x ** k with the exponents that PyTorch treats on their own (aten/src/ATen/native/cpu/PowKernel.cpp)."""
    if k == 2.0:
        return x * x
    if k == 3.0:
        return x * x * x
    if k == 0.5:
        return sqrt(x)
    if k == -0.5:
        return divide(1.0, sqrt(x))
    if k == -1.0:
        return divide(1.0, x)
    if k == -2.0:
        return divide(1.0, x * x)
    if x == 0.0 and k < 0.0:
        return math.copysign(math.inf, x) if k % 2.0 == 1.0 else math.inf
    try:
        return math.pow(x, k)
    except ValueError:
        return math.nan
    except OverflowError:
        return -math.inf if x < 0.0 and k % 2.0 == 1.0 else math.inf


def exp(x: float) -> float:
    try:
        return math.exp(x)
    except OverflowError:
        return math.inf


def expm1(x: float) -> float:
    try:
        return math.expm1(x)
    except OverflowError:
        return math.inf


def log(x: float) -> float:
    if x > 0.0:
        return math.log(x)
    return -math.inf if x == 0.0 else math.nan


def log1p(x: float) -> float:
    if x > -1.0:
        return math.log1p(x)
    return -math.inf if x == -1.0 else math.nan


def sqrt(x: float) -> float:
    return math.sqrt(x) if x >= 0.0 else math.nan


def sin(x: float) -> float:
    return math.sin(x) if math.isfinite(x) else math.nan


def cos(x: float) -> float:
    return math.cos(x) if math.isfinite(x) else math.nan


def tan(x: float) -> float:
    return math.tan(x) if math.isfinite(x) else math.nan


def floor(x: float) -> float:
    return float(math.floor(x)) if math.isfinite(x) else x


def tanh(x: float) -> float:
    """tanh within one unit in the last place, as the engine has it."""
    e = expm1(2.0 * abs(x))
    t = 1.0 - 2.0 / (e + 2.0) if e > 2.0 else e / (e + 2.0)
    return math.copysign(t, x)


def one_minus_square(x: float) -> float:
    """1 - x ** 2 without the rounding of the square."""
    return (1.0 - x) * (1.0 + x)
