"""The rows of the engine's op table as functions of the sandbox; the loader writes a row here for each of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Rule = Callable[[float, float, float], float]

LEAF, CONSTANT = 0, 1


class Operation:
    """An op: its value of inputs x, y and its slopes by each of them, all as functions of (x, y, out).

    y is the second input, or the op's own number (exponent, slope), or not-a-number. Where `closed` is true nothing
    passes back, not even 0 * infinity.
    """

    def __init__(self, code: int, value: Rule, slopes: tuple[Rule, ...], closed: tuple[Rule, ...]) -> None:
        self.code = code
        self.value = value
        self.slopes = slopes
        self.closed = closed


OPERATIONS: dict[str, Operation] = {}
