class Value:
    def __init__(self, data, _prev=(), _op=''):
        self.data = data; self.grad = 0; self._prev = set(_prev); self._op = _op; self._backward = lambda: None; self._forward = lambda: None
    def __add__(self, o):
        out = Value(self.data + o.data, (self, o), '+')
        def f(): out.data = self.data + o.data
        def b():
            self.grad += out.grad; o.grad += out.grad
        out._forward, out._backward = f, b
        return out
    def __mul__(self, o):
        out = Value(self.data * o.data, (self, o), '*')
        def f(): out.data = self.data * o.data
        def b():
            self.grad += o.data * out.grad; o.grad += self.data * out.grad
        out._forward, out._backward = f, b
        return out
    def topo(self):
        t, s = [], set()
        def go(v):
            if v not in s:
                s.add(v)
                for c in v._prev: go(c)
                t.append(v)
        go(self)
        return t
w, x, b = Value(2.0), Value(3.0), Value(-1.0)
y = w * x + b
loss = y * y
topo = loss.topo()
for i in range(4):
    for v in topo: v._forward()
    for v in topo: v.grad = 0
    loss.grad = 1
    for v in reversed(topo): v._backward()
    print(i, loss.data, w.grad, b.grad)
    for p in (w, b): p.data -= 0.02 * p.grad
