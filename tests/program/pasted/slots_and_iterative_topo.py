import math

class V:
    __slots__ = ("data", "grad", "_prev", "_bw", "label")

    def __init__(self, data, _prev=()):
        self.data, self.grad = data, 0.0
        self._prev = _prev
        self._bw = None
        self.label = None

    def __add__(self, o):
        o = o if isinstance(o, V) else V(o)
        out = V(self.data + o.data, (self, o))
        def bw():
            self.grad += out.grad
            o.grad += out.grad
        out._bw = bw
        return out

    def __mul__(self, o):
        o = o if isinstance(o, V) else V(o)
        out = V(self.data * o.data, (self, o))
        def bw():
            self.grad += o.data * out.grad
            o.grad += self.data * out.grad
        out._bw = bw
        return out

    def exp(self):
        out = V(math.exp(self.data), (self,))
        def bw():
            self.grad += out.data * out.grad
        out._bw = bw
        return out

    def backward(self):
        # iterative DFS
        topo, visited, stack = [], set(), [(self, False)]
        while stack:
            v, done = stack.pop()
            if done:
                topo.append(v)
                continue
            if v in visited:
                continue
            visited.add(v)
            stack.append((v, True))
            for child in v._prev:
                stack.append((child, False))
        self.grad = 1.0
        while topo:
            v = topo.pop()
            if v._bw is not None:
                v._bw()

x, y = V(0.5), V(-1.25)
z = (x * y).exp() + x * x * y + 3
z.backward()
print(z.data, x.grad, y.grad)
