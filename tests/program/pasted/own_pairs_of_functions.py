import math
class Scalar:
    """value, and a list of (parent, local derivative fn)"""
    def __init__(self, val, grad_fns=None, name=None):
        self.val = val
        self.grad_fns = grad_fns or []
        self.grad = 0
        self.name = name
    def __add__(self, o):
        o = self._lift(o)
        return Scalar(self.val + o.val, [(self, lambda g: g), (o, lambda g: g)])
    def __mul__(self, o):
        o = self._lift(o)
        return Scalar(self.val * o.val, [(self, lambda g: g * o.val), (o, lambda g: g * self.val)])
    def __sub__(self, o): return self + self._lift(o) * -1
    def __rsub__(self, o): return self._lift(o) - self
    def __radd__(self, o): return self + o
    def __rmul__(self, o): return self * o
    def __truediv__(self, o): return self * self._lift(o) ** -1
    def __pow__(self, n): return Scalar(self.val ** n, [(self, lambda g: g * n * self.val ** (n - 1))])
    @staticmethod
    def _lift(o): return o if isinstance(o, Scalar) else Scalar(o)
    def exp(self):
        v = math.exp(self.val)
        return Scalar(v, [(self, lambda g: g * v)])
    def log(self): return Scalar(math.log(self.val), [(self, lambda g: g / self.val)])
    def backprop(self, g=1.0):
        self.grad += g
        for p, fn in self.grad_fns:
            p.backprop(fn(g))
x, y = Scalar(2.0, name='x'), Scalar(3.0, name='y')
z = (x * y + x.exp()).log() / (1 + y) - 2 * x ** 2
z.backprop()
print(f"{z.val:.6f} {x.grad:.6f} {y.grad:.6f}")
