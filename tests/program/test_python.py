"""The Python that programs are written in: what runs here prints what Python itself prints."""

from __future__ import annotations

import contextlib
import io

import pytest

from app.program.sandbox import Sandbox

PROGRAMS = {
    "properties, static and class methods, inherited": """\
class A:
    made = 0
    def __init__(self, v=1): self.v = v; A.made += 1
    @property
    def two(self): return 2 * self.v
    @two.setter
    def two(self, x): self.v = x / 2
    @staticmethod
    def three(x): return 3 + x
    @classmethod
    def make(cls, v): return cls(v)
class B(A):
    def more(self): return self.two + 1
b = B.make(4)
b.two = 10
b.two += 2
print(A().two, A.three(1), b.three(2), b.v, b.more(), B(2).two, A.made)
""",
    "super through three classes": """\
class Base:
    def __init__(self, n): self.n = n
    def hi(self): return f"base {self.n}"
class Mid(Base):
    def hi(self): return "mid " + super().hi()
class Leaf(Mid):
    def __init__(self, n): super().__init__(n + 1)
    def hi(self): return "leaf " + super(Leaf, self).hi()
class Other(object):
    def __init__(self): super().__init__(); self.x = 3
leaf = Leaf(1)
print(leaf.hi(), isinstance(leaf, Base), isinstance(leaf, (int, Mid)), isinstance(Base(1), Mid), Other().x)
""",
    "generators": """\
def count(n):
    for i in range(n):
        if i == 3: return
        yield i
    yield -1
def both():
    yield from count(2)
    yield from count(9)
print(list(both()), sum(count(4)), [x for x in count(1)], next(count(1)))
""",
    "del": """\
xs = [1, 2, 3, 4, 5]
del xs[0], xs[-1]
del xs[1:]
d = {"a": 1, "b": 2}
del d["a"]
y = 3
del y
print(xs, d)
""",
    "comparisons and lengths of objects": """\
class A:
    def __init__(self, x): self.x = x
    def __lt__(self, other): return self.x < other.x
    def __len__(self): return 7
    def __repr__(self): return f"A({self.x})"
print(A(1) < A(2), A(1) > A(2), len(A(1)), len([1, 2]), 1 < 2 < 3, "a" <= "b", [1] < [2])
print(sorted([A(3), A(1), A(2)]), max([A(3), A(1)], key=lambda a: -a.x), min(A(5), A(4)))
""",
    "decorators": """\
import functools
def loud(f):
    @functools.wraps(f)
    def wrapped(*args, **kwargs):
        return "!" + str(f(*args, **kwargs))
    return wrapped
@loud
def f(x): return x
class A:
    @loud
    def g(self, x=2): return x
print(f(1), A().g(), A().g(x=5))
""",
    "dataclasses and typing": """\
from __future__ import annotations
from dataclasses import dataclass, field
from typing import List, Optional, Callable, Union, TypeVar
T = TypeVar("T")
Number = Union[int, float]
Row = List[float]
@dataclass
class P:
    x: float
    y: float = 2.0
    more: List[int] = field(default_factory=list)
def f(a: int, b: Optional["P"] = None, *c: Number) -> Callable[[int], Row]:
    x: int = a
    z: float
    return x
print(P(1.0), f(3), isinstance(3, Number))
""",
    "abstract base classes": """\
from abc import ABC, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self): ...
class Square(Shape):
    def __init__(self, s): self.s = s
    def area(self): return self.s ** 2
print(Square(3).area(), isinstance(Square(1), Shape))
""",
    "classes within classes and double assignments": """\
class A:
    class Inner:
        z = 3
    x = y = 5
    p, q = 1, 2
    \"\"\"a text\"\"\"
print(A.Inner.z, A.x, A.y, A.p + A.q)
""",
    "formats": """\
x = 3.14159
print(f"{x:.2f}|{x:>8.3f}|{x!r}|{'a':>3}|{5:03d}", "%.3f %s %d" % (x, "s", 4), "{:.1f} {}".format(x, [1]), sep="\\n")
print("a", 1, None, sep="-", end="!\\n")
print()
""",
    "with, try, match, walrus, lambda, star": """\
class Quiet:
    def __enter__(self): return 4
    def __exit__(self, *args): return True
with Quiet() as q:
    1 / 0
try:
    {}["a"]
except (KeyError, ValueError) as error:
    print(type(error).__name__)
finally:
    print("done")
match [1, 2, 3]:
    case [first, *rest]: print(first, rest)
print(q, [y for x in [1, 2, 3] if (y := x * 2) > 2], (lambda a, *b, c=3, **d: (a, b, c, d))(1, 2, e=5))
a, (b, *c) = 1, (2, 3, 4)
print(a, b, c, {**{"k": 1}, "l": 2}, [*range(3)])
""",
    "closures, globals, default arguments": """\
total = 0
def add(n):
    global total
    total += n
    def again():
        nonlocal n
        n += 1
        return n
    return again() + again()
def memo(x, seen=[]): seen.append(x); return seen
print(add(1), total, memo(1), memo(2), [f(1) for f in [lambda x, i=i: x + i for i in range(3)]])
""",
    "the standard library": """\
import math, itertools, collections, functools, copy, operator, sys
from collections import OrderedDict, defaultdict, namedtuple
from functools import reduce, partial
from math import *
sys.setrecursionlimit(5000)
P = namedtuple("P", "x y")
print(math.tanh(1), tanh(1), pi, list(itertools.chain([1], [2])), reduce(operator.add, [1, 2, 3]), partial(pow, 2)(3))
print(P(1, 2).y, copy.deepcopy([[1]]), OrderedDict([("a", 1)])["a"], math.log(10**50), round(2.5), round(2.345, 2))
""",
    "numbers": "print(1_000, 0x10, 1e3, 2**0.5, 7 // 2, -7 % 3, 2**10, 10**20, 1 << 4, 0.1 + 0.2, divmod(7, 2))",
    "tqdm and pprint": "from tqdm import tqdm, trange\nfrom pprint import pprint\npprint([i for i in tqdm(range(2))])",
    "a main guard": "if __name__ == '__main__':\n    print('main')",
    "iterators": """\
class Three:
    def __init__(self): self.i = 0
    def __iter__(self): return self
    def __next__(self):
        self.i += 1
        if self.i > 3: raise StopIteration
        return self.i
print(list(Three()), sum(Three()), [*Three()], max(Three()), min([3, 1]), list(zip(Three(), "abc")), callable(len))
""",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_it_prints_what_python_prints(sandbox: Sandbox, name: str) -> None:
    output = io.StringIO()
    python = PROGRAMS[name].replace("from tqdm import tqdm, trange", "tqdm = list")
    with contextlib.redirect_stdout(output):
        exec(compile(python, name, "exec", dont_inherit=True), {"__name__": "__main__"})
    assert "".join(line.text for line in sandbox.record(PROGRAMS[name]).prints) == output.getvalue()


MAGIC = """\
%matplotlib inline
!pip install torch
import numpy.random
import matplotlib.pyplot as plt
from graphviz import Digraph
from IPython.display import display
Value?
def draw_dot(root):
    dot = Digraph(format="svg")
    for n in [root]:
        dot.node(name=str(id(n)))
    return dot
def train(a):
    losses = []
    fig, axes = plt.subplots(1, 2)
    for i in range(2):
        a = a * 2
        losses.append(a)
        if i:
            plt.plot(losses)
    for ax in axes:
        ax.grid()
    with plt.style.context("dark"):
        last = a
    return last
a = Value(2.0)
b = train(a)
dot = draw_dot(b)
dot.render("graph")
print(b)
draw_dot(b)
"""


def test_lines_that_draw_are_skipped_with_a_note(sandbox: Sandbox) -> None:
    recording = sandbox.record(MAGIC.replace("import numpy.random\n", "\n"))
    assert [line.text for line in recording.prints] == ["Value(data=8.0)\n"]
    assert [note.line for note in recording.notes] == [9, 11, 12, 15, 20, 21, 28, 29, 31]
