"""The drawing of the Check panel: the output as a function of one leaf, with the secant through the two nudged points
and the tangent that backward found. It looks as closely as h is small."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from app.engine.gradcheck import ENDS, GradCheck, Nudged

WIDTH, HEIGHT = 320.0, 190.0  # of the drawing
POINTS = 81
AROUND = 2.5  # times h to each side
PAD = 0.15  # of the height, free above and below the curve


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the curve."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Curve:
    """In units of the drawing, y downward."""

    pieces: list[str]  # of the curve, as points of a polyline; it is broken where the output is no finite number
    secant: tuple[Mark, Mark] | None
    tangent: tuple[Mark, Mark] | None
    ends: list[Mark]  # the two nudged points
    here: Mark | None


def curve(checked: GradCheck, nudged: Nudged, x: float) -> Curve | None:
    """Around the leaf's number x; None where there is nothing to draw."""
    reach = AROUND * nudged.h
    places = [x + reach * (2 * k / (POINTS - 1) - 1) for k in range(POINTS)]
    values = checked.along(nudged.leaf, places)
    finite = [value for value in values if isfinite(value)]
    if not finite or not isfinite(x):
        return None
    low, high = min(finite), max(finite)
    room = (high - low) or abs(high) * 1e-15 or 1.0
    low, high = low - PAD * room, high + PAD * room

    def mark(along: float, value: float) -> Mark:
        """`along` from -1 at the left border to 1 at the right one."""
        return Mark(round((along + 1) / 2 * WIDTH, 2), round((high - value) / (high - low) * HEIGHT, 2))

    def line(value: float, slope: float, at: float = 0.0) -> tuple[Mark, Mark] | None:
        """Through a value `at` with a slope, from border to border."""
        ends = [value + slope * reach * (along - at) for along in (-1, 1)]
        return (mark(-1, ends[0]), mark(1, ends[1])) if all(map(isfinite, ends)) else None

    below, above = (end / AROUND for end in ENDS[nudged.scheme])
    middle = values[POINTS // 2]
    marks = [mark(along, value) for along, value in ((below, nudged.low), (above, nudged.high)) if isfinite(value)]
    return Curve(
        pieces=list(
            _pieces([mark(2 * k / (POINTS - 1) - 1, v) if isfinite(v) else None for k, v in enumerate(values)])
        ),
        secant=line(nudged.low, nudged.numeric, below) if isfinite(nudged.numeric) else None,
        tangent=line(middle, nudged.gradient) if isfinite(middle) else None,
        ends=marks,
        here=mark(0.0, middle) if isfinite(middle) else None,
    )


def _pieces(marks: Sequence[Mark | None]) -> list[str]:
    pieces: list[list[str]] = [[]]
    for mark in marks:
        if mark is None:
            pieces.append([])
        else:
            pieces[-1].append(f"{mark.x},{mark.y}")
    return [" ".join(piece) for piece in pieces if len(piece) > 1]
