"""How a number is written: `short` in columns, `trimmed` inside formulas, `full` on hover.

static/js/model/numbers.js writes the same texts; tests/notation/numbers.json holds both to it.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Context, Decimal

MINUS = "\N{MINUS SIGN}"
NOT_REACHED = "\N{EM DASH}"
NOT_A_NUMBER = "not a number"
INFINITY = "infinity"


def short(x: float | None) -> str:
    """At least four significant digits: at most four decimals from 1 up, at most six digits, else an exponent.

    Examples: 0.7071, −6.0000, 12345.7, 1.234e−8; `None`, a value not reached yet, is a dash.
    Ties are rounded away from zero, as `Number.prototype.toFixed` does.
    """
    if x is None or not math.isfinite(x):
        return _word(x)
    sign, size = _sign(x), abs(x)
    exponent = _rounded(size, 4).adjusted() if size else 0
    if not -4 <= exponent < 6:
        digits = "".join(map(str, _rounded(size, 4).as_tuple().digits)).ljust(4, "0")
        return f"{sign}{digits[0]}.{digits[1:]}e{_integer(exponent)}"
    decimals = min(4, 5 - exponent) if exponent >= 0 else 3 - exponent
    return f"{sign}{_rounded(size, exponent + 1 + decimals):.{decimals}f}"


def trimmed(x: float | None) -> str:
    """`short` without trailing zeros, as a formula wants it: 0.5, −3, 1e6."""
    mantissa, mark, exponent = short(x).partition("e") if x is not None and math.isfinite(x) else (_word(x), "", "")
    return (mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa) + mark + exponent


def full(x: float | None) -> str:
    """The shortest digits that read back as the same float64; an exponent from 1e21 up and below 1e−6."""
    if x is None or not math.isfinite(x):
        return _word(x)
    if x == 0:
        return "0"
    digits = Decimal(repr(abs(x))).normalize()
    exponent = digits.adjusted()
    if -7 < exponent < 21:
        return f"{_sign(x)}{digits:f}"
    return f"{_sign(x)}{digits.scaleb(-exponent):f}e{_integer(exponent)}"


def _rounded(size: float, digits: int) -> Decimal:
    return Context(prec=digits, rounding=ROUND_HALF_UP).create_decimal_from_float(size)


def _sign(x: float) -> str:
    return MINUS if x < 0 else ""


def _integer(x: int) -> str:
    return f"{_sign(x)}{abs(x)}"


def _word(x: float | None) -> str:
    if x is None:
        return NOT_REACHED
    return NOT_A_NUMBER if math.isnan(x) else _sign(x) + INFINITY
