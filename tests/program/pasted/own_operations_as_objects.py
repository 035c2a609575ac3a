from __future__ import annotations
import math
from dataclasses import dataclass, field
from typing import Callable, ClassVar, Generic, TypeVar
from abc import ABC, abstractmethod

T = TypeVar("T")

class Op(ABC):
    @abstractmethod
    def forward(self, *xs: float) -> float: ...
    @abstractmethod
    def backward(self, grad: float, *xs: float) -> tuple[float, ...]: ...

class Add(Op):
    def forward(self, x, y): return x + y
    def backward(self, grad, x, y): return grad, grad

class Mul(Op):
    def forward(self, x, y): return x * y
    def backward(self, grad, x, y): return grad * y, grad * x

class Tanh(Op):
    def forward(self, x): return math.tanh(x)
    def backward(self, grad, x): return (grad * (1 - math.tanh(x) ** 2),)

@dataclass(eq=False)
class Node(Generic[T]):
    data: float
    op: Op | None = None
    inputs: tuple[Node, ...] = ()
    grad: float = 0.0
    count: ClassVar[int] = 0

    @classmethod
    def apply(cls, op: Op, *inputs: Node) -> Node:
        cls.count += 1
        return cls(op.forward(*(i.data for i in inputs)), op, inputs)

    def __add__(self, other: Node | float) -> Node:
        return Node.apply(Add(), self, other if isinstance(other, Node) else Node(other))
    def __mul__(self, other: Node | float) -> Node:
        return Node.apply(Mul(), self, other if isinstance(other, Node) else Node(other))
    def tanh(self) -> Node:
        return Node.apply(Tanh(), self)

    def backward(self) -> None:
        topo: list[Node] = []
        seen: set[int] = set()
        stack: list[tuple[Node, bool]] = [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                topo.append(node)
                continue
            if (key := id(node)) in seen:
                continue
            seen.add(key)
            stack.append((node, True))
            stack.extend((child, False) for child in node.inputs)
        self.grad = 1.0
        while topo:
            node = topo.pop()
            if node.op is None:
                continue
            for inp, g in zip(node.inputs, node.op.backward(node.grad, *(i.data for i in node.inputs))):
                inp.grad += g

x1, x2, w1, w2, b = map(Node, (2.0, 0.0, -3.0, 1.0, 6.8813735870195432))
o = (x1 * w1 + x2 * w2 + b).tanh()
o.backward()
print(f"{o.data:.4f}", *(round(n.grad, 4) for n in (x1, w1, x2, w2, b)))
print(Node.count)
