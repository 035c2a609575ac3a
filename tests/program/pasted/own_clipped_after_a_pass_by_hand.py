import math
class Var:
    def __init__(self, data, parents=()):
        self.data = data
        self.grad = 0.0
        self.parents = parents
    def __add__(self, o): return Var(self.data + o.data, [(self, 1.0), (o, 1.0)])
    def __mul__(self, o): return Var(self.data * o.data, [(self, o.data), (o, self.data)])
def backprop(out):
    order, seen = [], set()
    def dfs(v):
        if id(v) not in seen:
            seen.add(id(v))
            for p, _ in v.parents: dfs(p)
            order.append(v)
    dfs(out)
    out.grad = 1.0
    for v in reversed(order):
        for p, w in v.parents:
            p.grad += w * v.grad
w, b = Var(3.0), Var(1.0)
for epoch in range(4):
    loss = Var(0.0)
    for x, y in [(1.0, 2.0), (2.0, 4.0)]:
        e = w * Var(x) + b + Var(-y)
        loss = loss + e * e
    w.grad = b.grad = 0.0
    backprop(loss)
    for p in (w, b):
        p.grad = max(-1.0, min(1.0, p.grad))
        p.grad += 0.01 * p.data
        p.data -= 0.1 * p.grad
    print(epoch, round(loss.data, 5), round(w.data, 5))
