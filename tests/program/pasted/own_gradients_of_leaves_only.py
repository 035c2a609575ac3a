from dataclasses import dataclass, field
from typing import Any, Iterable, Tuple
import math

@dataclass
class Context:
    no_grad: bool = False
    saved_values: Tuple[Any, ...] = ()

    def save_for_backward(self, *values: Any) -> None:
        if self.no_grad:
            return
        self.saved_values = values

    @property
    def saved_tensors(self) -> Tuple[Any, ...]:
        return self.saved_values

@dataclass
class ScalarHistory:
    last_fn: Any = None
    ctx: Any = None
    inputs: Any = ()

class ScalarFunction:
    @classmethod
    def apply(cls, *vals):
        raw_vals = []
        scalars = []
        for v in vals:
            if isinstance(v, Scalar):
                scalars.append(v)
                raw_vals.append(v.data)
            else:
                scalars.append(Scalar(v))
                raw_vals.append(v)
        ctx = Context(False)
        c = cls.forward(ctx, *raw_vals)
        back = ScalarHistory(cls, ctx, scalars)
        return Scalar(c, back)

class Add(ScalarFunction):
    @staticmethod
    def forward(ctx, a, b):
        return a + b
    @staticmethod
    def backward(ctx, d_output):
        return d_output, d_output

class Mul(ScalarFunction):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return a * b
    @staticmethod
    def backward(ctx, d_output):
        a, b = ctx.saved_values
        return b * d_output, a * d_output

class Log(ScalarFunction):
    @staticmethod
    def forward(ctx, a):
        ctx.save_for_backward(a)
        return math.log(a)
    @staticmethod
    def backward(ctx, d_output):
        (a,) = ctx.saved_values
        return d_output / a

_var_count = 0

class Scalar:
    def __init__(self, v, back=ScalarHistory(), name=None):
        global _var_count
        _var_count += 1
        self.unique_id = _var_count
        self.data = float(v)
        self.history = back
        self.derivative = None
        self.name = name or str(self.unique_id)

    def __repr__(self):
        return f"Scalar({self.data})"
    def __add__(self, b):
        return Add.apply(self, b)
    def __radd__(self, b):
        return self + b
    def __mul__(self, b):
        return Mul.apply(self, b)
    def __rmul__(self, b):
        return self * b
    def log(self):
        return Log.apply(self)

    def is_leaf(self):
        return self.history is not None and self.history.last_fn is None

    def accumulate_derivative(self, x):
        if self.derivative is None:
            self.derivative = 0.0
        self.derivative += x

    def chain_rule(self, d_output):
        h = self.history
        x = h.last_fn.backward(h.ctx, d_output)
        if not isinstance(x, tuple):
            x = (x,)
        return zip(h.inputs, x)

    def backward(self, d_output=1.0):
        order = topological_sort(self)
        derivs = {self.unique_id: d_output}
        for v in order:
            d = derivs.get(v.unique_id, 0.0)
            if v.is_leaf():
                v.accumulate_derivative(d)
            else:
                for p, dp in v.chain_rule(d):
                    derivs[p.unique_id] = derivs.get(p.unique_id, 0.0) + dp

def topological_sort(variable):
    order, seen = [], set()
    def visit(var):
        if var.unique_id in seen:
            return
        if not var.is_leaf():
            for m in var.history.inputs:
                visit(m)
        seen.add(var.unique_id)
        order.insert(0, var)
    visit(variable)
    return order

x = Scalar(2.0, name="x")
y = Scalar(3.0, name="y")
z = (x * y + 1.5 * x).log() + x * x
z.backward()
print(z, x.derivative, y.derivative)
