# decorators registering gradients, in the manner of HIPS autograd
import math
from functools import wraps
from collections import deque

primitive_vjps = {}

class Box:
    __slots__ = ['value', 'parents', 'vjps', 'grad']
    def __init__(self, value, parents=(), vjps=()):
        self.value = value
        self.parents = parents
        self.vjps = vjps
        self.grad = 0.0
    def __add__(self, other): return add(self, other)
    def __radd__(self, other): return add(other, self)
    def __mul__(self, other): return mul(self, other)
    def __rmul__(self, other): return mul(other, self)
    def __neg__(self): return mul(self, -1.0)
    def __sub__(self, other): return add(self, -other)

def defvjp(fun_name, *vjps):
    primitive_vjps[fun_name] = vjps

def getval(x):
    return getval(x.value) if isinstance(x, Box) else x

def primitive(f_raw):
    @wraps(f_raw)
    def f_wrapped(*args):
        boxed = [(i, a) for i, a in enumerate(args) if isinstance(a, Box)]
        if not boxed:
            return f_raw(*args)
        argvals = [getval(a) for a in args]
        ans = f_raw(*argvals)
        vjps = tuple(primitive_vjps[f_raw.__name__][i](ans, *argvals) for i, _ in boxed)
        return Box(ans, tuple(a for _, a in boxed), vjps)
    return f_wrapped

@primitive
def add(x, y): return x + y
@primitive
def mul(x, y): return x * y
@primitive
def exp(x): return math.exp(x)
@primitive
def sin(x): return math.sin(x)

defvjp('add', lambda ans, x, y: lambda g: g, lambda ans, x, y: lambda g: g)
defvjp('mul', lambda ans, x, y: lambda g: y * g, lambda ans, x, y: lambda g: x * g)
defvjp('exp', lambda ans, x: lambda g: ans * g)
defvjp('sin', lambda ans, x: lambda g: math.cos(x) * g)

def toposort(end):
    child_counts, stack = {}, [end]
    while stack:
        node = stack.pop()
        if id(node) in child_counts:
            child_counts[id(node)] += 1
        else:
            child_counts[id(node)] = 1
            stack.extend(node.parents)
    childless = deque([end])
    while childless:
        node = childless.popleft()
        yield node
        for parent in node.parents:
            if child_counts[id(parent)] == 1:
                childless.append(parent)
            else:
                child_counts[id(parent)] -= 1

def backward(end, g=1.0):
    end.grad = g
    for node in toposort(end):
        for parent, vjp in zip(node.parents, node.vjps):
            parent.grad += vjp(node.grad)

def grad(fun, argnum=0):
    @wraps(fun)
    def gradfun(*args):
        boxes = [Box(a) for a in args]
        out = fun(*boxes)
        backward(out)
        return boxes[argnum].grad
    return gradfun

def f(x, y):
    return exp(x * y) + sin(x) * x - 2.0 * y

df = grad(f)
print(df(0.5, 1.5), grad(f, 1)(0.5, 1.5))
