class Node:
    def __init__(self, value):
        self.value = value
        self.grad = 0.0
        self.inputs = []
    def __add__(self, other): return Add(self, other)
    def __mul__(self, other): return Mul(self, other)
    def backward_step(self): pass
    def backward(self):
        order, seen = [], set()
        def visit(n):
            if n in seen: return
            seen.add(n)
            for i in n.inputs: visit(i)
            order.append(n)
        visit(self)
        self.grad = 1.0
        for n in reversed(order): n.backward_step()
class Add(Node):
    def __init__(self, a, b):
        super().__init__(a.value + b.value)
        self.inputs = [a, b]
    def backward_step(self):
        for i in self.inputs: i.grad += self.grad
class Mul(Node):
    def __init__(self, a, b):
        super().__init__(a.value * b.value)
        self.inputs = [a, b]
    def backward_step(self):
        a, b = self.inputs
        a.grad += b.value * self.grad
        b.grad += a.value * self.grad
x = Node(2.0); y = Node(5.0)
z = x * y + x
z.backward()
print(x.grad, y.grad)
