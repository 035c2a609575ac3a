import heapq, math
class V:
    n = 0
    def __init__(self, x, parents=(), back=None):
        self.x = x; self.g = 0.0; self.grad = 0.0
        self.parents = parents; self.back = back
        V.n += 1
        self.id = V.n
    def __add__(self, o):
        o = o if isinstance(o, V) else V(o)
        return V(self.x + o.x, (self, o), lambda g: (g, g))
    def __mul__(self, o):
        o = o if isinstance(o, V) else V(o)
        return V(self.x * o.x, (self, o), lambda g: (g * o.x, g * self.x))
    def relu(self): return V(max(0.0, self.x), (self,), lambda g: (g if self.x > 0 else 0.0,))
    def backward(self):
        self.grad = 1.0
        heap, seen = [(-self.id, self)], {self.id}
        nodes = {self.id: self}
        heap = [-self.id]
        while heap:
            v = nodes[-heapq.heappop(heap)]
            if v.back:
                for p, g in zip(v.parents, v.back(v.grad)):
                    p.grad += g
                    if p.id not in seen:
                        seen.add(p.id); nodes[p.id] = p; heapq.heappush(heap, -p.id)
a = V(2.0); b = V(-3.0)
c = (a * b + 10).relu() * a + b
c.backward()
print(c.x, a.grad, b.grad)
