import numpy as np
class Tensor:
    def __init__(self, data, _children=()):
        self.data = np.asarray(data, dtype=np.float64)
        self.grad = np.zeros_like(self.data)
        self._prev = set(_children)
        self._backward = lambda: None
    def __matmul__(self, o):
        out = Tensor(self.data @ o.data, (self, o))
        def _b():
            self.grad += out.grad @ o.data.T
            o.grad += self.data.T @ out.grad
        out._backward = _b
        return out
    def sum(self):
        out = Tensor(self.data.sum(), (self,))
        def _b(): self.grad += np.ones_like(self.data) * out.grad
        out._backward = _b
        return out
    def backward(self):
        topo, seen = [], set()
        def go(v):
            if v not in seen:
                seen.add(v)
                for c in v._prev: go(c)
                topo.append(v)
        go(self)
        self.grad = np.ones_like(self.data)
        for v in reversed(topo): v._backward()
A = Tensor([[1, 2], [3, 4]]); x = Tensor([[0.5], [-1.0]])
L = (A @ x).sum()
L.backward()
print(L.data, A.grad.tolist(), x.grad.ravel())
