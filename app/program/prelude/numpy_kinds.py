"""What the elements of numpy's arrays are: dtypes."""

from __future__ import annotations

from typing import Any


class DataKind:
    """What the elements of an array are; equal to the Python type that makes them."""

    def __init__(self, name: str, kind: Any) -> None:
        self.name, self.kind = name, kind

    def __eq__(self, other: object) -> bool:
        return other is self.kind or str(other) == self.name

    def __hash__(self) -> int:
        return hash(self.name)

    def __repr__(self) -> str:
        return f"dtype('{self.name}')"

    def __str__(self) -> str:
        return self.name


def dtype_of(items: list[Any]) -> DataKind:
    if items and all(isinstance(item, bool) for item in items):
        return DataKind("bool", bool)
    if items and all(isinstance(item, int) for item in items):
        return DataKind("int64", int)
    numbers_only = all(isinstance(item, (int, float)) for item in items)
    return DataKind("float64", float) if numbers_only else DataKind("object", object)


def as_wide(result: Any, x: Any, y: Any) -> Any:
    """The one of two numbers that was picked, in the kind that both of them have in common."""
    return float(result) if isinstance(result, int) and (isinstance(x, float) or isinstance(y, float)) else result


def cast_to(kind: Any, item: Any) -> Any:
    word = kind if isinstance(kind, str) else kind.name if isinstance(kind, DataKind) else ""
    if kind is bool or word == "bool":
        return bool(item)
    if kind is int or word.startswith(("int", "uint")):
        return int(item)
    return item if kind is object or word == "object" else float(item)
