"""Programs that use numpy print here what they print with numpy itself."""

from __future__ import annotations

import contextlib
import io

import pytest

from app.program.sandbox import Sandbox

PROGRAMS = """\
x = np.array(2.0)
print(x, x.shape, x.ndim, isinstance(x, np.ndarray), x.item(), float(x), x * 2, np.isscalar(3.0))
---
print(np.full((2,), 3.0), np.eye(2), np.zeros((2, 2)), np.ones_like(np.array([1, 2])), np.linspace(0, 1, 5))
---
a = np.array([[1, 2], [3, 4]])
print(a.T, a.sum(axis=0), a.mean(axis=1), a.argmax(), a[:, 1], a[a > 2], a.dtype)
---
a = np.array([1.0, 2.0, 3.0])
a[1] = 5
a += 1
a /= 2
print(2**a, (a > 2).sum(), (a > 2).astype(int), np.any(a > 2))
---
a = np.array([[1.0, 2.0], [3.0, 4.0]])
b = np.array([1.0, 1.0])
print(a @ b, np.outer(b, b), np.linalg.norm(b), a.ravel())
---
print(np.concatenate([np.ones(2), np.zeros(1)]), np.vstack([np.ones(2), np.zeros(2)]), np.append([1, 2], 3))
---
a = np.array([3.0, 1.0, 2.0])
print(np.sort(a), np.argsort(a), np.cumsum(a), np.prod(a), np.diff(a), np.var(a), a / 3)
---
print(np.where(np.array([1.0, -1.0]) > 0, 1, 0), np.isclose(1.0, 1.0), np.clip(np.array([1.0, 9.0]), 2, 5))
---
print(np.array([1e-9, 1.0, 2.5e4]), np.array([0.1, 0.25, 1 / 3]))
print(repr(np.array([[1.5], [2.0]])), np.arange(30) / 7)
---
a = np.zeros((2, 2))
a[0] = [1, 2]
a[:, 1] = 9
a[1, 0] += 3
print(a, np.max(a, axis=1, keepdims=True), np.trace(a))
---
print(np.logical_xor([0, 1], [1, 1]))
print(np.array([1, 2, 3], dtype=float).dtype == np.float64, np.vectorize(abs)([-1, 2]))
---
for i, row in enumerate(np.eye(2)):
    print(i, row, float(row[i]))
print(sum(np.array([1.0, 2.0])), np.tile([1, 2], 2))
---
print(np.mean(np.array([1.0, 2.25])).round(1), np.array([2.5]).sum().item(), (np.array([1, 0]) == 1).mean().round(2))
np.set_printoptions(precision=3, suppress=True)
print(np.array([0.123456, 20000.5]), np.array([1e-9, 1.0]))
np.set_printoptions(precision=8, suppress=False)
---
x = np.array([3.0, -4.0, 1.0])
print(np.linalg.norm(x, 1), np.linalg.norm(x, np.inf), np.linalg.norm(x, 3), np.linalg.norm(np.ones((2, 2)), axis=1))
print(np.repeat([[1, 2], [3, 4]], 2, axis=0), np.repeat([[1, 2]], 2, axis=1), np.where(np.eye(2)), np.nonzero([0, 5]))
x.sort()
print(x, x[range(2)], np.eye(3)[np.array([[0, 2], [1, 1]])].shape)
---
np.random.seed(42)
print(np.random.rand(3), np.random.randn(2, 2), np.random.randint(0, 10, 5), np.random.uniform(-1, 1, (2, 2)))
print(np.random.permutation(5), np.random.choice([1, 2, 3], 4), np.random.choice(9, 3, replace=False))
x = np.arange(6)
np.random.shuffle(x)
print(x, np.random.normal([0, 10], [1, 2]), np.random.choice(3, 2, replace=False, p=[0.2, 0.3, 0.5]))
---
print(np.random.RandomState(7).normal(5, 2, 3), np.random.RandomState(0).random_sample((2, 1)))
---
rng = np.random.default_rng(42)
print(rng.random(3), rng.normal(size=3), rng.integers(0, 10, 5), rng.integers(2**40), rng.uniform(-1, 1, 2))
print(rng.permutation(5), rng.choice([1.0, 2.0, 3.0], 3), rng.choice(9, 4, replace=False), rng.choice(2, p=[0.9, 0.1]))
print(sum(1 for x in rng.standard_normal(3000) if x > 2.5), np.random.default_rng(12345678901234567890).random())
""".split("---\n")


@pytest.mark.parametrize("program", PROGRAMS, ids=range(len(PROGRAMS)))
def test_it_prints_what_numpy_prints(sandbox: Sandbox, program: str) -> None:
    program = f"import numpy as np\n{program}\n"
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(program, "program", "exec", dont_inherit=True), {})
    assert "".join(line.text for line in sandbox.record(program).prints) == output.getvalue()


def test_a_class_that_keeps_its_number_in_an_array_is_traced(sandbox: Sandbox) -> None:
    program = """\
import numpy as np
class Variable:
    def __init__(self, value, parents=()):
        self.value = np.array(value, dtype=float)
        self.grad = 0.0
        self.parents = parents
        self._backward = lambda: None
    def __mul__(self, other):
        out = Variable(self.value * other.value, (self, other))
        def _backward():
            self.grad += other.value * out.grad
            other.grad += self.value * out.grad
        out._backward = _backward
        return out
    def backward(self):
        self.grad = 1.0
        self._backward()
x = Variable(3.0)
y = x * x
y.backward()
"""
    recording = sandbox.record(program)
    assert recording.graph.data.tolist() == [3.0, 9.0]
    assert recording.own is not None
    assert recording.own.mistakes == ()
    assert recording.own.grad[-1].tolist() == [6.0, 1.0]
