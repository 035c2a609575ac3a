"""The rows of the engine's op table as functions of the sandbox; the loader writes a row here for each of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Rule = Callable[[float, float | None, float], float]
    Rules = tuple[Rule, ...]

LEAF, CONSTANT = 0, 1
SIGNS = {"add": "+", "sub": "-", "mul": "*", "div": "/", "neg": "-", "pow": "**", "relu": "ReLU"}
OPERATIONS: dict[str, Operation] = {}  # by name
TABLE_FUNCTIONS: tuple[str, ...] = ()  # those that are called by their name
CODES: dict[int, Operation] = {}  # by code in the op table


class Operation:
    """An op: its value of inputs x, y and its slopes by each of them, all as functions of (x, y, out).

    y is the second input, or the op's own number (exponent, slope). Where `closed` is true nothing passes back, not
    even 0 * infinity. The `single` rules round after every operation of theirs, to float32.
    """

    def __init__(
        self, name: str, code: int, value: Rule, slopes: Rules, closed: Rules, single_value: Rule, single_slopes: Rules
    ) -> None:
        self.name = name
        self.code = code
        self.value = value
        self.slopes = slopes
        self.closed = closed
        self.single_value = single_value
        self.single_slopes = single_slopes
        self.sign = SIGNS.get(name, name)  # what micrograd writes into _op
        OPERATIONS[name] = CODES[code] = self
