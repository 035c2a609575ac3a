from collections import deque, defaultdict
class Num:
    def __init__(self, data, children=()):
        self.data = data; self.grad = 0.0; self.children = children; self.pull = lambda: None
    def __add__(self, o):
        r = Num(self.data + o.data, (self, o))
        def pull(): self.grad += r.grad; o.grad += r.grad
        r.pull = pull
        return r
    def __mul__(self, o):
        r = Num(self.data * o.data, (self, o))
        def pull():
            self.grad += o.data * r.grad
            o.grad += self.data * r.grad
        r.pull = pull
        return r
    def backward(self):
        uses = defaultdict(int)
        seen, todo = {self}, [self]
        while todo:
            n = todo.pop()
            for c in n.children:
                uses[c] += 1
                if c not in seen: seen.add(c); todo.append(c)
        self.grad = 1.0
        ready = deque([self])
        while ready:
            n = ready.popleft()
            n.pull()
            for c in n.children:
                uses[c] -= 1
                if uses[c] == 0: ready.append(c)
p = Num(2.0); q = Num(3.0)
s = p * q + p
t = s * s + p
t.backward()
print(p.grad, q.grad)
