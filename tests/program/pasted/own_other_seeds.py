class Value:
    def __init__(self, data, parents=()):
        self.data = data; self.grad = None; self.parents = parents
    def __mul__(self, o): return Value(self.data * o.data, ((self, o.data), (o, self.data)))
    def __add__(self, o): return Value(self.data + o.data, ((self, 1), (o, 1)))
    def backward(self, gradient=1):
        topo, seen = [], set()
        def f(n):
            if n in seen: return
            seen.add(n)
            for p, _ in n.parents: f(p)
            topo.append(n)
        f(self)
        for n in topo: n.grad = 0
        self.grad = gradient
        for n in reversed(topo):
            for p, d in n.parents: p.grad += d * n.grad
a, b = Value(3), Value(4)
c = a * b + a
c.backward()
print(a.grad, b.grad)
c.backward(gradient=10)
print(a.grad, b.grad)
