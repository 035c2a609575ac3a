"""The smallest pieces of a formula: a number and a name."""

from __future__ import annotations

import re

from app.notation.mathml import Math, identifier, number, operator, row, subscript, superscript
from app.notation.numbers import INFINITY, MINUS, NOT_A_NUMBER, trimmed

_SYMBOL = re.compile(
    r"(?P<stem>[^\W\d_]+)_?(?P<index>\d*)(?P<places>(\[\d+\])*)|(?P<letter>[^\W\d_])_(?P<word>[^\W_]+)"
)


def figure(value: float, kind: str) -> Math:
    """A number: 1.234 × 10⁻⁸, −3, infinity in words."""
    text = trimmed(value)
    if text.lstrip(MINUS) in (INFINITY, NOT_A_NUMBER):
        size = number(text.lstrip(MINUS), kind)
    else:
        mantissa, _, exponent = text.lstrip(MINUS).partition("e")
        size = number(mantissa, kind)
        if exponent:
            power = superscript(number("10", kind), figure(float(exponent.replace(MINUS, "-")), kind))
            size = row(size, operator("×", kind), power) if mantissa != "1" else power
    return row(operator(MINUS, f"sign {kind}".strip()), size) if text.startswith(MINUS) else size


def symbol(text: str) -> Math:
    """x1 and x[1] are x with the index 1; a name that is no symbol stands upright, as it was given."""
    text, turned, turn = text.partition("#")
    found = _SYMBOL.fullmatch(text)
    if found is None:
        return identifier(text + turned + turn)
    places = (found["places"] or "").strip("[]").replace("][", ",")
    index = ",".join(filter(None, (found["index"] or found["word"], places)))
    script = f"{index} #{turn}".strip() if turned else index
    stem = identifier("π" if text == "pi" else found["stem"] or found["letter"])
    return subscript(stem, number(script)) if script else stem
