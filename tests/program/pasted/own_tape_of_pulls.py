tape = []
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0.0
    def __add__(self, other):
        out = Var(self.value + other.value)
        def pull():
            self.grad += out.grad
            other.grad += out.grad
        tape.append(pull)
        return out
    def __mul__(self, other):
        out = Var(self.value * other.value)
        def pull():
            self.grad += other.value * out.grad
            other.grad += self.value * out.grad
        tape.append(pull)
        return out
def backward(v):
    v.grad = 1.0
    for pull in reversed(tape):
        pull()
a, b = Var(2.0), Var(-3.0)
c = a * b + a
d = c * c
backward(d)
print(a.grad, b.grad)
