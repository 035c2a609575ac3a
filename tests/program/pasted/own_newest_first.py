import itertools
counter = itertools.count()
class N:
    def __init__(self, x, parents=(), rule=None):
        self.x = x; self.grad = 0.0; self.parents = parents; self.rule = rule; self.id = next(counter)
    def __add__(self, o): return N(self.x + o.x, (self, o), lambda g: (g, g))
    def __mul__(self, o): return N(self.x * o.x, (self, o), lambda g: (g * o.x, g * self.x))
    def __sub__(self, o): return N(self.x - o.x, (self, o), lambda g: (g, -g))
    def backward(self):
        nodes, todo = {}, [self]
        while todo:
            n = todo.pop()
            nodes[n.id] = n
            todo.extend(p for p in n.parents if p.id not in nodes)
        self.grad = 1.0
        for k in sorted(nodes, reverse=True):
            n = nodes[k]
            if n.rule:
                for p, g in zip(n.parents, n.rule(n.grad)):
                    p.grad += g
a = N(1.0); b = N(2.0); c = N(3.0)
r = (a - b) * (b - c) * (a + c) + a * a
r.backward()
print(a.grad, b.grad, c.grad)
