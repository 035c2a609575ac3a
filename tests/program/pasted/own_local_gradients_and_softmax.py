class Value:
    def __init__(self, data, parents=(), local_grads=()):
        self.data = data
        self.grad = 0
        self._parents = parents
        self._local_grads = local_grads
    def __add__(self, o):
        o = o if isinstance(o, Value) else Value(o)
        return Value(self.data + o.data, (self, o), (1, 1))
    def __mul__(self, o):
        o = o if isinstance(o, Value) else Value(o)
        return Value(self.data * o.data, (self, o), (o.data, self.data))
    def __pow__(self, k): return Value(self.data**k, (self,), (k * self.data**(k-1),))
    def log(self): import math; return Value(math.log(self.data), (self,), (1/self.data,))
    def exp(self): import math; return Value(math.exp(self.data), (self,), (math.exp(self.data),))
    def relu(self): return Value(max(0, self.data), (self,), (float(self.data > 0),))
    def __neg__(self): return self * -1
    def __radd__(self, o): return self + o
    def __sub__(self, o): return self + (-o)
    def __rsub__(self, o): return o + (-self)
    def __rmul__(self, o): return self * o
    def __truediv__(self, o): return self * o**-1
    def __rtruediv__(self, o): return o * self**-1
    def backward(self):
        topo, visited = [], set()
        def build(v):
            if v not in visited:
                visited.add(v)
                for c in v._parents: build(c)
                topo.append(v)
        build(self)
        self.grad = 1
        for v in reversed(topo):
            for c, l in zip(v._parents, v._local_grads):
                c.grad += l * v.grad
def rmsnorm(x):
    ms = sum(xi * xi for xi in x) / len(x)
    scale = (ms + 1e-5) ** -0.5
    return [xi * scale for xi in x]
def softmax(logits):
    max_val = max(val.data for val in logits)
    exps = [(val - max_val).exp() for val in logits]
    total = sum(exps)
    return [e / total for e in exps]
import random
random.seed(42)
matrix = lambda nout, nin, std=0.08: [[Value(random.gauss(0, std)) for _ in range(nin)] for _ in range(nout)]
W = matrix(3, 2)
def linear(x, w): return [sum(wi * xi for wi, xi in zip(wo, x)) for wo in w]
x = rmsnorm([Value(0.3), Value(-0.7)])
probs = softmax(linear(x, W))
loss = -probs[1].log()
loss.backward()
lr, b1, b2, eps = 0.01, 0.85, 0.99, 1e-8
params = [p for row in W for p in row]
m = [0.0] * len(params); v = [0.0] * len(params)
for i, p in enumerate(params):
    m[i] = b1 * m[i] + (1 - b1) * p.grad
    v[i] = b2 * v[i] + (1 - b2) * p.grad ** 2
    p.data -= lr * (m[i] / (1 - b1)) / ((v[i] / (1 - b2)) ** 0.5 + eps)
print(f"{loss.data:.10f}", [f"{p.grad:.8f}" for p in params], [f"{p.data:.6f}" for p in params])
