class Value:
    def __init__(self, data, prev=()):
        self.data = data; self.grad = 0.0; self.prev = prev; self._bw = lambda: None
    def __add__(self, o):
        o = o if isinstance(o, Value) else Value(o)
        out = Value(self.data + o.data, (self, o))
        def bw(): self.grad += out.grad; o.grad += out.grad
        out._bw = bw
        return out
    def __mul__(self, o):
        o = o if isinstance(o, Value) else Value(o)
        out = Value(self.data * o.data, (self, o))
        def bw(): self.grad += o.data * out.grad; o.grad += self.data * out.grad
        out._bw = bw
        return out
    def backward(self):
        topo, seen = [], set()
        def build(v):
            if v in seen: return
            seen.add(v)
            for p in v.prev: build(p)
            topo.append(v)
        build(self)
        for v in topo: v.grad = 0.0
        self.grad = 1.0
        for v in reversed(topo): v._bw()
a = Value(3.0)
b = a * 2 + a
b.backward()
b.backward()
print(a.grad)
