class S:
    def __init__(self, d, ps=()): self.d = d; self.data = d; self.grad = 0.0; self.ps = ps; self.parents = ps
    def __add__(self, o): return S(self.data + o.data, ((self, 1.0), (o, 1.0)))
    def __mul__(self, o): return S(self.data * o.data, ((self, o.data), (o, self.data)))
    def detach(self): return S(self.data)
    def item(self): return self.data
    def backward(self):
        self.grad = 1.0
        todo = [self]; count = {}
        def cnt(n):
            for p, _ in n.ps:
                count[p] = count.get(p, 0) + 1
                if count[p] == 1: cnt(p)
        cnt(self)
        while todo:
            n = todo.pop()
            for p, w in n.ps:
                p.grad += w * n.grad
                count[p] -= 1
                if count[p] == 0: todo.append(p)
x, y = S(3.0), S(4.0)
z = x * y
q = z.detach() * x + z
q.backward()
print(q.item(), x.grad, y.grad)
