from micrograd.engine import Value
class Opt:
    def __init__(self, **kw):
        self.__dict__.update(kw)
o = Opt(lr=0.1, steps=3)
v = Value(2.0)
print(o.lr, o.steps)
for k in range(o.steps):
    l = v * v
    v.grad = 0
    l.backward()
    v.data -= o.lr * v.grad
print(v.data)
