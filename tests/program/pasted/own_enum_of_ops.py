from enum import Enum, auto
import math
class Op(Enum):
    LEAF = auto()
    ADD = auto()
    MUL = auto()
    TANH = auto()
class Node:
    def __init__(self, data, op=Op.LEAF, inputs=()):
        self.data, self.op, self.inputs, self.grad = data, op, inputs, 0.0
    def __add__(a, b): return Node(a.data + b.data, Op.ADD, (a, b))
    def __mul__(a, b): return Node(a.data * b.data, Op.MUL, (a, b))
    def tanh(a): return Node(math.tanh(a.data), Op.TANH, (a,))
    def _push(self):
        match self.op:
            case Op.ADD:
                for i in self.inputs: i.grad += self.grad
            case Op.MUL:
                a, b = self.inputs
                a.grad += b.data * self.grad
                b.grad += a.data * self.grad
            case Op.TANH:
                (a,) = self.inputs
                a.grad += (1 - self.data ** 2) * self.grad
def backward(root):
    seen, order = set(), []
    def visit(n):
        if n in seen: return
        seen.add(n)
        for i in n.inputs: visit(i)
        order.append(n)
    visit(root)
    root.grad = 1.0
    while order: order.pop()._push()
a, b, c = Node(0.5), Node(-1.5), Node(2.0)
d = (a * b + c * a).tanh() * c
backward(d)
print(d.data, a.grad, b.grad, c.grad, d.op.name)
