"""A tiny autograd engine. Usage: python tiny.py"""
from __future__ import annotations

import math
import random
from dataclasses import dataclass, field
from functools import reduce
from itertools import chain
from typing import Callable, Iterable, Optional, Union

Number = Union[int, float]


class Value:
    def __init__(self, data: Number, _parents: tuple[Value, ...] = (), _op: str = "", label: Optional[str] = None) -> None:
        self.data: float = float(data)
        self.grad: float = 0.0
        self._parents = _parents
        self._op = _op
        self._backward: Callable[[], None] = lambda: None
        self.label = label or ""

    @staticmethod
    def _ensure(x: Union[Value, Number]) -> Value:
        return x if isinstance(x, Value) else Value(x)

    def _make(self, data, parents, op, backward):
        out = Value(data, parents, op)
        def _backward():
            backward(out.grad)
        out._backward = _backward
        return out

    def __add__(self, other):
        other = Value._ensure(other)
        def backward(g):
            self.grad += g
            other.grad += g
        return self._make(self.data + other.data, (self, other), "+", backward)

    def __mul__(self, other):
        other = Value._ensure(other)
        def backward(g):
            self.grad += other.data * g
            other.grad += self.data * g
        return self._make(self.data * other.data, (self, other), "*", backward)

    def __pow__(self, k: Number):
        def backward(g):
            self.grad += k * self.data ** (k - 1) * g
        return self._make(self.data ** k, (self,), f"**{k}", backward)

    def tanh(self):
        t = math.tanh(self.data)
        def backward(g):
            self.grad += (1 - t * t) * g
        return self._make(t, (self,), "tanh", backward)

    __radd__ = __add__
    __rmul__ = __mul__

    def __neg__(self): return self * -1
    def __sub__(self, other): return self + (-Value._ensure(other))
    def __rsub__(self, other): return Value._ensure(other) - self
    def __truediv__(self, other): return self * Value._ensure(other) ** -1

    def backward(self) -> None:
        topo: list[Value] = []
        seen: set[Value] = set()
        def build(v: Value) -> None:
            if v in seen:
                return
            seen.add(v)
            for p in v._parents:
                build(p)
            topo.append(v)
        build(self)
        self.grad = 1.0
        for v in reversed(topo):
            v._backward()


@dataclass
class Config:
    lr: float = 0.05
    epochs: int = 8
    hidden: list[int] = field(default_factory=lambda: [3])
    seed: int = 7


class Neuron:
    def __init__(self, nin: int, rng: random.Random, nonlin: bool = True):
        self.w = [Value(rng.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.nonlin = nonlin

    def __call__(self, x):
        act = reduce(lambda acc, pair: acc + pair[0] * pair[1], zip(self.w, x), self.b)
        return act.tanh() if self.nonlin else act

    @property
    def parameters(self):
        return [*self.w, self.b]


class MLP:
    def __init__(self, nin: int, sizes: list[int], rng):
        dims = [nin, *sizes]
        self.layers = [[Neuron(i, rng, nonlin=k < len(sizes) - 1) for _ in range(o)] for k, (i, o) in enumerate(zip(dims, dims[1:]))]

    def __call__(self, x):
        for layer in self.layers:
            x = [n(x) for n in layer]
        return x[0] if len(x) == 1 else x

    @property
    def parameters(self):
        return list(chain.from_iterable(n.parameters for layer in self.layers for n in layer))


def train(cfg: Config) -> list[float]:
    rng = random.Random(cfg.seed)
    model = MLP(2, [*cfg.hidden, 1], rng)
    data = [((0, 0), 0), ((0, 1), 1), ((1, 0), 1), ((1, 1), 0)]
    history: list[float] = []
    for epoch in range(cfg.epochs):
        loss = sum(((model(x) - y) ** 2 for x, y in data), Value(0.0)) / len(data)
        for p in model.parameters:
            p.grad = 0.0
        loss.backward()
        for p in model.parameters:
            p.data -= cfg.lr * p.grad
        history.append(loss.data)
        if epoch % 2 == 0:
            print(f"{epoch=:<4} {loss.data:>{10}.{5}f}")
    return history


def main() -> None:
    history = train(Config())
    print(f"final loss: {history[-1]:.6f} (improved: {history[-1] < history[0]})")
    print(" ".join(f"{h:.3f}" for h in history))


if __name__ == "__main__":
    main()
