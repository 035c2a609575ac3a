"""`import numpy as np`, as far as programs of this kind use it: arrays of numbers or of values, element by element."""

from __future__ import annotations

import math
import random
from typing import Any

from app.program.prelude.arithmetic import exp, log, power
from app.program.prelude.builtin import add_up, compare, python_max, python_min, python_round
from app.program.prelude.modules import MODULES, Namespace, nothing
from app.program.prelude.shapes import (
    along,
    axis_of,
    common_shape,
    count,
    flat,
    nested,
    picked,
    shape_of_list,
    stretched,
)


class Array:
    """A numpy array: its elements in a row, and their shape."""

    def __init__(self, items: list[Any], shape: tuple[int, ...]) -> None:
        self.items = items
        self.shape = shape

    @property
    def T(self) -> Array:
        return transpose(self)

    @property
    def size(self) -> int:
        return count(self.shape)

    @property
    def ndim(self) -> int:
        return len(self.shape)

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, Array):
            key = key.items
        places, shape = picked(list(range(count(self.shape))), self.shape, key)
        return scalar_or_array([self.items[place] for place in places], shape)

    def __setitem__(self, key: Any, value: Any) -> None:
        places, shape = picked(list(range(count(self.shape))), self.shape, key)
        values = stretched(value.items, value.shape, shape) if isinstance(value, Array) else [value] * len(places)
        for place, item in zip(places, values, strict=True):
            self.items[place] = item

    def __len__(self) -> int:
        return self.shape[0]

    def __iter__(self) -> Any:
        return iter([self[i] for i in range(self.shape[0])])

    def __repr__(self) -> str:
        return f"array({self.tolist()})"

    def __str__(self) -> str:
        return array_text(self.items, self.shape)

    def tolist(self) -> Any:
        return nested(self.items, self.shape)

    def reshape(self, *shape: Any) -> Array:
        wanted = tuple(shape[0]) if len(shape) == 1 and not isinstance(shape[0], int) else shape
        known = count(tuple([size for size in wanted if size != -1]))
        return Array(self.items, tuple([count(self.shape) // known if size == -1 else size for size in wanted]))

    def astype(self, kind: Any) -> Array:
        return Array([int(item) if kind is int else float(item) for item in self.items], self.shape)

    def item(self) -> Any:
        return self.items[0]

    def copy(self) -> Array:
        return Array(list(self.items), self.shape)

    def __add__(self, other: Any) -> Any:
        return pairwise(self, other, lambda x, y: x + y)

    def __radd__(self, other: Any) -> Any:
        return pairwise(other, self, lambda x, y: x + y)

    def __sub__(self, other: Any) -> Any:
        return pairwise(self, other, lambda x, y: x - y)

    def __rsub__(self, other: Any) -> Any:
        return pairwise(other, self, lambda x, y: x - y)

    def __mul__(self, other: Any) -> Any:
        return pairwise(self, other, lambda x, y: x * y)

    def __rmul__(self, other: Any) -> Any:
        return pairwise(other, self, lambda x, y: x * y)

    def __truediv__(self, other: Any) -> Any:
        return pairwise(self, other, lambda x, y: x / y)

    def __rtruediv__(self, other: Any) -> Any:
        return pairwise(other, self, lambda x, y: x / y)

    def __pow__(self, other: Any) -> Any:
        return pairwise(self, other, lambda x, y: x**y)

    def __neg__(self) -> Array:
        return Array([-item for item in self.items], self.shape)

    def __matmul__(self, other: Array) -> Any:
        return dot(self, other)

    def __lt__(self, other: Any) -> Any:
        return pairwise(self, other, lambda x, y: compare(x, "<", y))

    def __gt__(self, other: Any) -> Any:
        return pairwise(self, other, lambda x, y: compare(x, ">", y))

    def __le__(self, other: Any) -> Any:
        return pairwise(self, other, lambda x, y: compare(x, "<=", y))

    def __ge__(self, other: Any) -> Any:
        return pairwise(self, other, lambda x, y: compare(x, ">=", y))

    def __eq__(self, other: object) -> Any:
        return pairwise(self, other, lambda x, y: x == y)

    def __hash__(self) -> int:
        return id(self)


def array_text(items: list[Any], shape: tuple[int, ...]) -> str:
    """How print() shows an array: short numbers, their points one under the other."""
    return laid_rows(aligned([f"{item:.8g}" if isinstance(item, float) else str(item) for item in items], items), shape)


def aligned(texts: list[str], items: list[Any]) -> list[str]:
    if any(isinstance(item, float) for item in items):
        parts = [
            (text if "." in text or not text.lstrip("-").isdigit() else text + ".").partition(".") for text in texts
        ]
        before = python_max([len(part[0]) for part in parts])
        after = python_max([len(part[2]) for part in parts])
        return [" " * (before - len(x)) + x + dot_ + y + " " * (after - len(y)) for x, dot_, y in parts]
    width = python_max([len(text) for text in texts]) if texts else 0
    return [" " * (width - len(text)) + text for text in texts]


def laid_rows(texts: list[str], shape: tuple[int, ...]) -> str:
    if len(shape) == 1:
        return "[" + " ".join(texts) + "]"
    size = count(shape[1:])
    return "[" + "\n ".join([laid_rows(texts[i * size : (i + 1) * size], shape[1:]) for i in range(shape[0])]) + "]"


def scalar_or_array(items: list[Any], shape: tuple[int, ...]) -> Any:
    return Array(items, shape) if shape else items[0]


def array_of(data: Any, dtype: Any = None) -> Any:
    """np.array()"""
    if isinstance(data, Array):
        return data.copy()
    if hasattr(data, "tolist"):
        data = data.tolist()
    if isinstance(data, (list, tuple, range)):
        rows = [part.tolist() if isinstance(part, Array) else part for part in data]
        return Array(flat(rows), shape_of_list(rows))
    return data


def pairwise(a: Any, b: Any, function: Any) -> Any:
    """Element by element, stretched to a common shape."""
    x, y = array_of(a), array_of(b)
    if not isinstance(x, Array):
        return Array([function(x, item) for item in y.items], y.shape) if isinstance(y, Array) else function(x, y)
    if not isinstance(y, Array):
        return Array([function(item, y) for item in x.items], x.shape)
    shape = common_shape(x.shape, y.shape)
    pairs = zip(stretched(x.items, x.shape, shape), stretched(y.items, y.shape, shape), strict=True)
    return Array([function(one, other) for one, other in pairs], shape)


def elementwise(name: str, function: Any) -> Any:
    """np.tanh and its like: of arrays, of numbers, and of values, which have a method of that name."""

    def apply_to(x: Any) -> Any:
        x = array_of(x)
        if isinstance(x, Array):
            return Array([apply_to(item) for item in x.items], x.shape)
        return getattr(x, name)() if hasattr(x, name) and not isinstance(x, (int, float)) else function(float(x))

    return apply_to


def total_of(items: list[Any]) -> Any:
    return add_up(items[1:], items[0]) if items else 0.0


def reducer(function: Any) -> Any:
    """np.sum and its like: over everything, or along one axis."""

    def reduce(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
        x = array_of(x)
        if not isinstance(x, Array):
            return x
        if axis is None:
            return function(x.items)
        axis = axis_of(axis, x.shape)
        lines, shape = along(x.shape, axis)
        shape = (*shape[:axis], 1, *shape[axis:]) if keepdims else shape
        return scalar_or_array([function([x.items[place] for place in line]) for line in lines], shape)

    return reduce


def mean_of(items: list[Any]) -> Any:
    return total_of(items) / len(items)


def spread_of(items: list[Any]) -> Any:
    middle = mean_of(items)
    return math.sqrt(total_of([(item - middle) ** 2 for item in items]) / len(items))


def dot(a: Any, b: Any) -> Any:
    """Rows and matrices: products, added up."""
    x, y = array_of(a), array_of(b)
    if not isinstance(x, Array) or not isinstance(y, Array):
        return x * y
    if len(y.shape) == 2:
        columns = [y[:, c] for c in range(y.shape[1])]
        return (
            array_of([dot(x, column) for column in columns])
            if len(x.shape) == 1
            else array_of([[dot(row, column) for column in columns] for row in x])
        )
    if len(x.shape) == 2:
        return array_of([dot(row, y) for row in x])
    if x.shape != y.shape:
        raise ValueError(f"shapes {x.shape} and {y.shape} not aligned")
    return total_of([one * other for one, other in zip(x.items, y.items, strict=True)])


def transpose(x: Array) -> Array:
    if len(x.shape) < 2:
        return x
    rows, columns = x.shape
    return Array([x.items[r * columns + c] for c in range(columns) for r in range(rows)], (columns, rows))


def filled_array(number: Any) -> Any:
    def make(shape: Any, dtype: Any = None) -> Array:
        sizes = (shape,) if isinstance(shape, int) else tuple(shape)
        return Array([number] * count(sizes), sizes)

    return make


def steps(start: Any, stop: Any = None, step: Any = 1) -> Array:
    """np.arange()"""
    start, stop = (0, start) if stop is None else (start, stop)
    items = [start + i * step for i in range(python_max([0, math.ceil((stop - start) / step)]))]
    return Array(items, (len(items),))


def spaces(start: float, stop: float, num: int = 50) -> Array:
    """np.linspace()"""
    gaps = python_max([num - 1, 1])
    return Array([start + (stop - start) * i / gaps for i in range(num)], (num,))


def drawn(draw: Any) -> Any:
    """A function of a shape that fills it with random numbers."""

    def make(*sizes: Any) -> Any:
        return Array([draw() for _ in range(count(sizes))], sizes) if sizes else draw()

    return make


def drawn_between(draw: Any, first: float, second: float) -> Any:
    """np.random.uniform and normal: two numbers, then a size."""

    def make(low: float = first, high: float = second, size: Any = None) -> Any:
        sizes = () if size is None else (size,) if isinstance(size, int) else tuple(size)
        return drawn(lambda: draw(low, high))(*sizes)

    return make


def shuffled(x: Any) -> Any:
    items = list(range(x)) if isinstance(x, int) else list(x)
    return array_of(random.sample(items, len(items)))


def chosen(a: Any, size: Any = None, replace: bool = True, p: Any = None) -> Any:
    items = list(range(a)) if isinstance(a, int) else list(a)
    if size is None:
        return random.choices(items, weights=list(p))[0] if p is not None else random.choice(items)
    drawn_items = random.choices(items, k=size) if replace else random.sample(items, size)
    return array_of(drawn_items)


def whole_number(low: int, high: Any = None, size: Any = None) -> Any:
    low, high = (0, low) if high is None else (low, high)
    sizes = () if size is None else (size,) if isinstance(size, int) else tuple(size)
    return drawn(lambda: random.randrange(low, high))(*sizes)


def either(test: Any, yes: Any, no: Any) -> Any:
    kept = pairwise(test, yes, lambda t, x: (t, x))
    return pairwise(kept, no, lambda pair, x: pair[1] if pair[0] else x)


def moons(
    n_samples: int = 100, noise: float = 0.0, random_state: Any = None, shuffle: bool = True
) -> tuple[Array, Array]:
    """sklearn.datasets.make_moons(): two half circles, the same shape with other random numbers."""
    half = n_samples // 2
    outer = [(math.cos(math.pi * i / (half - 1)), math.sin(math.pi * i / (half - 1)), 0) for i in range(half)]
    inner = [(1.0 - x, 0.5 - y, 1) for x, y, _ in outer]
    rows = random.sample(outer + inner, 2 * half) if shuffle else outer + inner
    points = [[x + random.gauss(0.0, noise or 0.0), y + random.gauss(0.0, noise or 0.0)] for x, y, _ in rows]
    return array_of(points), array_of([label for _, _, label in rows])


def circles(n_samples: int = 100, noise: float = 0.0, factor: float = 0.8, random_state: Any = None) -> Any:
    """sklearn.datasets.make_circles(): a circle within a circle."""
    half = n_samples // 2
    angles = [2.0 * math.pi * i / half for i in range(half)]
    rows = [(math.cos(a), math.sin(a), 0) for a in angles]
    rows += [(factor * math.cos(a), factor * math.sin(a), 1) for a in angles]
    rows = random.sample(rows, 2 * half)
    points = [[x + random.gauss(0.0, noise or 0.0), y + random.gauss(0.0, noise or 0.0)] for x, y, _ in rows]
    return array_of(points), array_of([label for _, _, label in rows])


def blobs(
    n_samples: int = 100, centers: Any = 2, cluster_std: float = 1.0, n_features: int = 2, random_state: Any = None
) -> Any:
    """sklearn.datasets.make_blobs(): points around some middles."""
    if isinstance(centers, int):
        centers = [[random.uniform(-10.0, 10.0) for _ in range(n_features)] for _ in range(centers)]
    labels = [i % len(centers) for i in range(n_samples)]
    points = [[random.gauss(middle, cluster_std) for middle in centers[label]] for label in labels]
    return array_of(points), array_of(labels)


def all_close(a: Any, b: Any, rtol: float = 1e-05, atol: float = 1e-08) -> bool:
    pairs = zip(flat(array_of(a).tolist()), flat(array_of(b).tolist()), strict=True)
    return all(math.isclose(x, y, rel_tol=rtol, abs_tol=atol) for x, y in pairs)


np_random = Namespace(
    seed=random.seed,
    rand=drawn(random.random),
    randn=drawn(lambda: random.gauss(0.0, 1.0)),
    random=lambda size=None: drawn(random.random)(
        *(() if size is None else (size,) if isinstance(size, int) else size)
    ),
    uniform=drawn_between(random.uniform, 0.0, 1.0),
    normal=drawn_between(random.gauss, 0.0, 1.0),
    randint=whole_number,
    permutation=shuffled,
    choice=chosen,
    shuffle=random.shuffle,
)
setattr(np_random, "default_rng", lambda seed=None: np_random)  # noqa: B010
setattr(np_random, "integers", whole_number)  # noqa: B010
setattr(np_random, "standard_normal", np_random.randn)  # noqa: B010
np = Namespace(
    array=array_of,
    asarray=array_of,
    ndarray=Array,
    zeros=filled_array(0.0),
    ones=filled_array(1.0),
    zeros_like=lambda x, dtype=None: array_of(x) * 0.0 if isinstance(x, (list, tuple, Array)) else 0.0,
    ones_like=lambda x, dtype=None: array_of(x) * 0.0 + 1.0 if isinstance(x, (list, tuple, Array)) else 1.0,
    arange=steps,
    linspace=spaces,
    dot=dot,
    matmul=dot,
    transpose=transpose,
    sum=reducer(total_of),
    mean=reducer(mean_of),
    average=reducer(mean_of),
    std=reducer(spread_of),
    max=reducer(python_max),
    min=reducer(python_min),
    argmax=reducer(lambda items: items.index(python_max(items))),
    argmin=reducer(lambda items: items.index(python_min(items))),
    maximum=lambda x, y: pairwise(x, y, lambda a, b: a if compare(a, ">=", b) else b),
    minimum=lambda x, y: pairwise(x, y, lambda a, b: a if compare(a, "<=", b) else b),
    power=lambda x, y: pairwise(x, y, lambda a, b: a**b),
    multiply=lambda x, y: pairwise(x, y, lambda a, b: a * b),
    add=lambda x, y: pairwise(x, y, lambda a, b: a + b),
    subtract=lambda x, y: pairwise(x, y, lambda a, b: a - b),
    divide=lambda x, y: pairwise(x, y, lambda a, b: a / b),
    where=either,
    exp=elementwise("exp", exp),
    log=elementwise("log", log),
    sqrt=elementwise("sqrt", lambda x: power(x, 0.5)),
    sin=elementwise("sin", math.sin),
    cos=elementwise("cos", math.cos),
    tan=elementwise("tan", math.tan),
    tanh=elementwise("tanh", math.tanh),
    abs=elementwise("abs", lambda x: x if x >= 0 else -x),
    square=lambda x: array_of(x) ** 2,
    sign=elementwise("sign", lambda x: 1.0 if x > 0 else -1.0 if x < 0 else 0.0),
    round=lambda x, decimals=0: elementwise("round", lambda item: python_round(item, decimals))(x),
    clip=lambda x, low, high: elementwise("clip", lambda item: python_min([python_max([item, low]), high]))(x),
    isclose=lambda a, b, rtol=1e-05, atol=1e-08: math.isclose(a, b, rel_tol=rtol, abs_tol=atol),
    allclose=all_close,
    random=np_random,
    set_printoptions=nothing,
    pi=math.pi,
    e=math.e,
    inf=math.inf,
    nan=math.nan,
    float64=float,
    float32=float,
    int64=int,
)
MODULES["numpy"] = np
MODULES["numpy.random"] = np_random
MODULES["sklearn.datasets"] = Namespace(make_moons=moons, make_circles=circles, make_blobs=blobs)
MODULES["sklearn"] = Namespace(datasets=MODULES["sklearn.datasets"])
for name in ("sum", "mean", "max", "min", "argmax", "std"):
    setattr(Array, name, getattr(np, name))
setattr(Array, "flatten", lambda x: x.reshape(-1))  # noqa: B010
setattr(Array, "ravel", lambda x: x.reshape(-1))  # noqa: B010
setattr(Array, "dot", dot)  # noqa: B010
