"""Tensors that a program writes down: torch.tensor(), zeros(), arange() and their like."""

from __future__ import annotations

from typing import Any

from app.program.prelude.elements import cast, want_gradient
from app.program.prelude.shapes import count, flat, shape_of_list
from app.program.prelude.tape import now
from app.program.prelude.tensor import Tensor
from app.program.prelude.tensor_text import KINDS, Kind

PYTHON_KINDS = {int: "int64", bool: "bool", float: "float64"}


def made_tensor(items: list[Any], shape: Any, dtype: str, wants: bool = False) -> Tensor:
    """A tensor that the program writes down. Raises RuntimeError where it cannot have a gradient."""
    whole = dtype in ("int64", "bool")
    tensor = Tensor([cast(item, dtype) if whole else float(item) for item in items], tuple(shape), dtype)
    tensor._made = not whole
    return want_gradient(tensor) if wants else tensor


def dtype_named(dtype: Any, items: list[Any]) -> str:
    """The dtype asked for, or the one that the numbers call for."""
    if dtype is not None:
        return dtype.name if isinstance(dtype, Kind) else PYTHON_KINDS.get(dtype, "float64")
    if items and all(isinstance(item, bool) for item in items):
        return "bool"
    return "int64" if items and all(isinstance(item, int) for item in items) else now.width


def tensor_of(data: Any, dtype: Any = None, requires_grad: bool = False, device: Any = None) -> Tensor:
    """torch.tensor(): what the numbers are decides the dtype."""
    if isinstance(data, Tensor) or hasattr(data, "tolist"):
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


def whole_tensor(data: Any) -> Tensor:
    return tensor_of(data, KINDS["int64"])


def filled(number: float) -> Any:
    """zeros(), ones(): a function of a shape."""

    def make(*shape: Any, size: Any = None, dtype: Any = None, requires_grad: bool = False, **where: Any) -> Tensor:
        shape = shape if size is None else (size,)
        sizes = tuple(shape[0]) if shape and not isinstance(shape[0], int) else shape
        return made_tensor([number] * count(sizes), sizes, dtype_named(dtype, [0.5]), requires_grad)

    return make


def filled_like(number: float) -> Any:
    make = filled(number)
    return lambda input, dtype=None, requires_grad=False, **where: make(
        input._shape, dtype=dtype or KINDS[input._dtype], requires_grad=requires_grad
    )


def full(size: Any, fill_value: float, dtype: Any = None, requires_grad: bool = False, **where: Any) -> Tensor:
    sizes = (size,) if isinstance(size, int) else tuple(size)
    return made_tensor([fill_value] * count(sizes), sizes, dtype_named(dtype, [fill_value]), requires_grad)


def full_like(input: Tensor, fill_value: float, dtype: Any = None, requires_grad: bool = False) -> Tensor:
    return full(input._shape, fill_value, dtype or KINDS[input._dtype], requires_grad)


def counted(
    start: Any, end: Any = None, step: Any = 1, dtype: Any = None, requires_grad: bool = False, **where: Any
) -> Tensor:
    """arange()"""
    start, end = (0, start) if end is None else (start, end)
    if not step:
        raise RuntimeError("step must be nonzero")
    items: list[Any] = []
    while (step > 0 and start + len(items) * step < end) or (step < 0 and start + len(items) * step > end):
        items.append(start + len(items) * step)
    whole = all(isinstance(number, int) for number in (start, end, step))
    return made_tensor(items, (len(items),), dtype_named(dtype, [0 if whole else 0.5]), requires_grad)


def spaced(
    start: float, end: float, steps: int = 100, dtype: Any = None, requires_grad: bool = False, **where: Any
) -> Tensor:
    """linspace()"""
    gaps = steps - 1 if steps > 1 else 1
    items = [start + (end - start) * i / gaps for i in range(steps)]
    return made_tensor(items, (steps,), dtype_named(dtype, [0.5]), requires_grad)


def identity(n: int, m: Any = None, dtype: Any = None, requires_grad: bool = False, **where: Any) -> Tensor:
    """eye()"""
    columns = n if m is None else m
    items = [1.0 if r == c else 0.0 for r in range(n) for c in range(columns)]
    return made_tensor(items, (n, columns), dtype_named(dtype, [0.5]), requires_grad)
