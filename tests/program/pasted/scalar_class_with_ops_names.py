# Homework 1: a tiny autograd engine
from __future__ import annotations
import math
from typing import Callable, List, Tuple, Union

Number = Union[int, float]

class Scalar:
    """A scalar with gradient tracking."""

    def __init__(self, value: Number, parents: Tuple["Scalar", ...] = (), op: str = "") -> None:
        self.value = float(value)
        self.derivative: float = 0.0
        self.parents = parents
        self.op = op
        self._grad_fn: Callable[[], None] = lambda: None

    @staticmethod
    def _wrap(x: Union["Scalar", Number]) -> "Scalar":
        return x if isinstance(x, Scalar) else Scalar(x)

    def __add__(self, other) -> "Scalar":
        other = Scalar._wrap(other)
        result = Scalar(self.value + other.value, (self, other), "+")

        def grad_fn() -> None:
            self.derivative += result.derivative
            other.derivative += result.derivative

        result._grad_fn = grad_fn
        return result

    def __mul__(self, other) -> "Scalar":
        other = Scalar._wrap(other)
        result = Scalar(self.value * other.value, (self, other), "*")

        def grad_fn() -> None:
            self.derivative += result.derivative * other.value
            other.derivative += result.derivative * self.value

        result._grad_fn = grad_fn
        return result

    def sigmoid(self) -> "Scalar":
        s = 1.0 / (1.0 + math.exp(-self.value))
        result = Scalar(s, (self,), "sigmoid")

        def grad_fn() -> None:
            self.derivative += s * (1 - s) * result.derivative

        result._grad_fn = grad_fn
        return result

    def log(self) -> "Scalar":
        result = Scalar(math.log(self.value), (self,), "log")

        def grad_fn() -> None:
            self.derivative += result.derivative / self.value

        result._grad_fn = grad_fn
        return result

    def __neg__(self): return self * -1
    def __sub__(self, other): return self + (-other)
    def __radd__(self, other): return self + other
    def __rmul__(self, other): return self * other
    def __rsub__(self, other): return (-self) + other

    def backward(self) -> None:
        order: List[Scalar] = []
        seen = set()

        def visit(node: Scalar) -> None:
            if id(node) in seen:
                return
            seen.add(id(node))
            for parent in node.parents:
                visit(parent)
            order.append(node)

        visit(self)
        self.derivative = 1.0
        for node in order[::-1]:
            node._grad_fn()

    def __repr__(self) -> str:
        return f"Scalar({self.value:.4f}, d={self.derivative:.4f})"


def binary_cross_entropy(p: Scalar, y: int) -> Scalar:
    return -(y * p.log() + (1 - y) * (1 - p).log())


if __name__ == "__main__":
    w, b = Scalar(0.5), Scalar(-0.25)
    data = [(1.0, 1), (2.0, 1), (-1.5, 0)]
    total = Scalar(0.0)
    for x, y in data:
        total = total + binary_cross_entropy((w * x + b).sigmoid(), y)
    loss = total * (1 / len(data))
    loss.backward()
    print(loss)
    print("dw = %.6f, db = %.6f" % (w.derivative, b.derivative))
    assert math.isclose(loss.value, 0.32, abs_tol=0.2)
