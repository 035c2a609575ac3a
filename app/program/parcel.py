"""A parcel: what one process hands another, facts as JSON and columns of numbers as they lie in memory.

Opening one makes texts and numbers, and nothing else, whatever was sent. It begins with two lengths, of a description
in JSON and of the columns, which follow in its order, each filled up to a multiple of 8 bytes."""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np
import orjson
from numpy.typing import DTypeLike, NDArray

KINDS = frozenset({"|b1", "|i1", "<i2", "<i4", "<i8", "<f8"})  # of numbers, as numpy calls them
LENGTHS = struct.Struct("<QQ")
MOST = 512 * 1024 * 1024  # bytes
EDGE = 8

Column = NDArray[Any]


class Damaged(ValueError):
    """It is not what it says, or not what it should be."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One that was opened."""

    facts: dict[str, Any]
    columns: dict[str, Column]  # read-only

    def column(self, name: str, kind: DTypeLike, *shape: int) -> Column:
        """The column of that name. Raises Damaged where it is another; a length of -1 may be any."""
        found = self.columns.get(name)
        if found is None or found.dtype != np.dtype(kind) or found.ndim != len(shape):
            raise Damaged(f"there is no column {name} of {np.dtype(kind)} in {len(shape)} dimensions")
        if any(length not in (-1, there) for length, there in zip(shape, found.shape, strict=True)):
            raise Damaged(f"the column {name} is {found.shape}, not {shape}")
        return found

    def fact(self, name: str, kind: type) -> Any:
        """The fact of that name. Raises Damaged where it is of another kind."""
        found = self.facts.get(name)
        if type(found) is not kind:
            raise Damaged(f"{name} is {type(found).__name__}, not {kind.__name__}")
        return found

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        found = self.fact(name, list)
        if not set(map(type, found)) <= {str}:
            raise Damaged(f"{name} are not all texts")
        return tuple(found)


def wrapped(facts: Mapping[str, object], columns: Mapping[str, Column]) -> bytes:
    """The bytes of a parcel. Raises ValueError where they would be more than MOST, or nobody could open it."""
    described = [[name, column.dtype.str, list(column.shape)] for name, column in columns.items()]
    if not {kind for _, kind, _ in described} <= KINDS:
        raise ValueError(f"a column is of another kind: {described}")
    parts = [column.tobytes() for column in columns.values()]
    parts = [part + bytes(-len(part) % EDGE) for part in parts]
    description = orjson.dumps({"facts": facts, "columns": described})
    length = sum(map(len, parts))
    if len(description) + length > MOST:
        raise ValueError(f"a parcel has {MOST:,} bytes at most")
    return b"".join([LENGTHS.pack(len(description), length), description, *parts])


def opened(stream: BinaryIO) -> Parcel:
    """The next parcel of a stream. Raises EOFError after the last one, and Damaged."""
    lengths = stream.read(LENGTHS.size)
    if not lengths:
        raise EOFError
    described, length = LENGTHS.unpack(_whole(lengths, LENGTHS.size))
    if described + length > MOST:
        raise Damaged(f"it says that it has {described + length:,} bytes")
    try:
        description = orjson.loads(_whole(stream.read(described), described))
        facts, rows = description["facts"], [(name, kind, tuple(shape)) for name, kind, shape in description["columns"]]
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        raise Damaged("its description cannot be read") from error
    if type(facts) is not dict:
        raise Damaged("it has no facts")
    return Parcel(facts, _columns(rows, _whole(stream.read(length), length)))


def _whole(piece: bytes, length: int) -> bytes:
    if len(piece) != length:
        raise Damaged("it ends too soon")
    return piece


def _columns(rows: list[tuple[Any, Any, tuple[Any, ...]]], content: bytes) -> dict[str, Column]:
    columns: dict[str, Column] = {}
    at = 0
    for name, kind, shape in rows:
        lengths = (type(length) is int and length >= 0 for length in shape)
        if not (type(name) is type(kind) is str and kind in KINDS and all(lengths)):
            raise Damaged(f"a column cannot be {kind} {shape}")
        stop = at + math.prod(shape) * np.dtype(kind).itemsize
        if stop > len(content):
            raise Damaged(f"there is less than the column {name}")
        column: Column = np.ndarray(shape, kind, content, at)
        if kind == "|b1" and (column.view(np.int8) & -2).any():
            raise Damaged(f"the column {name} is neither true nor false")
        columns[name] = column
        at = stop + -stop % EDGE
    if at != len(content):
        raise Damaged("there is more than its columns")
    return columns
