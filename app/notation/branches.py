"""Which branch of `1 if x > 0 else 0` holds for the numbers at hand, and the comparison that tells why."""

from __future__ import annotations

import math
from collections.abc import Mapping

from app.notation.expression import Binary, Call, Choice, Expression, Name, Negative, Number


def branch(expression: Expression, values: Mapping[str, float]) -> tuple[Expression, Binary | None]:
    """The branch that holds, and the comparison that tells why; None without a choice or after a compound one.

    That two numbers are not equal tells nothing.
    """
    telling: Binary | None = None
    while isinstance(expression, Choice):
        condition, true = expression.condition, holds(expression.condition, values)
        match condition:
            case Binary("and" | "or"):
                telling = None
            case Binary(operator) if true or operator != "==":
                telling = condition
        expression = expression.value if true else expression.otherwise
    return expression, telling


def holds(condition: Expression, values: Mapping[str, float]) -> bool:
    """Whether a condition of the op table is true. Raises ValueError for what is no comparison."""
    match condition:
        case Binary("and", left, right):
            return holds(left, values) and holds(right, values)
        case Binary("or", left, right):
            return holds(left, values) or holds(right, values)
        case Binary(operator, left, right):
            a, b = worth(left, values), worth(right, values)
            return {">": a > b, ">=": a >= b, "<": a < b, "<=": a <= b, "==": a == b, "!=": a != b}[operator]
    raise ValueError(f"no comparison: {condition}")


def worth(expression: Expression, values: Mapping[str, float]) -> float:
    """The number that a side of a comparison stands for; nan where it is more than a name, a number or a sign."""
    match expression:
        case Number(value):
            return value
        case Name(text):
            return values.get(text, math.nan)
        case Negative(operand):
            return -worth(operand, values)
        case Call("floor", (argument,)):
            value = worth(argument, values)
            return math.floor(value) if math.isfinite(value) else value
    return math.nan
