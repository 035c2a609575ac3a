import math, random
from typing import *
class Parameter:
    pass
class Value:
    def __init__(self, data, children=(), op=None):
        self.data, self.grad, self.children, self.op = data, 0, children, op
        self.backward_step = None
    def __mul__(self, other):
        other = self.ensure(other)
        out = Value(self.data*other.data, (self, other), op='*')
        def step():
            self.grad += out.grad*other.data
            other.grad += out.grad*self.data
        out.backward_step = step
        return out
    def __add__(self, other):
        other = self.ensure(other)
        out = Value(self.data+other.data, (self, other), op='+')
        def step():
            for v in out.children: v.grad += out.grad
        out.backward_step = step
        return out
    @staticmethod
    def ensure(v): return v if isinstance(v, Value) else Value(v)
    __radd__ = __add__
    __rmul__ = __mul__
    def __lt__(self, o): return self.data < o.data
    def topo(self):
        seen, out = set(), []
        stack = [iter([self])]
        def rec(n):
            if id(n) in seen: return
            seen.add(id(n))
            for c in n.children: rec(c)
            out.append(n)
        rec(self)
        return out
    def backward(self):
        self.grad = 1
        for n in reversed(self.topo()):
            if n.backward_step: n.backward_step()
a = Value(2); b = Value(3)
c = sum([a*b, a*2, b])
c.backward()
print(a.grad, b.grad, a < b, max(a, b).data, sorted([b, a])[0].data)
