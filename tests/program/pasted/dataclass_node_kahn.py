from collections import deque, defaultdict
from dataclasses import dataclass, field

@dataclass(eq=False)
class Node:
    data: float
    children: tuple = ()
    local_grads: tuple = ()
    grad: float = 0.0
    name: str = field(default="", repr=False)

    def __add__(self, other):
        other = other if isinstance(other, Node) else Node(other)
        return Node(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Node) else Node(other)
        return Node(self.data * other.data, (self, other), (other.data, self.data))

    def __pow__(self, n):
        return Node(self.data ** n, (self,), (n * self.data ** (n - 1),))

    def relu(self):
        return Node(max(0.0, self.data), (self,), (1.0 if self.data > 0 else 0.0,))

    __radd__ = __add__
    __rmul__ = __mul__

    def __neg__(self):
        return self * -1.0

    def __sub__(self, other):
        return self + (-other if isinstance(other, Node) else Node(-other))


def backward(root):
    # Kahn's algorithm on the reversed graph
    pending = defaultdict(int)
    stack, seen = [root], {id(root)}
    while stack:
        node = stack.pop()
        for child in node.children:
            pending[id(child)] += 1
            if id(child) not in seen:
                seen.add(id(child))
                stack.append(child)
    root.grad = 1.0
    queue = deque([root])
    while queue:
        node = queue.popleft()
        for child, local in zip(node.children, node.local_grads):
            child.grad += local * node.grad
            pending[id(child)] -= 1
            if pending[id(child)] == 0:
                queue.append(child)


a = Node(1.5)
b = Node(-2.0)
c = a * b + a ** 3
d = (c + b).relu() * a + c * c
e = d - a * 2
backward(e)
print(round(e.data, 6), round(a.grad, 6), round(b.grad, 6))
