import numpy as np
class Node:
    def __init__(self, value, parents=None, name=None):
        self.value = np.float64(value); self.parents = parents or []; self.grad = np.float64(0); self.name = name
    def __add__(self, o): return Node(self.value + o.value, [(self, 1.0), (o, 1.0)])
    def __mul__(self, o): return Node(self.value * o.value, [(self, o.value), (o, self.value)])
    def exp(self): v = np.exp(self.value); return Node(v, [(self, v)])
    def sigmoid(self): v = 1 / (1 + np.exp(-self.value)); return Node(v, [(self, v * (1 - v))])
    def backward(self, g=1.0):
        self.grad += g
        for p, d in self.parents: p.backward(g * d)
x, w, b = Node(1.2, name='x'), Node(-0.7, name='w'), Node(0.3, name='b')
y = (x * w + b).sigmoid() * x.exp()
y.backward()
print(round(float(y.value), 6), round(float(w.grad), 6), round(float(x.grad), 6))
