"""Which operation a method of the program's own class does: the one of its name, else one that gives its number."""

from __future__ import annotations

from typing import Any

from app.program.prelude.operations import OPERATIONS
from app.program.prelude.own_objects import is_own, number_of

NAMES = {
    "__add__": "add",
    "__radd__": "add",
    "__sub__": "sub",
    "__rsub__": "sub",
    "__mul__": "mul",
    "__rmul__": "mul",
    "__truediv__": "div",
    "__rtruediv__": "div",
    "__pow__": "pow",
    "__rpow__": "pow",
    "__neg__": "neg",
    "__abs__": "abs",
    "ln": "log",
    "logistic": "sigmoid",
    "swish": "silu",
    "leakyrelu": "leaky_relu",
    "power": "pow",
    "negate": "neg",
    "multiply": "mul",
    "divide": "div",
    "subtract": "sub",
    "plus": "add",
    "times": "mul",
    "minus": "sub",
}
MIRRORED = ("__rsub__", "__rtruediv__", "__rpow__")
CERTAIN = ("add", "sub", "mul", "div", "neg", "exp", "log", "tanh", "relu", "sigmoid", "sin", "cos", "sqrt")
POWERS = {"square": 2.0, "squared": 2.0, "sq": 2.0, "cube": 3.0, "inv": -1.0, "inverse": -1.0, "reciprocal": -1.0}
EXPONENTS = (2.0, 3.0, 0.5, -1.0, -2.0, 4.0, 1.0)
SLOPES = (0.01, 0.1, 0.2, 0.05, 0.001, 1.0)


def plain_numbers(operands: list[Any]) -> list[float]:
    return [number_of(operand) if is_own(operand) else operand for operand in operands]


def close(x: float, y: float) -> bool:
    return x == y or abs(x - y) <= 1e-9 * max(abs(x), abs(y)) + 1e-12 or (x != x and y != y)


def matching(name: str, operands: list[Any], out: float) -> Any:
    """(operation, operands, its own number) where `name` of the operands gives `out`."""
    if name in POWERS and len(operands) == 1:
        found = matching("pow", [operands[0], POWERS[name]], out)
        if found:
            return found
    if name not in OPERATIONS or name == "sum" or not operands:
        return None
    operation = OPERATIONS[name]
    x = plain_numbers(operands)
    if len(operands) == 1:
        choices = SLOPES if name in ("leaky_relu", "elu") else (None,)
        for k in choices:
            if len(operation.slopes) == 1 and close(operation.value(x[0], k, 0.0), out):
                return (name, operands, k)
    elif len(operands) == 2:
        if not is_own(operands[1]) and name in ("pow", "leaky_relu", "elu"):
            if close(operation.value(x[0], x[1], 0.0), out):
                return (name, operands[:1], x[1])
        elif len(operation.slopes) == 2 and close(operation.value(x[0], x[1], 0.0), out):
            return (name, operands, None)
    return None


def guessed(operands: list[Any], out: float) -> Any:
    """Whatever operation gives `out`."""
    own = [operand for operand in operands if is_own(operand)]
    for choice in [operands, own] if len(own) != len(operands) else [operands, operands[::-1]]:
        for name in OPERATIONS:
            found = matching(name, choice, out)
            if found:
                return found
    if len(own) == 1:
        for k in EXPONENTS:
            if close(OPERATIONS["pow"].value(number_of(own[0]), k, 0.0), out):
                return ("pow", own, k)
    return None
