import math
class Value:
    __slots__ = ('data', 'grad', '_backward', '_prev', '_op', '__weakref__')
    def __init__(self, data, _prev=(), _op=''):
        self.data = data; self.grad = 0.0; self._prev = frozenset(_prev); self._op = _op
        self._backward = lambda: None
    def __repr__(self): return "Value(%.4f, grad=%.4f)" % (self.data, self.grad)
def binary(op):
    def deco(fn):
        def method(self, other):
            other = other if isinstance(other, Value) else Value(other)
            data, da, db = fn(self.data, other.data)
            out = Value(data, (self, other), op)
            def _backward():
                self.grad += da * out.grad
                other.grad += db * out.grad
            out._backward = _backward
            return out
        return method
    return deco
Value.__add__ = Value.__radd__ = binary('+')(lambda a, b: (a + b, 1, 1))
Value.__mul__ = Value.__rmul__ = binary('*')(lambda a, b: (a * b, b, a))
def backward(self):
    topo, visited = [], set()
    def build(v):
        if v not in visited:
            visited.add(v)
            for c in v._prev: build(c)
            topo.append(v)
    build(self)
    self.grad = 1.0
    for v in topo[::-1]: v._backward()
Value.backward = backward
a, b = Value(3.0), Value(-2.0)
c = a * b + 4 * a + b
c.backward()
print(a, b, c)
