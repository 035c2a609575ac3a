class Tensor:
    def __init__(self, data, requires_grad=False, _prev=()):
        import numpy as np
        self.data = np.asarray(data, dtype=float)
        self.grad = np.zeros_like(self.data)
        self._prev = _prev
        self._backward = lambda: None
    def __add__(self, other):
        out = Tensor(self.data + other.data, _prev=(self, other))
        def _backward():
            self.grad += out.grad
            other.grad += out.grad
        out._backward = _backward
        return out
    def sum(self):
        out = Tensor(self.data.sum(), _prev=(self,))
        def _backward():
            self.grad += out.grad
        out._backward = _backward
        return out
    def backward(self):
        self.grad = self.grad + 1
        self._backward()
a = Tensor([1.0, 2.0]); b = Tensor([3.0, 4.0])
s = (a + b).sum()
s.backward()
print(s.data)
