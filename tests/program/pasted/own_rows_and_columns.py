import random
random.seed(9)
class Value:
    def __init__(self, data, prev=(), op=""):
        self.data, self.grad, self.prev, self.op, self.bw = data, 0.0, prev, op, None
    def __add__(s, o):
        o = o if isinstance(o, Value) else Value(o)
        r = Value(s.data + o.data, (s, o), "+")
        def bw(): s.grad += r.grad; o.grad += r.grad
        r.bw = bw
        return r
    def __mul__(s, o):
        o = o if isinstance(o, Value) else Value(o)
        r = Value(s.data * o.data, (s, o), "*")
        def bw(): s.grad += o.data * r.grad; o.grad += s.data * r.grad
        r.bw = bw
        return r
    __radd__, __rmul__ = __add__, __mul__
    def relu(s):
        r = Value(s.data if s.data > 0 else 0.0, (s,), "relu")
        def bw(): s.grad += (r.data > 0) * r.grad
        r.bw = bw
        return r
def dot(a, b): return sum((x * y for x, y in zip(a, b)), Value(0.0))
def matvec(M, v): return [dot(row, v) for row in M]
def backward(root):
    topo, seen = [], set()
    def rec(v):
        if id(v) in seen: return
        seen.add(id(v))
        for p in v.prev: rec(p)
        topo.append(v)
    rec(root)
    root.grad = 1.0
    for v in reversed(topo):
        if v.bw is not None: v.bw()
W1 = [[Value(random.gauss(0, 0.5)) for _ in range(3)] for _ in range(2)]
w2 = [Value(random.gauss(0, 0.5)) for _ in range(2)]
params = sum(W1, []) + w2
data = [([1.0, 0.5, -1.0], 1.0), ([-0.3, 0.8, 0.2], -1.0)]
for step in range(3):
    for p in params: p.grad = 0.0
    total = 0.0
    for x, t in data:
        h = [v.relu() for v in matvec(W1, x)]
        err = dot(w2, h) + (-t)
        loss = err * err
        backward(loss)
        total += loss.data
    for p in params: p.data -= 0.1 * p.grad
    print(step, f"{total:.6f}")
