class Tensor:
    def __init__(self, data, creators=None, op=None):
        self.data = data
        self.grad = None
        self.creators = creators or []
        self.op = op
    def accumulate(self, g):
        self.grad = g if self.grad is None else self.grad + g
    def __add__(self, other):
        return Tensor(self.data + other.data, [self, other], "add")
    def __mul__(self, other):
        return Tensor(self.data * other.data, [self, other], "mul")
    def relu(self):
        return Tensor(self.data if self.data > 0 else 0.0, [self], "relu")
    def backward(self):
        order = []
        def visit(t):
            if t in order:
                return
            for c in t.creators:
                visit(c)
            order.append(t)
        visit(self)
        self.grad = 1.0
        for t in order[::-1]:
            if t.op == "add":
                t.creators[0].accumulate(t.grad)
                t.creators[1].accumulate(t.grad)
            elif t.op == "mul":
                a, b = t.creators
                a.accumulate(t.grad * b.data)
                b.accumulate(t.grad * a.data)
            elif t.op == "relu":
                t.creators[0].accumulate(t.grad * (t.data > 0))
a = Tensor(2.0); b = Tensor(-1.5); c = Tensor(4.0)
y = ((a * b + c).relu() + a) * a
y.backward()
print(a.grad, b.grad, c.grad)
