class Value:
    def __init__(self, data, _prev=()):
        self._data = data
        self._grad = 0.0
        self._prev = _prev
        self._backward = None
    @property
    def data(self): return self._data
    @property
    def grad(self): return self._grad
    @grad.setter
    def grad(self, g): self._grad = g
    def __add__(self, o):
        out = Value(self._data + o._data, (self, o))
        def f():
            self._grad += out._grad
            o._grad += out._grad
        out._backward = f
        return out
    def __mul__(self, o):
        out = Value(self._data * o._data, (self, o))
        def f():
            self._grad += o._data * out._grad
            o._grad += self._data * out._grad
        out._backward = f
        return out
    def backward(self):
        order = []
        def topo(v):
            if v not in order:
                for p in v._prev: topo(p)
                order.append(v)
        topo(self)
        self.grad = 1.0
        for v in reversed(order):
            if v._backward: v._backward()
a = Value(1.5); b = Value(-2.0)
e = (a + b) * (a * b) + b
e.backward()
print(a.grad, b.grad)
