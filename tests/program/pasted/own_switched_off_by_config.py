import contextlib
import math

class Config:
    enable_backprop = True

@contextlib.contextmanager
def using_config(name, value):
    old_value = getattr(Config, name)
    setattr(Config, name, value)
    try:
        yield
    finally:
        setattr(Config, name, old_value)

def no_grad():
    return using_config('enable_backprop', False)

class Variable:
    def __init__(self, data):
        self.data = data
        self.grad = None
        self.creator = None
    def set_creator(self, func):
        self.creator = func
    def backward(self):
        if self.grad is None:
            self.grad = 1.0
        funcs = [self.creator]
        while funcs:
            f = funcs.pop()
            x, y = f.input, f.output
            x.grad = f.backward(y.grad)
            if x.creator is not None:
                funcs.append(x.creator)

class Function:
    def __call__(self, input):
        x = input.data
        y = self.forward(x)
        output = Variable(y)
        if Config.enable_backprop:
            output.set_creator(self)
            self.input = input
            self.output = output
        return output

class Square(Function):
    def forward(self, x):
        return x ** 2
    def backward(self, gy):
        return 2 * self.input.data * gy

class Exp(Function):
    def forward(self, x):
        return math.exp(x)
    def backward(self, gy):
        return math.exp(self.input.data) * gy

def square(x):
    return Square()(x)

def exp(x):
    return Exp()(x)

x = Variable(0.5)
y = square(exp(square(x)))
y.backward()
print(x.grad)
with no_grad():
    z = square(Variable(2.0))
    print(z.data, z.creator)
