class Scalar:
    @staticmethod
    def wrap(x):
        return x if isinstance(x, Scalar) else Scalar(x)
    def __init__(self, v, back=None, args=()):
        self.v = v
        self.derivative = 0
        self.back = back
        self.args = args
    def __add__(self, other):
        other = Scalar.wrap(other)
        return Scalar(self.v + other.v, lambda d: (d, d), (self, other))
    __radd__ = __add__
    def __mul__(self, other):
        other = Scalar.wrap(other)
        return Scalar(self.v * other.v, lambda d: (d * other.v, d * self.v), (self, other))
    __rmul__ = __mul__
    def __pow__(self, n):
        return Scalar(self.v ** n, lambda d: (d * n * self.v ** (n - 1),), (self,))
    def __truediv__(self, other):
        return self * Scalar.wrap(other) ** -1
    def backprop(self):
        order, seen = [], set()
        def walk(s):
            if s in seen: return
            seen.add(s)
            for a in s.args: walk(a)
            order.append(s)
        walk(self)
        self.derivative = 1
        while order:
            s = order.pop()
            if s.back:
                for a, d in zip(s.args, s.back(s.derivative)):
                    a.derivative += d
x = Scalar(2.0); y = Scalar(5.0)
f = 3 * x ** 2 / y + x * y + 1
f.backprop()
print(x.derivative, y.derivative)
