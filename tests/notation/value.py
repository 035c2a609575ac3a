"""A Value with the arithmetic and the relu that micrograd's engine has, to run exported programs on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Value:
    def __init__(self, data: float, _children: tuple[Any, ...] = (), _op: str = "") -> None:
        self.data, self.grad = data, 0.0
        self._prev = set(_children)
        self._backward: Callable[[], None] = lambda: None

    def _with(self, data: float, *slopes: tuple[Any, float]) -> Any:
        out = type(self)(data, tuple(value for value, _ in slopes))

        def pass_on() -> None:
            for value, slope in slopes:
                value.grad += slope * out.grad

        out._backward = pass_on
        return out

    def _value(self, other: Any) -> Any:
        return other if isinstance(other, Value) else type(self)(other)

    def __add__(self, other: Any) -> Any:
        other = self._value(other)
        return self._with(self.data + other.data, (self, 1.0), (other, 1.0))

    def __mul__(self, other: Any) -> Any:
        other = self._value(other)
        return self._with(self.data * other.data, (self, other.data), (other, self.data))

    def __pow__(self, other: float) -> Any:
        assert isinstance(other, int | float), "micrograd has powers of numbers only"
        return self._with(self.data**other, (self, other * self.data ** (other - 1)))

    def relu(self) -> Any:
        return self._with(max(0.0, self.data), (self, float(self.data > 0)))

    def __neg__(self) -> Any:
        return self * -1

    def __radd__(self, other: float) -> Any:
        return self + other

    def __sub__(self, other: Any) -> Any:
        return self + (-other)

    def __rsub__(self, other: float) -> Any:
        return self._value(other) + (-self)

    def __rmul__(self, other: float) -> Any:
        return self * other

    def __truediv__(self, other: Any) -> Any:
        return self * self._value(other) ** -1

    def __rtruediv__(self, other: float) -> Any:
        return self._value(other) * self**-1

    def backward(self) -> None:
        order: list[Any] = []
        seen: set[Any] = set()
        stack: list[tuple[Any, bool]] = [(self, False)]
        while stack:
            value, done = stack.pop()
            if done:
                order.append(value)
            elif value not in seen:
                seen.add(value)
                stack += [(value, True), *((child, False) for child in value._prev)]
        self.grad = 1.0
        for value in reversed(order):
            value._backward()
