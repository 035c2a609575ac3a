"""Autograd with Function objects and a ctx, as in the PyTorch docs."""
import math

class Context:
    def __init__(self):
        self.saved = ()
    def save_for_backward(self, *args):
        self.saved = args

class Function:
    @classmethod
    def apply(cls, *inputs):
        ctx = Context()
        out = Variable(cls.forward(ctx, *[i.data for i in inputs]))
        out.creator = (cls, ctx, inputs)
        return out

class Add(Function):
    @staticmethod
    def forward(ctx, a, b):
        return a + b
    @staticmethod
    def backward(ctx, g):
        return g, g

class Mul(Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return a * b
    @staticmethod
    def backward(ctx, g):
        a, b = ctx.saved
        return g * b, g * a

class Tanh(Function):
    @staticmethod
    def forward(ctx, a):
        t = math.tanh(a)
        ctx.save_for_backward(t)
        return t
    @staticmethod
    def backward(ctx, g):
        (t,) = ctx.saved
        return (g * (1 - t * t),)

class Variable:
    def __init__(self, data):
        self.data = data
        self.grad = 0.0
        self.creator = None
    def __add__(self, other):
        return Add.apply(self, other if isinstance(other, Variable) else Variable(other))
    def __mul__(self, other):
        return Mul.apply(self, other if isinstance(other, Variable) else Variable(other))
    def tanh(self):
        return Tanh.apply(self)
    def backward(self):
        order, seen = [], set()
        def walk(v):
            if v in seen: return
            seen.add(v)
            if v.creator:
                for i in v.creator[2]:
                    walk(i)
            order.append(v)
        walk(self)
        self.grad = 1.0
        for v in reversed(order):
            if v.creator:
                cls, ctx, inputs = v.creator
                for i, g in zip(inputs, cls.backward(ctx, v.grad)):
                    i.grad += g

a, b = Variable(0.7), Variable(-1.1)
out = (a * b + a).tanh() * b
out.backward()
print(out.data, a.grad, b.grad)
