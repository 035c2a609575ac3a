"""`import numpy as np`, as far as programs of this kind use it: functions of arrays, element by element."""

from __future__ import annotations

import math
from typing import Any

from app.program.prelude.arithmetic import exp, log, power
from app.program.prelude.builtin import compare, python_max, python_min, python_round
from app.program.prelude.modules import MODULES, Namespace, nothing
from app.program.prelude.numpy_array import (
    Array,
    array_of,
    dot,
    elementwise,
    pairwise,
    scalar_or_array,
    total_of,
    transpose,
)
from app.program.prelude.numpy_random import blobs, circles, moons, np_random
from app.program.prelude.shapes import (
    along,
    axis_of,
    count,
    flat,
)


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


def either(test: Any, yes: Any, no: Any) -> Any:
    kept = pairwise(test, yes, lambda t, x: (t, x))
    return pairwise(kept, no, lambda pair, x: pair[1] if pair[0] else x)


def all_close(a: Any, b: Any, rtol: float = 1e-05, atol: float = 1e-08) -> bool:
    pairs = zip(flat(array_of(a).tolist()), flat(array_of(b).tolist()), strict=True)
    return all(math.isclose(x, y, rel_tol=rtol, abs_tol=atol) for x, y in pairs)


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
