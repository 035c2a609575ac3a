import math
class Value:
    def __init__(self, data, children=()):
        self.data = data; self.grad = 0.0; self.children = children; self._backward = lambda: None
    def __mul__(self, o):
        out = Value(self.data * o.data, (self, o))
        def b(): self.grad += o.data * out.grad; o.grad += self.data * out.grad
        out._backward = b
        return out
    def __add__(self, o):
        out = Value(self.data + o.data, (self, o))
        def b(): self.grad += out.grad; o.grad += out.grad
        out._backward = b
        return out
    def leaky_relu(self, slope=0.01):
        out = Value(self.data if self.data > 0 else slope * self.data, (self,))
        def b(): self.grad += (1 if self.data > 0 else slope) * out.grad
        out._backward = b
        return out
    def sin(self):
        out = Value(math.sin(self.data), (self,))
        def b(): self.grad += math.cos(self.data) * out.grad
        out._backward = b
        return out
    def sqrt(self):
        out = Value(math.sqrt(self.data), (self,))
        def b(): self.grad += 0.5 / out.data * out.grad
        out._backward = b
        return out
    def __abs__(self):
        out = Value(abs(self.data), (self,))
        def b(): self.grad += (1 if self.data >= 0 else -1) * out.grad
        out._backward = b
        return out
    def backward(self):
        topo = []
        def build(v):
            if v not in topo:
                for c in v.children: build(c)
                topo.append(v)
        build(self)
        self.grad = 1.0
        for v in reversed(topo): v._backward()
a = Value(-2.0); b = Value(9.0)
c = abs(a) * b.sqrt() + a.leaky_relu() * a.sin()
c.backward()
print(a.grad, b.grad)
