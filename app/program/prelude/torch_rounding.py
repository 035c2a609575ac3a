"""Functions of tensors that go in steps: floor, round, sign. Their slope is 0, and they are no part of the graph."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from app.program.prelude.builtin import python_round
from app.program.prelude.elements import cast, is_floating, of_two, values
from app.program.prelude.tape import look
from app.program.prelude.tensor import Tensor

if TYPE_CHECKING:
    from collections.abc import Callable


def stepped(step: Callable[[float], float]) -> Any:
    def function(input: Tensor) -> Tensor:
        look()
        cells = [step(item) if math.isfinite(item) else item for item in values(input)]
        return Tensor([cast(cell, input._dtype) for cell in cells], input._shape, input._dtype)

    return function


def rounded_to(input: Tensor, decimals: int = 0) -> Any:
    return stepped(lambda item: python_round(item, decimals))(input)


def floor_divided(x: Any, y: Any) -> Any:
    """x // y"""
    dtypes = [each for each in (x, y) if isinstance(each, Tensor)]
    whole = not any(is_floating(each) for each in dtypes) and not any(isinstance(each, float) for each in (x, y))
    quotient = floored(of_two("div", _outside(x), _outside(y)))
    return Tensor([int(item) for item in values(quotient)], quotient._shape, "int64") if whole else quotient


def remainder(x: Any, y: Any) -> Any:
    """x % y, whose slope in x is 1."""
    result = x - floor_divided(x, y) * y
    return result


def _outside(x: Any) -> Any:
    return Tensor(values(x), x._shape, x._dtype) if isinstance(x, Tensor) else x


floored = stepped(lambda item: float(math.floor(item)))
ROUNDINGS: dict[str, Any] = {
    "floor": floored,
    "ceil": stepped(lambda item: float(math.ceil(item))),
    "trunc": stepped(lambda item: float(math.trunc(item))),
    "round": rounded_to,
    "sign": stepped(lambda item: 1.0 if item > 0 else -1.0 if item < 0 else 0.0),
    "floor_divide": floor_divided,
    "remainder": remainder,
    "fmod": remainder,
}
for name, method in {
    "__floordiv__": floor_divided,
    "__rfloordiv__": lambda x, y: floor_divided(y, x),
    "__mod__": remainder,
    "__rmod__": lambda x, y: remainder(y, x),
}.items():
    setattr(Tensor, name, method)
