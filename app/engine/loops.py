"""A loop: a function of arrays that is run as machine code (see machine.py). Its annotations are types of this file:
every array has the one element type that they name, so each loop is compiled once and for all."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cached_property
from typing import Annotated, Any, get_args, get_type_hints

import numpy as np
from numpy.typing import NDArray

from app.engine import machine

Codes = Annotated[NDArray[np.uint8], np.uint8, 1]  # an array, its elements and how many dimensions it has
Roles = Annotated[NDArray[np.int8], np.int8, 1]
Flags = Annotated[NDArray[np.bool_], np.bool_, 1]
Indices = Annotated[NDArray[np.uint32], np.uint32, 1]  # unsigned: no loop then looks for an index from the end
Places = Annotated[NDArray[np.int32], np.int32, 1]
Nodes = Annotated[NDArray[np.int64], np.int64, 1]
Choices = Annotated[NDArray[np.int64], np.int64, 2]
Numbers = Annotated[NDArray[np.float64], np.float64, 1]
Table = Annotated[NDArray[np.float64], np.float64, 2]

Kind = tuple[np.dtype[Any], int] | type  # of an argument: an array's element type and dimensions, or a scalar
SCALARS: dict[Kind, Any] = {bool: ctypes.c_bool, int: ctypes.c_int64, float: ctypes.c_double}
_memory = ctypes.c_char * 0


class Given:
    """Arguments of a loop that stay the same in many calls, made ready once."""

    def __init__(self, *arguments: Any) -> None:
        self.parts: list[Any] = []  # as C takes them: of an array where it begins and its shape
        self.kinds: list[Kind | None] = []  # of the arrays; scalars are looked at by ctypes
        parts, kinds = self.parts, self.kinds
        for argument in arguments:
            if isinstance(argument, np.ndarray):
                parts.append(_memory.from_buffer(argument))  # type: ignore[arg-type]
                parts += argument.shape
                kinds.append((argument.dtype, argument.ndim))
            elif isinstance(argument, Given):
                parts += argument.parts
                kinds += argument.kinds
            else:
                parts.append(argument)
                kinds.append(None)


class Loop:
    """`body` as machine code; other threads run meanwhile. A loop trusts the indices that it is given.

    Raises TypeError where an array is of another type than the body names, is read-only or does not lie in one piece.
    """

    def __init__(self, body: Callable[..., Any]) -> None:
        self.body = body
        self.name = f"{body.__module__.rpartition('.')[2]}_{body.__name__}"

    @cached_property
    def signature(self) -> tuple[dict[str, Kind], type]:
        """The kinds of the arguments by name, and what is returned: a scalar or nothing."""
        hints = get_type_hints(self.body, include_extras=True)
        returned = hints.pop("return")
        return {name: _kind(hint) for name, hint in hints.items()}, returned

    def __call__(self, *arguments: Any) -> Any:
        given = Given(*arguments)
        if given.kinds != self._arrays:
            raise TypeError(f"{self.name} takes {self._arrays}, not {given.kinds}")
        return self._code(*given.parts)

    @cached_property
    def _arrays(self) -> list[Kind | None]:
        return [None if isinstance(kind, type) else kind for kind in self.signature[0].values()]

    @cached_property
    def _code(self) -> Callable[..., Any]:
        kinds, returned = self.signature
        parts: list[Any] = []
        for kind in kinds.values():
            parts += [SCALARS[kind]] if isinstance(kind, type) else [ctypes.c_void_p, *[ctypes.c_int64] * kind[1]]
        return ctypes.CFUNCTYPE(SCALARS.get(returned), *parts)(machine.address(self.name))


def _kind(hint: Any) -> Kind:
    """That of an array as it is annotated, or of a scalar."""
    if hint in SCALARS:
        return hint  # type: ignore[no-any-return]
    _, element, dimensions = get_args(hint)
    return np.dtype(element), dimensions


def compiling(**options: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Marks a function that loops call with options of the compiler, numba's."""

    def mark(function: Callable[..., Any]) -> Callable[..., Any]:
        function.__dict__["compiling"] = options
        return function

    return mark
