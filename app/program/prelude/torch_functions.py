"""The functions of `torch`, and the methods of Tensor that go by the same names."""

from __future__ import annotations

import math
from typing import Any

from app.program.prelude.changes import change_in_place, fill, give_data, zero
from app.program.prelude.elements import is_floating, of_one, of_two, values
from app.program.prelude.operations import TABLE_FUNCTIONS
from app.program.prelude.reductions import (
    mean_along,
    product_along,
    product_of_matrices,
    running_sum,
    spread_along,
    sum_along,
    variance_along,
)
from app.program.prelude.shapes import count
from app.program.prelude.tensor import Tensor
from app.program.prelude.tensor_text import Kind, kind_text
from app.program.prelude.torch_masks import MASKS
from app.program.prelude.torch_orders import ORDERS
from app.program.prelude.torch_rounding import ROUNDINGS
from app.program.prelude.torch_softmax import log_softmax, log_sum_exp, softmax
from app.program.prelude.views import (
    converted,
    copied,
    expanded,
    flattened,
    permuted,
    repeated,
    reshaped,
    squeezed,
    transposed,
    unsqueezed,
)


def needs_tensor(name: str, x: Any) -> None:
    if not isinstance(x, Tensor):
        raise TypeError(f"{name}(): argument 'input' (position 1) must be Tensor, not {type(x).__name__}")


def element_function(name: str) -> Any:
    """torch.tanh and its like, from the op table."""

    def function(input: Any, k: Any = None, inplace: bool = False) -> Tensor:
        needs_tensor(name, input)
        if k is not None and not isinstance(k, (int, float)):
            raise TypeError(f"{name}() takes one tensor, and beside it at most a number")
        return of_one(name, input, k)

    return function


def pair_function(name: str) -> Any:
    """torch.add and its like."""

    def function(input: Any, other: Any, alpha: float = 1) -> Any:
        needs_tensor(name, input)
        return of_two(name, input, other if alpha == 1 else other * alpha)

    return function


def power_function(input: Any, exponent: Any) -> Any:
    return of_two("pow", input, exponent)


def square(input: Tensor) -> Any:
    return of_two("pow", input, 2)


def clamped(input: Tensor, min: Any = None, max: Any = None) -> Tensor:
    input = input if min is None else of_two("max", input, float(min))
    return input if max is None else of_two("min", input, float(max))


def norm(input: Tensor, p: Any = 2, dim: Any = None, keepdim: bool = False) -> Any:
    if p == 1:
        return sum_along(of_one("abs", input), dim, keepdim)
    if p not in (2, "fro", None):
        if not isinstance(p, (int, float)) or abs(p) == math.inf:
            raise RuntimeError("norm() is here for p = 1, 2, 3 …")
        return of_two("pow", sum_along(of_two("pow", of_one("abs", input), p), dim, keepdim), 1.0 / p)
    return of_one("sqrt", sum_along(of_two("mul", input, input), dim, keepdim))


def to(tensor: Tensor, *where: Any, **options: Any) -> Any:
    """x.to(): a width; devices make no difference."""
    kinds = [each for each in [*where, *options.values()] if isinstance(each, Kind)]
    return converted(tensor, kinds[0].name) if kinds else tensor


def kind(tensor: Tensor, dtype: Any = None) -> Any:
    """x.type(): its name, or the tensor in another width."""
    return kind_text(tensor._dtype) if dtype is None else converted(tensor, dtype.name)


FUNCTIONS: dict[str, Any] = {
    "sum": sum_along,
    "mean": mean_along,
    "prod": product_along,
    "cumsum": running_sum,
    "std": spread_along,
    "var": variance_along,
    "matmul": product_of_matrices,
    "bmm": product_of_matrices,
    "mm": product_of_matrices,
    "mv": product_of_matrices,
    "dot": product_of_matrices,
    "trace": lambda input: sum_along(input[list(range(min(input._shape))), list(range(min(input._shape)))]),
    "outer": lambda input, vec2: unsqueezed(input, 1) * unsqueezed(vec2, 0),
    "square": square,
    "softmax": softmax,
    "log_softmax": log_softmax,
    "logsumexp": log_sum_exp,
    "maximum": pair_function("max"),
    "minimum": pair_function("min"),
    "clamp": clamped,
    "clip": clamped,
    "norm": norm,
    "add": pair_function("add"),
    "sub": pair_function("sub"),
    "subtract": pair_function("sub"),
    "mul": pair_function("mul"),
    "multiply": pair_function("mul"),
    "div": pair_function("div"),
    "divide": pair_function("div"),
    "true_divide": pair_function("div"),
    "pow": power_function,
    "neg": element_function("neg"),
    "negative": element_function("neg"),
    "absolute": element_function("abs"),
    "reciprocal": lambda input: 1 / input,
    "rsqrt": lambda input: of_two("pow", input, -0.5),
    "log2": lambda input: of_one("log", input) * 1.4426950408889634,
    "log10": lambda input: of_one("log", input) * 0.4342944819032518,
    "log1p": lambda input: of_one("log", input + 1),
    "expm1": lambda input: of_one("exp", input) - 1,
    "exp2": lambda input: of_two("pow", 2, input),
    "sinh": lambda input: (of_one("exp", input) - of_one("exp", -input)) / 2,
    "cosh": lambda input: (of_one("exp", input) + of_one("exp", -input)) / 2,
    "reshape": reshaped,
    "squeeze": squeezed,
    "unsqueeze": unsqueezed,
    "flatten": flattened,
    "ravel": lambda input: reshaped(input, -1),
    "t": transposed,
    "transpose": transposed,
    "permute": permuted,
    "clone": copied,
    "detach": lambda input: input.detach(),
    "numel": lambda input: count(input._shape),
}
FUNCTIONS.update(ORDERS)
FUNCTIONS.update(ROUNDINGS)
FUNCTIONS.update(MASKS)
for name in TABLE_FUNCTIONS:
    FUNCTIONS[name] = element_function(name)
for name, function in FUNCTIONS.items():
    if name != "detach":
        setattr(Tensor, name, function)
for name, function in {
    "view": reshaped,
    "view_as": lambda x, other: reshaped(x, other._shape),
    "expand": expanded,
    "repeat": repeated,
    "double": lambda x: converted(x, "float64"),
    "float": lambda x: converted(x, "float32"),
    "int": lambda x: converted(x, "int64"),
    "long": lambda x: converted(x, "int64"),
    "bool": lambda x: converted(x, "bool"),
    "type": kind,
    "to": to,
    "cpu": lambda x: x,
    "cuda": lambda x: x,
    "contiguous": lambda x: x,
    "dim": lambda x: len(x._shape),
    "size": lambda x, dim=None: x.shape if dim is None else x._shape[dim],
    "nelement": lambda x: count(x._shape),
    "zero_": zero,
    "fill_": fill,
    "add_": lambda x, other, alpha=1: change_in_place("add", x, other if alpha == 1 else other * alpha),
    "sub_": lambda x, other, alpha=1: change_in_place("sub", x, other if alpha == 1 else other * alpha),
    "mul_": lambda x, other: change_in_place("mul", x, other),
    "div_": lambda x, other: change_in_place("div", x, other),
    "copy_": lambda x, other: give_data(x, other),
    "detach_": lambda x: x.detach(),
    "is_floating_point": is_floating,
    "element_size": lambda x: 8 if x._dtype == "float64" else 4,
}.items():
    setattr(Tensor, name, function)


def alike(input: Tensor, other: Tensor, rtol: float = 1e-05, atol: float = 1e-08) -> bool:
    """allclose()"""
    pairs = zip(values(input), values(other), strict=True)
    return all(abs(a - b) <= atol + rtol * abs(b) for a, b in pairs)
