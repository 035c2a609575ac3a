class Num:
    __slots__ = ("v", "g", "_bw", "_kids")
    def __init__(self, v, kids=()):
        self.v, self.g, self._kids = float(v), 0.0, kids
        self._bw = lambda: None
    @staticmethod
    def lift(x): return x if isinstance(x, Num) else Num(x)
    def __add__(self, o):
        o = Num.lift(o); r = Num(self.v + o.v, (self, o))
        def bw(): self.g += r.g; o.g += r.g
        r._bw = bw; return r
    def __iadd__(self, o): return self + o
    def __radd__(self, o): return Num.lift(o) + self
    def __mul__(self, o):
        o = Num.lift(o); r = Num(self.v * o.v, (self, o))
        def bw(): self.g += o.v * r.g; o.g += self.v * r.g
        r._bw = bw; return r
    def __imul__(self, o): return self * o
    def __rmul__(self, o): return Num.lift(o) * self
    def __pow__(self, k):
        r = Num(self.v ** k, (self,))
        def bw(): self.g += k * self.v ** (k - 1) * r.g
        r._bw = bw; return r
    def __rpow__(self, base):
        import math
        r = Num(base ** self.v, (self,))
        def bw(): self.g += math.log(base) * r.v * r.g
        r._bw = bw; return r
    def __sub__(self, o): return self + Num.lift(o) * -1
    def __rsub__(self, o): return Num.lift(o) - self
    def __truediv__(self, o): return self * Num.lift(o) ** -1
    def __rtruediv__(self, o): return Num.lift(o) / self
    def backward(self):
        done, order = set(), []
        def go(n):
            if n in done: return
            done.add(n)
            for k in n._kids: go(k)
            order.append(n)
        go(self); self.g = 1.0
        for n in order[::-1]: n._bw()
x, y = Num(1.5), Num(2.5)
s = x * y
s += 3
s *= x
t = 2 ** y + 1 / x - s
t.backward()
print(t.v, x.g, y.g)
