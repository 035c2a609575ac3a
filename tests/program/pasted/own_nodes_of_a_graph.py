class Graph:
    current = None
    def __init__(self): self.nodes = []
    def __enter__(self): Graph.current = self; return self
    def __exit__(self, *exc): Graph.current = None
    def backward(self, out):
        out.grad = 1.0
        for n in reversed(self.nodes): n.pull()
class Num:
    def __init__(self, data, inputs=(), pull=None):
        self.data, self.grad, self.inputs = data, 0.0, inputs
        self.pull = pull or (lambda: None)
        if Graph.current is not None: Graph.current.nodes.append(self)
    def __add__(self, o):
        r = Num(self.data + o.data, (self, o))
        def pull(): self.grad += r.grad; o.grad += r.grad
        r.pull = pull
        return r
    def __mul__(self, o):
        r = Num(self.data * o.data, (self, o))
        def pull(): self.grad += o.data * r.grad; o.grad += self.data * r.grad
        r.pull = pull
        return r
a, b = Num(2.0), Num(3.0)
with Graph() as g:
    c = a * b + a
    d = c * c
g.backward(d)
print(d.data, a.grad, b.grad, len(g.nodes))
