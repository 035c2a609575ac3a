from enum import Enum, auto
from dataclasses import dataclass, field
import math

class Op(Enum):
    LEAF = auto()
    ADD = auto()
    MUL = auto()
    EXP = auto()

@dataclass(eq=False)
class V:
    data: float
    op: Op = Op.LEAF
    prev: tuple = ()
    grad: float = field(default=0.0, repr=False)

    def __add__(self, o): return V(self.data + o.data, Op.ADD, (self, o))
    def __mul__(self, o): return V(self.data * o.data, Op.MUL, (self, o))
    def exp(self): return V(math.exp(self.data), Op.EXP, (self,))

    def _push(self):
        match self.op, self.prev:
            case Op.LEAF, _:
                pass
            case Op.ADD, (a, b):
                a.grad += self.grad
                b.grad += self.grad
            case Op.MUL, (a, b):
                a.grad += b.data * self.grad
                b.grad += a.data * self.grad
            case Op.EXP, (a,):
                a.grad += self.data * self.grad
            case _:
                raise ValueError(f"unknown op {self.op}")

    def backward(self):
        order, seen = [], set()
        def visit(v):
            if v in seen: return
            seen.add(v)
            for p in v.prev: visit(p)
            order.append(v)
        visit(self)
        self.grad = 1.0
        for v in reversed(order): v._push()

a, b = V(0.5), V(-1.25)
c = (a * b + a).exp()
c.backward()
print(c)
print(a.grad, b.grad, [o.name for o in Op])
