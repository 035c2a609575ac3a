"""`import numpy as np`, as far as programs of this kind use it: functions of arrays, element by element."""

from __future__ import annotations

import math
from typing import Any

from app.program.prelude.arithmetic import exp, log, power
from app.program.prelude.builtin import compare, python_max, python_min, python_round
from app.program.prelude.modules import MODULES, Namespace
from app.program.prelude.numpy_array import Array, array_of, new_array
from app.program.prelude.numpy_elements import dot, elementwise, pairwise, total_of, transpose
from app.program.prelude.numpy_joining import (
    Columns,
    along_lines,
    append,
    column_stack,
    concatenate,
    cumulative,
    either,
    expand_dims,
    grid,
    hstack,
    nonzero,
    repeat,
    squeeze,
    stack,
    tile,
    vstack,
)
from app.program.prelude.numpy_kinds import as_wide, cast_to, dtype_of
from app.program.prelude.numpy_random import np_random
from app.program.prelude.numpy_reductions import mean_of, middle_of, product_of, reducer, spread_of, variance_of
from app.program.prelude.numpy_text import set_printoptions
from app.program.prelude.shapes import count, flat


def filled_array(number: Any) -> Any:
    def make(shape: Any, dtype: Any = None) -> Array:
        return array_full(shape, number, dtype)

    return make


def array_full(shape: Any, fill_value: Any, dtype: Any = None) -> Array:
    """np.full()"""
    sizes = (shape,) if isinstance(shape, int) else tuple(shape)
    return Array([fill_value if dtype is None else cast_to(dtype, fill_value)] * count(sizes), sizes)


def filled_alike(number: Any) -> Any:
    """np.zeros_like(): of the same shape and the same kind of number."""

    def make(a: Any, dtype: Any = None) -> Any:
        x = array_of(a)
        items = x.items if isinstance(x, Array) else [x]
        kind = dtype_of(items) if dtype is None else dtype
        filled_items = [cast_to(kind, number) for _ in items]
        return Array(filled_items, x.shape) if isinstance(x, Array) else filled_items[0]

    return make


def steps(start: Any, stop: Any = None, step: Any = 1, dtype: Any = None) -> Array:
    """np.arange()"""
    start, stop = (0, start) if stop is None else (start, stop)
    items = [start + i * step for i in range(python_max([0, math.ceil((stop - start) / step)]))]
    return array_of(items, dtype)  # type: ignore[no-any-return]


def spaces(start: float, stop: float, num: int = 50, endpoint: bool = True) -> Array:
    """np.linspace()"""
    gaps = python_max([num - 1 if endpoint else num, 1])
    return Array([float(start + (stop - start) * i / gaps) for i in range(num)], (num,))


def unit_matrix(N: int, M: Any = None) -> Array:
    columns = N if M is None else M
    return Array([1.0 if r == c else 0.0 for r in range(N) for c in range(columns)], (N, columns))


def norm_of(x: Any, ord: Any = None, axis: Any = None) -> Any:
    """np.linalg.norm()"""
    x = array_of(x)
    if ord in (None, "fro") or ord == 2 and (axis is not None or len(x.shape) == 1):
        return np.sqrt(np.sum(x**2, axis=axis))
    if axis is None and len(x.shape) > 1:
        raise ValueError("np.linalg.norm() of a matrix is here the root of all its squares alone")
    sizes = abs(x)
    if ord == math.inf:
        return np.max(sizes, axis=axis)
    return np.sum(sizes, axis=axis) if ord == 1 else np.sum(sizes**ord, axis=axis) ** (1.0 / ord)


def vectorized(function: Any) -> Any:
    def apply_to(x: Any, *rest: Any) -> Any:
        if rest:
            return pairwise(x, rest[0], function)
        made = array_of(x)
        return Array([function(item) for item in made.items], made.shape) if isinstance(made, Array) else function(x)

    return apply_to


def between(x: float, low: Any, high: Any) -> float:
    kept = x if low is None or x >= low else low
    return as_wide(kept if high is None or kept <= high else high, x, x)  # type: ignore[no-any-return]


def logical(test: Any) -> Any:
    return lambda x, y: pairwise(x, y, lambda a, b: test(bool(a), bool(b)))


def all_close(a: Any, b: Any, rtol: float = 1e-05, atol: float = 1e-08) -> bool:
    pairs = zip(flat(array_of(a).tolist()), flat(array_of(b).tolist()), strict=True)
    return all(math.isclose(x, y, rel_tol=rtol, abs_tol=atol) for x, y in pairs)


np = Namespace(
    array=new_array,
    asarray=new_array,
    asfarray=lambda a: new_array(a, float),
    copy=array_of,
    ndarray=Array,
    zeros=filled_array(0.0),
    ones=filled_array(1.0),
    full=array_full,
    empty=filled_array(0.0),
    zeros_like=filled_alike(0),
    ones_like=filled_alike(1),
    empty_like=filled_alike(0),
    full_like=lambda a, fill_value, dtype=None: filled_alike(fill_value)(a, dtype),
    eye=unit_matrix,
    identity=unit_matrix,
    concatenate=concatenate,
    stack=stack,
    vstack=vstack,
    hstack=hstack,
    column_stack=column_stack,
    c_=Columns(),
    append=append,
    expand_dims=expand_dims,
    squeeze=squeeze,
    repeat=repeat,
    tile=tile,
    meshgrid=grid,
    reshape=lambda a, shape: array_of(a).reshape(shape),
    ravel=lambda a: array_of(a).reshape(-1),
    sort=along_lines(lambda line: sorted(line)),
    argsort=along_lines(lambda line: sorted(range(len(line)), key=lambda i: line[i])),
    flip=along_lines(lambda line: line[::-1]),
    cumsum=cumulative(lambda x, y: x + y),
    cumprod=cumulative(lambda x, y: x * y),
    diff=lambda a: array_of(a)[1:] - array_of(a)[:-1],
    unique=lambda a: array_of(sorted(set(array_of(a).items))),
    outer=lambda a, b: array_of(a).reshape(-1, 1) * array_of(b).reshape(1, -1),
    trace=lambda a: total_of([array_of(a)[i, i] for i in range(array_of(a).shape[0])]),
    arange=steps,
    linspace=spaces,
    dot=dot,
    matmul=dot,
    transpose=transpose,
    sum=reducer(total_of),
    mean=reducer(mean_of),
    average=reducer(mean_of),
    std=reducer(spread_of),
    var=reducer(variance_of),
    median=reducer(middle_of),
    prod=reducer(product_of),
    any=reducer(lambda items: any(bool(item) for item in items)),
    all=reducer(lambda items: all(bool(item) for item in items)),
    count_nonzero=reducer(lambda items: len([item for item in items if item])),
    max=reducer(python_max),
    min=reducer(python_min),
    argmax=reducer(lambda items: items.index(python_max(items))),
    argmin=reducer(lambda items: items.index(python_min(items))),
    maximum=lambda x, y: pairwise(x, y, lambda a, b: as_wide(a if compare(a, ">=", b) else b, a, b)),
    minimum=lambda x, y: pairwise(x, y, lambda a, b: as_wide(a if compare(a, "<=", b) else b, a, b)),
    power=lambda x, y: pairwise(x, y, lambda a, b: a**b),
    multiply=lambda x, y: pairwise(x, y, lambda a, b: a * b),
    add=lambda x, y: pairwise(x, y, lambda a, b: a + b),
    subtract=lambda x, y: pairwise(x, y, lambda a, b: a - b),
    divide=lambda x, y: pairwise(x, y, lambda a, b: a / b),
    where=either,
    nonzero=nonzero,
    exp=elementwise("exp", exp),
    log=elementwise("log", log),
    sqrt=elementwise("sqrt", lambda x: power(x, 0.5)),
    sin=elementwise("sin", math.sin),
    cos=elementwise("cos", math.cos),
    tan=elementwise("tan", math.tan),
    tanh=elementwise("tanh", math.tanh),
    abs=elementwise("abs", lambda x: x if x >= 0 else -x),
    absolute=elementwise("abs", lambda x: x if x >= 0 else -x),
    log2=elementwise("log2", lambda x: log(x) / math.log(2.0)),
    log10=elementwise("log10", lambda x: log(x) / math.log(10.0)),
    log1p=elementwise("log1p", lambda x: log(1.0 + x)),
    expm1=elementwise("expm1", lambda x: exp(x) - 1.0),
    sinh=elementwise("sinh", math.sinh),
    cosh=elementwise("cosh", math.cosh),
    arctan=elementwise("arctan", math.atan),
    floor=elementwise("floor", lambda x: float(math.floor(x))),
    ceil=elementwise("ceil", lambda x: float(math.ceil(x))),
    square=lambda x: array_of(x) ** 2,
    sign=elementwise("sign", lambda x: 1.0 if x > 0 else -1.0 if x < 0 else 0.0),
    round=lambda x, decimals=0: elementwise("round", lambda item: python_round(item, decimals))(x),
    clip=lambda a, a_min=None, a_max=None: elementwise("clip", lambda item: between(item, a_min, a_max))(a),
    isclose=lambda a, b, rtol=1e-05, atol=1e-08: pairwise(a, b, lambda x, y: abs(x - y) <= atol + rtol * abs(y)),
    array_equal=lambda a, b: array_of(a).tolist() == array_of(b).tolist(),
    isnan=elementwise("isnan", math.isnan),
    isinf=elementwise("isinf", math.isinf),
    isfinite=elementwise("isfinite", math.isfinite),
    isscalar=lambda x: isinstance(x, (int, float, str)),
    logical_and=logical(lambda x, y: x and y),
    logical_or=logical(lambda x, y: x or y),
    logical_xor=logical(lambda x, y: x != y),
    logical_not=elementwise("logical_not", lambda x: not x),
    vectorize=vectorized,
    linalg=Namespace(norm=norm_of),
    allclose=all_close,
    random=np_random,
    set_printoptions=set_printoptions,
    pi=math.pi,
    e=math.e,
    inf=math.inf,
    nan=math.nan,
    newaxis=None,
    float64=float,
    float32=float,
    float16=float,
    int64=int,
    int32=int,
    bool_=bool,
    number=(int, float),
    floating=float,
    integer=int,
)
MODULES["numpy"] = np
MODULES["numpy.random"] = np_random
for name in (
    "sum mean max min argmax argmin std var prod any all cumsum cumprod squeeze repeat round clip argsort transpose"
).split():
    setattr(Array, name, getattr(np, name))
setattr(Array, "flatten", lambda x: x.reshape(-1))  # noqa: B010
setattr(Array, "ravel", lambda x: x.reshape(-1))  # noqa: B010
setattr(Array, "dot", dot)  # noqa: B010
