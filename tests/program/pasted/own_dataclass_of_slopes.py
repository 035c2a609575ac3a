from dataclasses import dataclass, field
@dataclass
class Node:
    val: float
    parents: list = field(default_factory=list)
    locals_: list = field(default_factory=list)
    grad: float = 0.0
    def __add__(self, o):
        return Node(self.val + o.val, [self, o], [1.0, 1.0])
    def __mul__(self, o):
        return Node(self.val * o.val, [self, o], [o.val, self.val])
    def __sub__(self, o):
        return Node(self.val - o.val, [self, o], [1.0, -1.0])
    def back(self, g=1.0):
        self.grad += g
        for p, l in zip(self.parents, self.locals_):
            p.back(g * l)
x = Node(3.0); y = Node(4.0)
z = x * y - x * x
z.back()
print(x.grad, y.grad)
