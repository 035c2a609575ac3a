import random
from micrograd.engine import Value
random.seed(5)
class Linear:
    def __init__(self, n_in, n_out):
        self.W = [[Value(random.gauss(0, 1) / n_in ** 0.5) for _ in range(n_in)] for _ in range(n_out)]
        self.b = [Value(0.0)] * 1 * n_out
    def __call__(self, x):
        return [sum((w * xi for w, xi in zip(row, x)), b) for row, b in zip(self.W, self.b)]
    def parameters(self):
        yield from (w for row in self.W for w in row)
        yield from self.b
class ReLU:
    __call__ = lambda self, x: [v.relu() for v in x]
    parameters = lambda self: iter(())
class Sequential:
    def __init__(self, *layers): self.layers = layers
    def __call__(self, x):
        for l in self.layers: x = l(x)
        return x
    def parameters(self):
        for l in self.layers: yield from l.parameters()
net = Sequential(Linear(2, 3), ReLU(), Linear(3, 1))
ps = list(net.parameters())
print(len(ps))
data = {(0., 1.): 1., (1., 0.): 1., (1., 1.): 0.}
for it in range(3):
    loss = Value(0)
    for (p, q), t in data.items():
        (out,) = net([p, q])
        loss = loss + (out - t) ** 2
    [setattr(p, 'grad', 0) for p in ps]
    loss.backward()
    for p in ps: p.data -= 0.05 * p.grad
    print(it, f'{loss.data:.5f}')
