import math
class Quantity:
    def __init__(self, v, deps=()):
        self._v = float(v)
        self._deps = tuple(deps)
        self._g = 0.0
    @property
    def v(self): return self._v
    @v.setter
    def v(self, new): self._v = float(new)
    @property
    def g(self): return self._g
    @classmethod
    def wrap(cls, x): return x if isinstance(x, cls) else cls(x)
    def __add__(self, o):
        o = Quantity.wrap(o)
        return Quantity(self.v + o.v, [(self, lambda g: g), (o, lambda g: g)])
    def __mul__(self, o):
        o = Quantity.wrap(o)
        return Quantity(self.v * o.v, [(self, lambda g: g * o.v), (o, lambda g: g * self.v)])
    def sin(self):
        return Quantity(math.sin(self.v), [(self, lambda g: g * math.cos(self.v))])
    def backprop(self, g=1.0):
        self._g += g
        for d, f in self._deps: d.backprop(f(g))
x, y = Quantity(0.3), Quantity(2)
z = (x * y + x).sin() * y
z.backprop()
print(round(z.v, 10), round(x.g, 10), round(y.g, 10))
