"""Classes as learners write them: right ones in several styles, and one with a slot for each mistake."""

from __future__ import annotations

CLOSURES = '''\
import math

class Value:
    """A number that remembers where it came from."""

    def __init__(self, data, _children=(), _op="", label=""):
        self.data = data
        self.grad = 0.0
        self._backward = lambda: None
        self._prev = set(_children)
        self._op = _op
        self.label = label

    def __repr__(self):
        return f"Value(data={self.data})"

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")
        def _backward():
            self.grad += out.grad
            other.grad += out.grad
        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), "*")
        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad
        out._backward = _backward
        return out

    def __pow__(self, k):
        assert isinstance(k, (int, float))
        out = Value(self.data ** k, (self,), f"**{k}")
        def _backward():
            self.grad += k * self.data ** (k - 1) * out.grad
        out._backward = _backward
        return out

    def tanh(self):
        t = (math.exp(2 * self.data) - 1) / (math.exp(2 * self.data) + 1)
        out = Value(t, (self,), "tanh")
        def _backward():
            self.grad += (1 - t ** 2) * out.grad
        out._backward = _backward
        return out

    def exp(self):
        out = Value(math.exp(self.data), (self,), "exp")
        def _backward():
            self.grad += out.data * out.grad
        out._backward = _backward
        return out

    def relu(self):
        out = Value(0 if self.data < 0 else self.data, (self,), "ReLU")
        def _backward():
            self.grad += (out.data > 0) * out.grad
        out._backward = _backward
        return out

    def __neg__(self): return self * -1
    def __radd__(self, other): return self + other
    def __sub__(self, other): return self + (-other)
    def __rsub__(self, other): return other + (-self)
    def __rmul__(self, other): return self * other
    def __truediv__(self, other): return self * other ** -1

    def backward(self):
        order, seen = [], set()
        def visit(node):
            if node not in seen:
                seen.add(node)
                for child in node._prev:
                    visit(child)
                order.append(node)
        visit(self)
        self.grad = 1.0
        for node in reversed(order):
            node._backward()
'''
LOCALS = """\
class Scalar:
    def __init__(self, value, parents=(), locals_=()):
        self.value = value
        self.gradient = 0
        self.parents = PARENTS
        self.locals_ = locals_
    def __add__(self, o):
        o = o if isinstance(o, Scalar) else Scalar(o)
        return Scalar(self.value + o.value, (self, o), (1.0, 1.0))
    def __mul__(self, o):
        o = o if isinstance(o, Scalar) else Scalar(o)
        return Scalar(self.value * o.value, (self, o), (o.value, self.value))
    __radd__ = __add__
    __rmul__ = __mul__
    def backprop(self):
        order = []
        def visit(node):
            if node not in order:
                for parent in node.parents:
                    visit(parent)
                order.append(node)
        visit(self)
        self.gradient = 1
        for node in order[::-1]:
            for parent, local in zip(node.parents, node.locals_):
                parent.gradient += local * node.gradient
"""
RECURSIVE = """\
class Var:
    def __init__(self, val, children=None):
        self.val = val
        self.children = children or []
        self.grad = 0.0
    def __add__(self, other):
        return Var(self.val + other.val, [(1.0, self), (1.0, other)])
    def __mul__(self, other):
        return Var(self.val * other.val, [(other.val, self), (self.val, other)])
    def sin(self):
        import math
        return Var(math.sin(self.val), [(math.cos(self.val), self)])
    def backward(self, seed=1.0):
        self.grad += seed
        for local, child in self.children:
            child.backward(seed * local)
"""
DATACLASS = """\
from dataclasses import dataclass, field
from typing import Callable, Optional, Tuple

@dataclass(eq=False)
class Node:
    data: float
    grad: float = 0.0
    prev: Tuple["Node", ...] = ()
    step: Optional[Callable] = None

    def __add__(self, other: "Node") -> "Node":
        out = Node(self.data + other.data, prev=(self, other))
        def step():
            self.grad += out.grad
            other.grad += out.grad
        out.step = step
        return out

    def __mul__(self, other: "Node") -> "Node":
        out = Node(self.data * other.data, prev=(self, other))
        def step():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad
        out.step = step
        return out

    def backward(self) -> None:
        topo, visited = [], set()
        def build(node):
            if id(node) not in visited:
                visited.add(id(node))
                for child in node.prev:
                    build(child)
                topo.append(node)
        build(self)
        for node in topo:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(topo):
            if node.step:
                node.step()
"""
METHODS = """\
class Tensor:
    def __init__(self, data, op=None, args=()):
        self._data = float(data)
        self._grad = 0.0
        self.op, self.args = op, args
    @property
    def data(self): return self._data
    @data.setter
    def data(self, value): self._data = value
    @property
    def grad(self): return self._grad
    @grad.setter
    def grad(self, value): self._grad = value
    def __add__(self, other): return Tensor(self.data + other.data, "add", (self, other))
    def __mul__(self, other): return Tensor(self.data * other.data, "mul", (self, other))
    def sigmoid(self):
        import math
        return Tensor(1 / (1 + math.exp(-self.data)), "sigmoid", (self,))
    def _step(self):
        if self.op == "add":
            for arg in self.args: arg.grad += self.grad
        elif self.op == "mul":
            x, y = self.args
            x.grad += y.data * self.grad
            y.grad += x.data * self.grad
        elif self.op == "sigmoid":
            self.args[0].grad += self.data * (1 - self.data) * self.grad
    def backward(self):
        self.grad = 1.0
        nodes, todo = [], [self]
        while todo:
            node = todo.pop()
            nodes.append(node)
            todo += node.args
        order = []
        for node in reversed(nodes):
            if node not in order: order.append(node)
        for node in sorted(order, key=depth, reverse=True): node._step()
def depth(node):
    return 1 + max([depth(arg) for arg in node.args], default=0)
"""
USE = """\
a = Value(-2.0)
b = Value(3.0)
d = a * b
e = a + b
f = d * e
g = f.tanh() + f * f + a + a * 2
g.backward()
"""
SMALL_USE = "a = KIND(3.0)\nb = KIND(2.0)\nc = a + a\nd = c * b + c * c\nd.RUN()\n"
