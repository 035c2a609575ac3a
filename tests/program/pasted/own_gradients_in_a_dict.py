class V:
    def __init__(self, data, edges=()):
        self.data = data
        self.edges = edges
        self.grad = 0.0
    def __add__(self, o): return V(self.data + o.data, ((self, 1.0), (o, 1.0)))
    def __mul__(self, o): return V(self.data * o.data, ((self, o.data), (o, self.data)))
    def backward(self):
        grads = {self: 1.0}
        order = []
        def visit(v):
            if v in order: return
            for p, _ in v.edges: visit(p)
            order.append(v)
        visit(self)
        for v in reversed(order):
            for p, local in v.edges:
                grads[p] = grads.get(p, 0.0) + grads[v] * local
        for v, g in grads.items(): v.grad = g
a = V(2.0); b = V(3.0)
c = a * b + a * a
c.backward()
print(a.grad, b.grad)
