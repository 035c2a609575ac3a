import math
class Expr:
    def __init__(self, data, prev=(), op="leaf"):
        self.data, self.prev, self.op, self.grad = float(data), tuple(prev), op, 0.0
    def __add__(self, o): return Expr(self.data + o.data, (self, o), "+")
    def __mul__(self, o): return Expr(self.data * o.data, (self, o), "*")
    def tanh(self): return Expr(math.tanh(self.data), (self,), "tanh")
    def exp(self): return Expr(math.exp(self.data), (self,), "exp")
    def step(self):
        match self.op, self.prev:
            case "+", (a, b):
                a.grad += self.grad
                b.grad += self.grad
            case "*", (a, b):
                a.grad += b.data * self.grad
                b.grad += a.data * self.grad
            case "tanh", (a,):
                a.grad += (1 - self.data ** 2) * self.grad
            case "exp", (a,):
                a.grad += self.data * self.grad
    def backward(self):
        seen, order = set(), []
        stack = [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                for p in node.prev:
                    stack.append((p, False))
        self.grad = 1.0
        for node in reversed(order):
            node.step()
x = Expr(0.3); w = Expr(-1.2)
o = (x * w).tanh() + x.exp() * x.exp()
o.backward()
print(x.grad, w.grad)
