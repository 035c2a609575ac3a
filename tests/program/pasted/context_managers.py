from contextlib import contextmanager
from micrograd.engine import Value
import time
@contextmanager
def section(name):
    print("begin", name)
    try:
        yield name.upper()
    finally:
        print("end", name)
with section("forward") as s:
    a = Value(2.0)
    b = a * a + 1
    print(s)
with section("backward"):
    b.backward()
print(a.grad)
depth = 0
@contextmanager
def indent(by=1):
    global depth
    depth += by
    start = depth
    yield depth
    start += 10
    depth -= by
    print("left", start)
with indent(2) as d, indent() as e:
    print(d, e, depth)
print(depth)
try:
    with section("broken"):
        raise ValueError("inside")
except ValueError as error:
    print("caught", error)
