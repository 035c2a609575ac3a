"""The functions of `torch`, and the methods of Tensor that go by the same names."""

from __future__ import annotations

import random
from typing import Any

from app.program.prelude.changes import change_in_place, fill, give_data, zero
from app.program.prelude.elements import cast, is_floating, of_one, of_two, values, want_gradient
from app.program.prelude.operations import TABLE_FUNCTIONS
from app.program.prelude.reductions import (
    extreme,
    mean_along,
    place_of_largest,
    product_of_matrices,
    sum_along,
)
from app.program.prelude.shapes import count, flat, shape_of_list
from app.program.prelude.tape import now
from app.program.prelude.tensor import Tensor
from app.program.prelude.tensor_text import KINDS, Kind
from app.program.prelude.views import converted, copied, flattened, reshaped, squeezed, transposed, unsqueezed


def made_tensor(items: list[Any], shape: Any, dtype: str, wants: bool = False) -> Tensor:
    """A tensor that the program writes down. Raises RuntimeError where it cannot have a gradient."""
    whole = dtype in ("int64", "bool")
    tensor = Tensor([cast(item, dtype) if whole else float(item) for item in items], tuple(shape), dtype)
    tensor._made = not whole
    return want_gradient(tensor) if wants else tensor


def dtype_named(dtype: Any, items: list[Any]) -> str:
    """The dtype asked for, or the one that the numbers call for."""
    if dtype is not None:
        return dtype.name if isinstance(dtype, Kind) else "int64" if dtype is int else "float64"
    if items and all(isinstance(item, bool) for item in items):
        return "bool"
    return "int64" if items and all(isinstance(item, int) for item in items) else now.width


def tensor_of(data: Any, dtype: Any = None, requires_grad: bool = False, device: Any = None) -> Tensor:
    """torch.tensor(): what the numbers are decides the dtype."""
    if isinstance(data, Tensor):
        data = data.tolist()
    items = flat(data)
    items = [item.item() if isinstance(item, Tensor) else item for item in items]
    for item in items:
        if not isinstance(item, (int, float)):
            if item is None:
                raise RuntimeError("Could not infer dtype of NoneType")
            raise TypeError(f"new(): invalid data type '{type(item).__name__}'")
    return made_tensor(items, shape_of_list(data), dtype_named(dtype, items), requires_grad)


def double_tensor(data: Any) -> Tensor:
    return tensor_of(data, KINDS["float64"])


def filled(number: Any) -> Any:
    """zeros(), ones(): a function of a shape; `number` may be a function that gives one number after the other."""

    def make(
        *shape: Any, dtype: Any = None, requires_grad: bool = False, device: Any = None, generator: Any = None
    ) -> Tensor:
        sizes = tuple(shape[0]) if shape and not isinstance(shape[0], int) else shape
        items = [number() if callable_number else number for _ in range(count(sizes))]
        return made_tensor(items, sizes, dtype_named(dtype, [0.5]), requires_grad)

    callable_number = not isinstance(number, float)
    return make


def filled_like(number: Any) -> Any:
    make = filled(number)
    return lambda x, dtype=None, requires_grad=False: make(
        x._shape, dtype=dtype or KINDS[x._dtype], requires_grad=requires_grad
    )


def full(shape: Any, fill_value: float, dtype: Any = None, requires_grad: bool = False) -> Tensor:
    return made_tensor([fill_value] * count(tuple(shape)), shape, dtype_named(dtype, [fill_value]), requires_grad)


def counted(start: Any, end: Any = None, step: Any = 1, dtype: Any = None, requires_grad: bool = False) -> Tensor:
    """arange()"""
    start, end = (0, start) if end is None else (start, end)
    items: list[Any] = []
    while (step > 0 and start + len(items) * step < end) or (step < 0 and start + len(items) * step > end):
        items.append(start + len(items) * step)
    return made_tensor(items, (len(items),), dtype_named(dtype, items), requires_grad)


def spaced(start: float, end: float, steps: int = 100, dtype: Any = None, requires_grad: bool = False) -> Tensor:
    """linspace()"""
    gaps = steps - 1 if steps > 1 else 1
    items = [start + (end - start) * i / gaps for i in range(steps)]
    return made_tensor(items, (steps,), dtype_named(dtype, [0.5]), requires_grad)


def whole_numbers(low: int, high: Any = None, size: Any = (), generator: Any = None) -> Tensor:
    """randint()"""
    low, high, size = (0, low, high or size) if not isinstance(high, int) else (low, high, size)
    return made_tensor([random.randrange(low, high) for _ in range(count(tuple(size)))], size, "int64")


def shuffled_numbers(size: int) -> Tensor:
    """randperm()"""
    return made_tensor(random.sample(range(size), size), (size,), "int64")


def normal_number() -> float:
    return random.gauss(0.0, 1.0)


def identity(size: int) -> Tensor:
    return made_tensor([1.0 if r == c else 0.0 for r in range(size) for c in range(size)], (size, size), now.width)


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


def square(x: Tensor) -> Any:
    return of_two("pow", x, 2)


def softmax(x: Tensor, dim: int = -1) -> Any:
    powers = of_one("exp", x)
    return powers / sum_along(powers, dim, True)


def log_softmax(x: Tensor, dim: int = -1) -> Any:
    return x - of_one("log", sum_along(of_one("exp", x), dim, True))


def largest_or_pair(name: str) -> Any:
    def function(input: Tensor, other: Any = None) -> Tensor:
        return extreme(name, input) if other is None else of_two(name, input, other)

    return function


def clamped(x: Tensor, min: Any = None, max: Any = None) -> Tensor:
    x = x if min is None else of_two("max", x, float(min))
    return x if max is None else of_two("min", x, float(max))


def spread(x: Tensor, unbiased: bool = True) -> Tensor:
    """std()"""
    size = count(x._shape)
    return of_one("sqrt", sum_along(square(x - mean_along(x))) / float(size - 1 if unbiased else size))


def alike(x: Tensor, y: Tensor, rtol: float = 1e-05, atol: float = 1e-08) -> bool:
    pairs = zip(values(x), values(y), strict=True)
    return all(abs(a - b) <= atol + rtol * abs(b) for a, b in pairs)


FUNCTIONS: dict[str, Any] = {
    "sum": sum_along,
    "mean": mean_along,
    "std": spread,
    "argmax": place_of_largest,
    "matmul": product_of_matrices,
    "mm": product_of_matrices,
    "mv": product_of_matrices,
    "dot": product_of_matrices,
    "square": square,
    "softmax": softmax,
    "log_softmax": log_softmax,
    "max": largest_or_pair("max"),
    "min": largest_or_pair("min"),
    "maximum": pair_function("max"),
    "minimum": pair_function("min"),
    "clamp": clamped,
    "add": pair_function("add"),
    "sub": pair_function("sub"),
    "subtract": pair_function("sub"),
    "norm": lambda x: sum_along(of_two("mul", x, x)).sqrt(),
    "mul": pair_function("mul"),
    "multiply": pair_function("mul"),
    "div": pair_function("div"),
    "divide": pair_function("div"),
    "pow": pair_function("pow"),
    "neg": element_function("neg"),
    "reshape": reshaped,
    "squeeze": squeezed,
    "unsqueeze": unsqueezed,
    "flatten": flattened,
    "t": transposed,
    "transpose": transposed,
    "clone": copied,
    "detach": lambda x: x.detach(),
    "isnan": lambda x: Tensor([item != item for item in values(x)], x._shape, "bool"),
    "numel": lambda x: count(x._shape),
}
for name in TABLE_FUNCTIONS:
    FUNCTIONS[name] = element_function(name)
for name, function in FUNCTIONS.items():
    if name != "detach":
        setattr(Tensor, name, function)
for name, function in {
    "view": reshaped,
    "ravel": flattened,
    "double": lambda x: converted(x, "float64"),
    "float": lambda x: converted(x, "float32"),
    "int": lambda x: converted(x, "int64"),
    "long": lambda x: converted(x, "int64"),
    "type": lambda x, dtype: converted(x, dtype.name),
    "to": lambda x, *where, **options: converted(x, where[0].name) if where and isinstance(where[0], Kind) else x,
    "cpu": lambda x: x,
    "cuda": lambda x: x,
    "contiguous": lambda x: x,
    "dim": lambda x: len(x._shape),
    "size": lambda x, axis=None: x.shape if axis is None else x._shape[axis],
    "zero_": zero,
    "fill_": fill,
    "add_": lambda x, other, alpha=1: change_in_place("add", x, other if alpha == 1 else other * alpha),
    "sub_": lambda x, other, alpha=1: change_in_place("sub", x, other if alpha == 1 else other * alpha),
    "mul_": lambda x, other: change_in_place("mul", x, other),
    "div_": lambda x, other: change_in_place("div", x, other),
    "copy_": lambda x, other: give_data(x, other),
    "is_floating_point": is_floating,
}.items():
    setattr(Tensor, name, function)
