import math
class Node:
    def __init__(self, value=None, *parents):
        self.value = value
        self.grad = 0.0
        self.parents = list(parents)
    def __add__(self, other): return Add(self, _n(other))
    def __radd__(self, other): return Add(_n(other), self)
    def __mul__(self, other): return Mul(self, _n(other))
    def __rmul__(self, other): return Mul(_n(other), self)
    def __sub__(self, other): return Add(self, Mul(_n(-1.0), _n(other)))
    def tanh(self): return Tanh(self)
    def _accumulate(self): pass
    def backward(self):
        order = []
        def visit(n, seen=set()):
            if id(n) in seen: return
            seen.add(id(n))
            for p in n.parents: visit(p, seen)
            order.append(n)
        visit(self, set())
        self.grad = 1.0
        for n in reversed(order): n._accumulate()
def _n(x): return x if isinstance(x, Node) else Node(x)
class Add(Node):
    def __init__(self, a, b):
        super().__init__(a.value + b.value, a, b)
    def _accumulate(self):
        for p in self.parents: p.grad += self.grad
class Mul(Node):
    def __init__(self, a, b):
        super().__init__(a.value * b.value, a, b)
    def _accumulate(self):
        a, b = self.parents
        a.grad += b.value * self.grad
        b.grad += a.value * self.grad
class Tanh(Node):
    def __init__(self, a):
        super().__init__(math.tanh(a.value), a)
    def _accumulate(self):
        self.parents[0].grad += (1 - self.value ** 2) * self.grad
x, w = Node(0.5), Node(-1.2)
y = (x * w + 3 * w - x).tanh() * x
y.backward()
print(y.value, x.grad, w.grad)
