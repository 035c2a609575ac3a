import math

class Tensor:
    count = 0
    grad_enabled = True

    def __init__(self, data, _parents=(), _backward=None):
        Tensor.count += 1
        self.id = Tensor.count
        self._data = data
        self.grad = 0.0
        self._parents = list(_parents)
        self._backward = _backward if _backward is not None else (lambda g: ())

    @property
    def data(self):
        return self._data

    @classmethod
    def of(cls, x):
        return x if isinstance(x, cls) else cls(x)

    def __add__(self, o):
        o = Tensor.of(o)
        return Tensor(self.data + o.data, [self, o], lambda g: (g, g))

    def __mul__(self, o):
        o = Tensor.of(o)
        return Tensor(self.data * o.data, [self, o], lambda g: (g * o.data, g * self.data))

    def __sub__(self, o):
        o = Tensor.of(o)
        return Tensor(self.data - o.data, [self, o], lambda g: (g, -g))

    def __truediv__(self, o):
        o = Tensor.of(o)
        return Tensor(self.data / o.data, [self, o], lambda g: (g / o.data, -g * self.data / o.data ** 2))

    def sin(self):
        return Tensor(math.sin(self.data), [self], lambda g: (g * math.cos(self.data),))

    def backward(self):
        nodes = {}
        def collect(t):
            nodes[t.id] = t
            for p in t._parents:
                if p.id not in nodes:
                    collect(p)
        collect(self)
        self.grad = 1.0
        for key in sorted(nodes, reverse=True):   # ids grow, so this is a topological order
            t = nodes[key]
            for p, g in zip(t._parents, t._backward(t.grad)):
                p.grad = p.grad + g

x = Tensor(1.2)
y = Tensor(0.4)
z = (x * y).sin() / (x - y) + x
z.backward()
print(f"{z.data:.8f} {x.grad:.8f} {y.grad:.8f}")
