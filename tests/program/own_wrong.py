"""Classes with one mistake, and its kind; `ENGINE` is micrograd's own, as it is installed."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from tests.program import own_classes as own

PASTED = Path(__file__).parent / "pasted"
CLOSURES, USE = own.CLOSURES, own.USE
ENGINE = inspect.getsource(pytest.importorskip("micrograd.engine"))
README = (PASTED / "micrograd_readme.py").read_text("utf-8").replace("from micrograd.engine import Value", "")
WRONG: dict[str, tuple[str, str]] = {}


def add(kind: str, name: str, program: str) -> None:
    WRONG[name] = (kind, program)


add(
    "overwritten",
    "mg mul overwrites",
    ENGINE.replace("self.grad += other.data * out.grad", "self.grad = other.data * out.grad").replace(
        "other.grad += self.data * out.grad", "other.grad = self.data * out.grad"
    )
    + README,
)
add(
    "overwritten",
    "mg add overwrites a+a",
    ENGINE.replace(
        "self.grad += out.grad\n            other.grad += out.grad",
        "self.grad = out.grad\n            other.grad = out.grad",
    )
    + "a=Value(3.0)\nb=a+a\nb.backward()\n",
)
add("overwritten", "mg all overwrite readme", ENGINE.replace(".grad +=", ".grad =") + README)
add(
    "overwritten",
    "pow overwrites",
    ENGINE.replace("self.grad += (other * self.data", "self.grad = (other * self.data")
    + "a=Value(3.0)\nb=a**2+a*4+a**3\nb.backward()\n",
)
add(
    "overwritten",
    "net relu overwrites",
    ENGINE.replace("self.grad += (out.data > 0) * out.grad", "self.grad = (out.data > 0) * out.grad")
    + "a=Value(3.0)\nb=a.relu()*2+a.relu()*3+a\nb.backward()\n",
)
add(
    "derivative",
    "relu derivative",
    ENGINE.replace("(out.data > 0) * out.grad", "(out.data > 0) * out.data * out.grad")
    + "a=Value(3.0)\nb=a.relu()*2\nb.backward()\n",
)
add("derivative", "pow derivative", ENGINE.replace("other * self.data**(other-1)", "other * self.data**other") + README)
add(
    "derivative",
    "mul same operand",
    ENGINE.replace("self.grad += other.data * out.grad", "self.grad += self.data * out.grad")
    + "a=Value(3.0);b=Value(5.0)\nc=a*b+a\nc.backward()\n",
)
add("derivative", "tanh plus", CLOSURES.replace("(1 - t ** 2)", "(1 + t ** 2)") + USE)
add(
    "derivative",
    "exp wrong",
    CLOSURES.replace("self.grad += out.data * out.grad", "self.grad += self.data * out.grad")
    + "a=Value(0.3)\n(a.exp()*2).backward()\n",
)
add(
    "chain",
    "mg add forgets chain",
    ENGINE.replace(
        "self.grad += out.grad\n            other.grad += out.grad", "self.grad += 1.0\n            other.grad += 1.0"
    )
    + "a=Value(3.0);b=Value(2.0)\nc=(a+b)*4\nc.backward()\n",
)
add(
    "chain",
    "mul forgets chain",
    ENGINE.replace("self.grad += other.data * out.grad", "self.grad += other.data").replace(
        "other.grad += self.data * out.grad", "other.grad += self.data"
    )
    + "a=Value(3.0);b=Value(2.0)\nc=(a*b)*4.0\nc.backward()\n",
)
add(
    "chain",
    "pow forgets",
    ENGINE.replace("(other * self.data**(other-1)) * out.grad", "(other * self.data**(other-1))")
    + "a=Value(3.0)\nc=a**2*5\nc.backward()\n",
)
add(
    "chain",
    "exp forgets",
    CLOSURES.replace("self.grad += out.data * out.grad", "self.grad += out.data")
    + "a=Value(0.3)\n(a.exp()*2).backward()\n",
)
add("order", "mg unreversed", ENGINE.replace("for v in reversed(topo)", "for v in topo") + README)
add(
    "order",
    "preorder",
    ENGINE.replace(
        "                for child in v._prev:\n                    build_topo(child)\n                topo.append(v)",
        "                topo.append(v)\n                for child in v._prev:\n                    build_topo(child)",
    ).replace("for v in reversed(topo)", "for v in topo")
    + "a=Value(2.0);b=Value(3.0)\nc=a*b\nd=c+a\ne=c*d\nf=e+c\nf.backward()\n",
)
add(
    "order",
    "bfs",
    ENGINE[: ENGINE.index("        # topological order")]
    + """        todo = [self]
        seen = {self}
        self.grad = 1
        while todo:
            v = todo.pop(0)
            v._backward()
            for c in v._prev:
                if c not in seen:
                    seen.add(c)
                    todo.append(c)
"""
    + ENGINE[ENGINE.index("    def __neg__") :]
    + "a=Value(2.0)\nc=a*a\nd=c*3.0\ne=d*2.0\nf=e+c\nf.backward()\n",
)
add("not_zeroed", "twice", ENGINE + "a=Value(2.0);b=a*a;c=b*3\nc.backward()\nc.backward()\n")
add("not_zeroed", "zero only params", ENGINE + "a=Value(2.0);b=a*a;c=b*3\nc.backward()\na.grad=0\nc.backward()\n")
add("seed", "no seed", ENGINE.replace("        self.grad = 1\n", "") + "a=Value(2.0);b=a*a\nb.backward()\n")
add(
    "seed",
    "seed data",
    ENGINE.replace("        self.grad = 1\n", "        self.grad = self.data\n") + "a=Value(2.0);b=a*a\nb.backward()\n",
)
add(
    "lost_edge",
    "only self child",
    ENGINE.replace(
        "out = Value(self.data + other.data, (self, other), '+')", "out = Value(self.data + other.data, (self,), '+')"
    )
    + "a=Value(2.0);b=Value(3.0)\nc=a*2+b*3\nc.backward()\n",
)
add(
    "lost_edge",
    "set of children with locals",
    own.LOCALS.replace("PARENTS", "set(parents)") + own.SMALL_USE.replace("KIND", "Scalar").replace("RUN", "backprop"),
)
add(
    "lost_edge",
    "dict of children",
    """
class V:
    def __init__(self, data, parents=None):
        self.data=data; self.grad=0.0; self.parents=parents or {}
    def __add__(self,o): return V(self.data+o.data,{self:1.0,o:1.0})
    def __mul__(self,o): return V(self.data*o.data,{self:o.data,o:self.data})
    def backward(self):
        topo,seen=[],set()
        def go(v):
            if v in seen: return
            seen.add(v)
            for p in v.parents: go(p)
            topo.append(v)
        go(self); self.grad=1.0
        for v in reversed(topo):
            for p,l in v.parents.items(): p.grad += l*v.grad
a=V(3.0);b=V(2.0)
c=a+a
d=c*b
d.backward()
""",
)
add(
    "silent",
    "mul no backward",
    ENGINE.replace(
        "        out._backward = _backward\n\n        return out\n\n    def __pow__",
        "        return out\n\n    def __pow__",
    )
    + "a=Value(2.0);b=Value(3.0)\nc=a*b+a\nc.backward()\n",
)
add(
    "value",
    "tanh value wrong",
    CLOSURES.replace(
        "t = (math.exp(2 * self.data) - 1) / (math.exp(2 * self.data) + 1)",
        "t = (math.exp(self.data) - 1) / (math.exp(self.data) + 1)",
    )
    + "a=Value(0.7)\na.tanh().backward()\n",
)
add(
    "value",
    "sub reversed",
    CLOSURES.replace(
        "def __sub__(self, other): return self + (-other)",
        """def __sub__(self, other):
        out = Value(other.data - self.data, (self, other), '-')
        def _backward():
            self.grad += out.grad
            other.grad -= out.grad
        out._backward = _backward
        return out""",
    )
    + "a=Value(0.7);b=Value(2.0)\n(a-b).backward()\n",
)
add(
    "derivative",
    "sub sign",
    CLOSURES.replace(
        "def __sub__(self, other): return self + (-other)",
        """def __sub__(self, other):
        out = Value(self.data - other.data, (self, other), '-')
        def _backward():
            self.grad += out.grad
            other.grad += out.grad
        out._backward = _backward
        return out""",
    )
    + "a=Value(0.7);b=Value(2.0)\n((a-b)*2.0).backward()\n",
)
add(
    "derivative",
    "net with wrong tanh",
    CLOSURES.replace("(1 - t ** 2)", "(1 - t)")
    + (PASTED / "lecture_mlp_50_epochs.py").read_text("utf-8").replace("range(50)", "range(2)"),
)
add(
    "overwritten",
    "net overwrites",
    CLOSURES.replace(".grad += ", ".grad = ")
    + (PASTED / "lecture_mlp_50_epochs.py").read_text("utf-8").replace("range(50)", "range(2)"),
)
add(
    "chain",
    "div forgets chain",
    CLOSURES.replace(
        "    def __truediv__(self, other): return self * other ** -1\n",
        """    def __truediv__(self, other):
        out = Value(self.data / other.data, (self, other), "/")
        def _backward():
            self.grad += 1 / other.data
            other.grad += -self.data / other.data**2
        out._backward = _backward
        return out
""",
    )
    + "a=Value(2.0);b=Value(5.0)\nc=(a/b)*3.0\nc.backward()\n",
)
