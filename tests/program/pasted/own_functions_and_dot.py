class Val:
    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents, self.rule = data, 0, parents, None
    def __add__(self, o): return add(self, o)
    def __mul__(self, o): return mul(self, o)
def add(a, b):
    out = Val(a.data + b.data, (a, b))
    out.rule = lambda g: [g, g]
    return out
def mul(a, b):
    out = Val(a.data * b.data, (a, b))
    out.rule = lambda g: [g * b.data, g * a.data]
    return out
def backward(root):
    order = []
    def visit(v):
        if v not in order:
            [visit(p) for p in v.parents]
            order.append(v)
    visit(root)
    root.grad = 1
    for v in reversed(order):
        if v.rule:
            for p, g in zip(v.parents, v.rule(v.grad)): p.grad += g
def dot(xs, ys):
    total = Val(0.0)
    for x, y in zip(xs, ys): total = add(total, mul(x, y))
    return total
w = [Val(0.1), Val(-0.4), Val(0.7)]
x = [Val(1.0), Val(2.0), Val(3.0)]
l = dot(w, x) * dot(w, w)
backward(l)
print([v.grad for v in w])
