class Value:
    def __init__(self, data, children=()):
        self._data = float(data); self._grad = 0.0; self.children = tuple(children); self._vjp = None
    @property
    def data(self): return self._data
    @data.setter
    def data(self, v): self._data = float(v)
    @property
    def grad(self): return self._grad
    @grad.setter
    def grad(self, g): self._grad = g
    def __add__(self, o):
        out = Value(self.data + o.data, (self, o)); out._vjp = lambda g: (g, g); return out
    def __mul__(self, o):
        out = Value(self.data * o.data, (self, o)); out._vjp = lambda g: (g * o.data, g * self.data); return out
    def backward(self):
        topo, seen = [], set()
        def walk(v):
            if v not in seen:
                seen.add(v)
                for c in v.children: walk(c)
                topo.append(v)
        walk(self)
        self.grad = 1.0
        for v in reversed(topo):
            if v._vjp:
                for c, g in zip(v.children, v._vjp(v.grad)): c.grad += g
p, q = Value(1.5), Value(-4)
for _ in range(2):
    p.grad = q.grad = 0.0
    z = p * q + q * q + p
    z.backward()
    p.data -= 0.1 * p.grad
    print(z.data, p.grad, q.grad, p.data)
