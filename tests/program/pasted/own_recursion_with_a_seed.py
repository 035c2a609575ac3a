class V:
    def __init__(self, v, args=(), locals=()):
        self.v = v; self.grad = 0.0; self.args = args; self.local_grads = locals
    def __add__(self, o): return V(self.v + o.v, (self, o), (1, 1))
    def __mul__(self, o): return V(self.v * o.v, (self, o), (o.v, self.v))
    def relu(self): return V(max(0, self.v), (self,), (float(self.v > 0),))
    def backward(self, up=1.0):
        self.grad += up
        for a, l in zip(self.args, self.local_grads): a.backward(up * l)
a, b = V(-1.0), V(2.0)
out = (a * b + b).relu() * a + b * b
out.backward()
print(out.v, a.grad, b.grad)
for n in (a, b): n.grad = 0.0
o2 = a * a * b
o2.backward(2.0)
print(a.grad, b.grad)
