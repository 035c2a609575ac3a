"""Parts of tensors that give way to a number: masked_fill(), tril(), triu()."""

from __future__ import annotations

from typing import Any

from app.program.prelude.shapes import count
from app.program.prelude.tensor import Tensor
from app.program.prelude.torch_orders import picked_where


def masked_fill(input: Tensor, mask: Tensor, value: Any) -> Any:
    """`value` where the mask says so."""
    result = picked_where(mask, value, input)
    result._operation = "masked_fill"
    return result


def triangle(name: str, keeps: Any) -> Any:
    """tril() or triu(): 0 on one side of a diagonal; `keeps` says of a column's distance from it whether it stays."""

    def function(input: Tensor, diagonal: int = 0) -> Any:
        if len(input._shape) < 2:
            raise RuntimeError(f"{name}: input tensor must have at least 2 dimensions")
        rows, columns = input._shape[-2:]
        kept = [keeps(c - r - diagonal) for r in range(rows) for c in range(columns)]
        mask = Tensor(kept * count(input._shape[:-2]), input._shape, "bool")
        result = picked_where(mask, input, 0.0 if input._dtype.startswith("float") else 0)
        result._operation = name
        return result

    return function


MASKS: dict[str, Any] = {
    "masked_fill": masked_fill,
    "tril": triangle("tril", lambda distance: distance <= 0),
    "triu": triangle("triu", lambda distance: distance >= 0),
}
