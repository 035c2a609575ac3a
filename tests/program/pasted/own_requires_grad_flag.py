import math, random
random.seed(0)
class Tensor:
    _grad_enabled = True
    class no_grad:
        def __enter__(self): Tensor._grad_enabled = False
        def __exit__(self, *a): Tensor._grad_enabled = True
    def __init__(self, data, requires_grad=False, _prev=()):
        self.data = data; self.requires_grad = requires_grad; self.grad = None; self._prev = _prev; self.grad_fn = None
    def _acc(self, g): self.grad = g if self.grad is None else self.grad + g
    def __add__(self, o):
        o = o if isinstance(o, Tensor) else Tensor(o)
        out = Tensor(self.data + o.data, self.requires_grad or o.requires_grad)
        if out.requires_grad and Tensor._grad_enabled:
            out._prev = (self, o)
            def fn(g):
                if self.requires_grad: self._acc(g)
                if o.requires_grad: o._acc(g)
            out.grad_fn = fn
        return out
    def __mul__(self, o):
        o = o if isinstance(o, Tensor) else Tensor(o)
        out = Tensor(self.data * o.data, self.requires_grad or o.requires_grad)
        if out.requires_grad and Tensor._grad_enabled:
            out._prev = (self, o)
            def fn(g):
                if self.requires_grad: self._acc(g * o.data)
                if o.requires_grad: o._acc(g * self.data)
            out.grad_fn = fn
        return out
    def backward(self):
        topo, seen = [], set()
        def go(v):
            if v in seen: return
            seen.add(v)
            for p in v._prev: go(p)
            topo.append(v)
        go(self)
        self.grad = 1.0
        for v in reversed(topo):
            if v.grad_fn: v.grad_fn(v.grad)
w = Tensor(0.5, requires_grad=True)
b = Tensor(0.0, requires_grad=True)
x, y = Tensor(2.0), Tensor(-3.0)
for i in range(3):
    e = w * x + b + y
    loss = e * e
    loss.backward()
    with Tensor.no_grad():
        w = Tensor((w.data - 0.05 * w.grad), requires_grad=True)
        b = Tensor((b.data - 0.05 * b.grad), requires_grad=True)
    print(i, round(loss.data, 6), round(w.data, 6), round(b.data, 6), x.grad)
