import math
from functools import partialmethod

class Context:
    def __init__(self, arg, *tensors):
        self.arg = arg
        self.parents = tensors
        self.saved_tensors = []

    def save_for_backward(self, *x):
        self.saved_tensors.extend(x)

class Tensor:
    def __init__(self, data):
        self.data = data
        self.grad = None
        self._ctx = None

    def __repr__(self):
        return f"Tensor {self.data!r} with grad {self.grad!r}"

    def backward(self, allow_fill=True):
        if self._ctx is None:
            return
        if self.grad is None and allow_fill:
            self.grad = 1.0
        assert self.grad is not None
        grads = self._ctx.arg.backward(self._ctx, self.grad)
        if len(self._ctx.parents) == 1:
            grads = [grads]
        for t, g in zip(self._ctx.parents, grads):
            if g is None:
                continue
            t.grad = g if t.grad is None else t.grad + g
            t.backward(False)

class Function:
    def apply(self, arg, *x):
        ctx = Context(arg, self, *x)
        ret = Tensor(arg.forward(ctx, self.data, *[t.data for t in x]))
        ret._ctx = ctx
        return ret

def register(name, fxn):
    setattr(Tensor, name, partialmethod(fxn.apply, fxn))

class Mul(Function):
    @staticmethod
    def forward(ctx, x, y):
        ctx.save_for_backward(x, y)
        return x * y
    @staticmethod
    def backward(ctx, grad_output):
        x, y = ctx.saved_tensors
        return y * grad_output, x * grad_output
register('mul', Mul)

class ReLU(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return max(x, 0.0)
    @staticmethod
    def backward(ctx, g):
        x, = ctx.saved_tensors
        return g * (x > 0)
register('relu', ReLU)

x = Tensor(2.0)
w = Tensor(-0.5)
w2 = Tensor(3.0)
y = x.mul(w).mul(w2).relu()
z = x.mul(w2).relu()
z.backward()
print(z, x.grad, w2.grad)
