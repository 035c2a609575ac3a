from micrograd.engine import Value
from math import isclose
import random

random.seed(42)

def f(params):
    a, b, c = params
    return (a * b + c).relu() + a**2 / (b**2 + 1)

def numeric(params, i, eps=1e-6):
    plus  = [p + eps if j == i else p for j, p in enumerate(params)]
    minus = [p - eps if j == i else p for j, p in enumerate(params)]
    return (f([Value(p) for p in plus]).data - f([Value(p) for p in minus]).data) / (2 * eps)

params = [round(random.uniform(-2, 2), 3) for _ in range(3)]
values = [Value(p) for p in params]
out = f(values)
out.backward()
for i, v in enumerate(values):
    num = numeric(params, i)
    ok = isclose(num, v.grad, rel_tol=1e-4, abs_tol=1e-6)
    print(f"param {i}: analytic={v.grad:+.5f} numeric={num:+.5f} {'OK' if ok else 'MISMATCH'}")
