# nodes in a global list, gradients in a parallel list
nodes, grads = [], []
class V:
    def __init__(self, val, op=None, args=()):
        self.val = val; self.op = op; self.args = args
        self.i = len(nodes); nodes.append(self); grads.append(0.0)
    def __add__(a, b): return V(a.val + b.val, 'add', (a, b))
    def __mul__(a, b): return V(a.val * b.val, 'mul', (a, b))
    @property
    def grad(self): return grads[self.i]
def backprop(v):
    for i in range(len(grads)): grads[i] = 0.0
    grads[v.i] = 1.0
    for n in reversed(nodes[:v.i + 1]):
        if n.op == 'add':
            for a in n.args: grads[a.i] += grads[n.i]
        elif n.op == 'mul':
            a, b = n.args
            grads[a.i] += b.val * grads[n.i]
            grads[b.i] += a.val * grads[n.i]
a, b = V(2.0), V(7.0)
c = a * b + a * a
backprop(c)
print(c.val, a.grad, b.grad)
