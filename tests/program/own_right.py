"""Classes that are right, each written in another way; `ENGINE` is micrograd's own, as it is installed."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from tests.program import own_classes as own

PASTED = Path(__file__).parent / "pasted"
CLOSURES, USE = own.CLOSURES, own.USE
ENGINE = inspect.getsource(pytest.importorskip("micrograd.engine"))
README = (PASTED / "micrograd_readme.py").read_text("utf-8").replace("from micrograd.engine import Value", "")
NET = (PASTED / "module_base_class.py").read_text("utf-8").replace("from micrograd.engine import Value", "")
NET = NET.replace("for k in range(6)", "for k in range(3)")
RIGHT: dict[str, str] = {}
RIGHT["engine readme"] = ENGINE + README
RIGHT["engine net"] = ENGINE + NET
RIGHT["lecture stage 1: only data, manual grads"] = """
class Value:
    def __init__(self, data, _children=(), _op='', label=''):
        self.data = data
        self.grad = 0.0
        self._prev = set(_children)
        self._op = _op
        self.label = label
    def __add__(self, other):
        return Value(self.data + other.data, (self, other), '+')
    def __mul__(self, other):
        return Value(self.data * other.data, (self, other), '*')
a = Value(2.0, label='a'); b = Value(-3.0, label='b'); c = Value(10.0, label='c')
e = a*b; e.label='e'
d = e + c; d.label='d'
f = Value(-2.0, label='f')
L = d * f; L.label='L'
L.grad = 1.0
f.grad = 4.0
d.grad = -2.0
c.grad = -2.0
e.grad = -2.0
a.grad = (-2.0 * -3.0)
b.grad = (-2.0 * 2.0)
"""
RIGHT["stage 2: _backward called by hand"] = (
    CLOSURES
    + """
x1, x2, w1, w2 = Value(2.0), Value(0.0), Value(-3.0), Value(1.0)
b = Value(6.8813735870195432)
x1w1 = x1*w1; x2w2 = x2*w2; s = x1w1 + x2w2; n = s + b
o = n.tanh()
o.grad = 1.0
o._backward()
n._backward()
b._backward()
s._backward()
x2w2._backward()
x1w1._backward()
"""
)
RIGHT["stage 3: topo in cell"] = (
    CLOSURES
    + """
a = Value(2.0); b = Value(3.0); o = (a*b + a).tanh()
o.grad = 1.0
topo = []
visited = set()
def build_topo(v):
  if v not in visited:
    visited.add(v)
    for child in v._prev:
      build_topo(child)
    topo.append(v)
build_topo(o)
for node in reversed(topo):
  node._backward()
"""
)
RIGHT["cancellation a - a"] = CLOSURES + "a=Value(3.0)\nb=a-a\nb.backward()\n"
RIGHT["zero grads relu"] = CLOSURES + "a=Value(-3.0)\nb=(a.relu()*2+a)\nb.backward()\n"
RIGHT["list children deque kahn in class"] = """
from collections import deque
class Num:
    def __init__(self, v, deps=None, fn=None):
        self.v = v
        self.grad = 0.0
        self.deps = [] if deps is None else deps
        self.fn = fn
    def __add__(self, o):
        o = o if isinstance(o, Num) else Num(o)
        return Num(self.v + o.v, [self, o], lambda g: [g, g])
    def __mul__(self, o):
        o = o if isinstance(o, Num) else Num(o)
        return Num(self.v * o.v, [self, o], lambda g: [g * o.v, g * self.v])
    def backward(self):
        indeg = {}
        todo = [self]; seen = {self}
        while todo:
            n = todo.pop()
            for d in n.deps:
                indeg[d] = indeg.get(d, 0) + 1
                if d not in seen:
                    seen.add(d); todo.append(d)
        q = deque([self]); self.grad = 1.0
        while q:
            n = q.popleft()
            if n.fn is None: continue
            for d, g in zip(n.deps, n.fn(n.grad)):
                d.grad += g
                indeg[d] -= 1
                if indeg[d] == 0: q.append(d)
x, y = Num(2.0), Num(3.0)
z = x*x*y + y + x*2
z.backward()
"""
RIGHT["grad None start"] = """
class Value:
    def __init__(self, data, parents=()):
        self.data = data; self.grad = None; self.parents = parents; self.back = None
    def __add__(self, o):
        out = Value(self.data + o.data, (self, o))
        def back(g):
            self.accumulate(g); o.accumulate(g)
        out.back = back
        return out
    def __mul__(self, o):
        out = Value(self.data * o.data, (self, o))
        def back(g):
            self.accumulate(g * o.data); o.accumulate(g * self.data)
        out.back = back
        return out
    def accumulate(self, g):
        self.grad = g if self.grad is None else self.grad + g
    def backward(self):
        order, seen = [], set()
        def dfs(v):
            if v in seen: return
            seen.add(v)
            for p in v.parents: dfs(p)
            order.append(v)
        dfs(self)
        self.accumulate(1.0)
        for v in order[::-1]:
            if v.back: v.back(v.grad)
a, b = Value(2.0), Value(-3.0)
c = a * b + a
d = c * c
d.backward()
"""
RIGHT["two roots"] = (
    CLOSURES
    + "a=Value(2.0);b=Value(3.0)\nc=a*b\nd=c+a\nd.backward()\ne=c*c\nfor v in (a,b,c,d): v.grad=0\ne.backward()\n"
)
RIGHT["accumulate on purpose leaves"] = (
    CLOSURES + "a=Value(2.0);b=Value(3.0)\nfor k in range(3):\n    l=a*b+a\n    l.backward()\nprint(a.grad)\n"
)
RIGHT["leaf root"] = CLOSURES + "a=Value(2.0)\na.backward()\n"
RIGHT["unused nodes"] = CLOSURES + "a=Value(2.0);b=Value(3.0)\nc=a*b\nz=c*a\nd=c+b\nd.backward()\n"
RIGHT["sum builtin"] = CLOSURES + "ws=[Value(0.1*i) for i in range(5)]\nl=sum(w*w for w in ws)\nl.backward()\n"
RIGHT["big gradients"] = CLOSURES + "a=Value(50.0)\nb=a**5*a**3\nb.backward()\n"
RIGHT["vanishing"] = CLOSURES + "a=Value(8.0)\nb=(a*3).tanh()*a.tanh()\nb.backward()\n"
