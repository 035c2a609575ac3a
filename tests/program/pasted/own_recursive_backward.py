class V:
    def __init__(self, d, kids=()):
        self.d = d
        self.g = 0
        self.grad = 0.0
        self.kids = kids
    def __add__(self, o):
        return V(self.d + o.d, [(self, 1.0), (o, 1.0)])
    def __mul__(self, o):
        return V(self.d * o.d, [(self, o.d), (o, self.d)])
    def backward(self, upstream=1.0):
        self.grad += upstream
        for kid, local in self.kids:
            kid.backward(upstream * local)
a = V(2.0)
b = a * a
c = b + a
d = c * b
d.backward()
print(a.grad)
