from __future__ import annotations
from typing import TypeVar, Generic, Optional, Union, Callable, overload
import operator
T = TypeVar("T", bound="Base")
Number = Union[int, float]
class Base(Generic[T]):
    data: float
    def __init__(self: T, data: Number, *, grad: Optional[float] = None) -> None:
        self.data = float(data)
        self.grad = grad if grad is not None else 0.0
        self._ctx: tuple[Callable[[float], None], tuple[Base, ...]] | None = None
    def _make(self, data: Number, fn: Callable[[float], None], *parents: Base) -> Base:
        out = type(self)(data)
        out._ctx = (fn, parents)
        return out
    def __add__(self, other: Base | Number) -> Base:
        other = other if isinstance(other, Base) else Base(other)
        def fn(g: float) -> None:
            self.grad += g
            other.grad += g
        return self._make(operator.add(self.data, other.data), fn, self, other)
    def __mul__(self, other: Base | Number) -> Base:
        other = other if isinstance(other, Base) else Base(other)
        def fn(g: float) -> None:
            self.grad += g * other.data
            other.grad += g * self.data
        return self._make(operator.mul(self.data, other.data), fn, self, other)
    def backward(self, g: float = 1.0) -> None:
        self.grad = g
        stack, order, seen = [self], [], set()
        def visit(n: Base) -> None:
            if id(n) in seen: return
            seen.add(id(n))
            if n._ctx:
                for p in n._ctx[1]: visit(p)
            order.append(n)
        visit(self)
        for n in reversed(order):
            if n._ctx: n._ctx[0](n.grad)
class Scalar(Base["Scalar"]):
    pass
x, y = Scalar(2), Scalar(-3)
z = x * y + x * x
z.backward()
print(z.data, x.grad, y.grad, type(z).__name__)
