# a Wengert tape: every operation is appended to a list and replayed backwards
import math

class Tape:
    def __init__(self):
        self.nodes = []

    def var(self, value):
        return Var(self, self.push0(), value)

    def push0(self):
        i = len(self.nodes)
        self.nodes.append((0.0, 0.0, i, i))
        return i

    def push1(self, dep, weight):
        i = len(self.nodes)
        self.nodes.append((weight, 0.0, dep, i))
        return i

    def push2(self, d0, w0, d1, w1):
        i = len(self.nodes)
        self.nodes.append((w0, w1, d0, d1))
        return i

class Var:
    def __init__(self, tape, index, value):
        self.tape, self.index, self.value = tape, index, value

    def __add__(self, other):
        return Var(self.tape, self.tape.push2(self.index, 1.0, other.index, 1.0), self.value + other.value)

    def __mul__(self, other):
        return Var(self.tape, self.tape.push2(self.index, other.value, other.index, self.value), self.value * other.value)

    def sin(self):
        return Var(self.tape, self.tape.push1(self.index, math.cos(self.value)), math.sin(self.value))

    def grad(self):
        n = len(self.tape.nodes)
        derivs = [0.0] * n
        derivs[self.index] = 1.0
        for i in reversed(range(n)):
            w0, w1, d0, d1 = self.tape.nodes[i]
            derivs[d0] += w0 * derivs[i]
            derivs[d1] += w1 * derivs[i]
        return Grad(derivs)

class Grad:
    def __init__(self, derivs):
        self.derivs = derivs
    def wrt(self, var):
        return self.derivs[var.index]

t = Tape()
x = t.var(0.5)
y = t.var(4.2)
z = x * y + x.sin()
grad = z.grad()
print(z.value, grad.wrt(x), grad.wrt(y))
