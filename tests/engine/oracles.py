"""Who is asked for the right answer: HIPS autograd always, PyTorch where it is installed. Both give the value of every
node and the gradient of the root by every node; a node that the root does not depend on gets not-a-number and False."""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Callable
from typing import Any

import autograd.numpy as anp
import numpy as np
from autograd import elementwise_grad
from autograd.extend import defvjp, primitive
from numpy.typing import NDArray

from app.engine.graph import CONSTANT, LEAF, Graph
from app.engine.ops import ANY, OPS, Op
from app.engine.texts import FUNCTIONS

HAS_TORCH = importlib.util.find_spec("torch") is not None
Answer = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]  # value, gradient, has a gradient

erf = primitive(lambda x: math.erf(x))
defvjp(erf, lambda out, x: lambda g: g * 2.0 / math.sqrt(math.pi) * anp.exp(-x * x))

# Written from the textbooks and not from the op table. One argument is an array with the inputs.
AUTOGRAD: dict[str, Callable[..., Any]] = {
    "add": lambda x, y: x + y,
    "sub": lambda x, y: x - y,
    "mul": lambda x, y: x * y,
    "div": lambda x, y: x / y,
    "neg": lambda x: -x,
    "pow": lambda x, k: x**k,
    "exp": anp.exp,
    "log": anp.log,
    "sqrt": anp.sqrt,
    "abs": anp.abs,
    "sin": anp.sin,
    "cos": anp.cos,
    "tan": anp.tan,
    "tanh": anp.tanh,
    "sigmoid": lambda x: 0.5 * (anp.tanh(x / 2.0) + 1.0),
    "relu": lambda x: anp.where(x > 0.0, x, 0.0),
    "leaky_relu": lambda x, k: anp.where(x > 0.0, x, k * x),
    "elu": lambda x, k: anp.where(x > 0.0, x, k * anp.expm1(anp.where(x > 0.0, 0.0, x))),
    "softplus": lambda x: anp.where(x > 20.0, x, anp.logaddexp(0.0, anp.where(x > 20.0, 0.0, x))),  # as PyTorch does
    "gelu": lambda x: x * (1.0 + erf(x / math.sqrt(2.0))) / 2.0,
    "silu": lambda x: x * 0.5 * (anp.tanh(x / 2.0) + 1.0),
    "max": anp.maximum,
    "min": anp.minimum,
    "sum": lambda *xs: sum(xs),
}

LIBRARY = {name: getattr(anp, name) for name in FUNCTIONS if name != "erf"} | {"erf": erf, "pi": math.pi}


def function(op: Op) -> Callable[..., Any]:
    """The op for autograd: from the textbook above, or else its row's value, which still checks the derivatives."""
    if op.name in AUTOGRAD:
        return AUTOGRAD[op.name]
    scope = LIBRARY | {row.name: AUTOGRAD[row.name] for row in OPS if row.name in AUTOGRAD}
    code = compile(op.value, f"<{op.name}>", "eval")
    return lambda x, y=None: eval(code, scope, {"x": x, "y": y, "k": y})


def by_autograd(graph: Graph) -> Answer:
    """Adds an unknown of its own to every node and differentiates the root by all of them at once."""

    def nodes(nudges: Any) -> list[Any]:
        value: list[Any] = []
        for n, code in enumerate(graph.op.tolist()):
            if code in (LEAF, CONSTANT):
                number = np.float32(graph.data[n]) if graph.rounded[n] else graph.data[n]
                value.append(float(number) + nudges[n])
                continue
            op = OPS[code]
            inputs = [value[i] for i in inputs_of(graph, n)]
            if op.constant and len(inputs) == 1:
                inputs.append(op.default if math.isnan(graph.param[n]) else graph.param[n])
            value.append(function(op)(*inputs) + nudges[n])
        return value

    still = np.zeros(len(graph.op))
    with np.errstate(all="ignore"):
        values = np.array(nodes(still))
        gradients = elementwise_grad(lambda nudges: nodes(nudges)[graph.root])(still)
    return values, gradients, receives(graph)


def by_torch(graph: Graph) -> Answer:
    """The graph node by node as the op table spells it for PyTorch, every tensor a scalar."""
    import torch

    names = {"torch": torch, "F": torch.nn.functional}
    value: list[Any] = []
    for n, code in enumerate(graph.op.tolist()):
        if code in (LEAF, CONSTANT):
            kind = torch.float32 if graph.single[n] or graph.rounded[n] else torch.float64
            tensor = torch.tensor(graph.data[n], dtype=kind)
            tensor = tensor if graph.single[n] else tensor.double()
            value.append(tensor.requires_grad_(bool(graph.requires_grad[n]) and code == LEAF))
            continue
        op, inputs = OPS[code], [value[i] for i in inputs_of(graph, n)]
        param = op.default if math.isnan(graph.param[n]) else float(graph.param[n])
        scope = {"xs": inputs} if op.arity == ANY else dict(zip(("x", "y"), inputs, strict=False))
        out = eval(op.torch, names, {"k": inputs[1] if op.constant and len(inputs) == 2 else param, **scope})
        if out.requires_grad:
            out.retain_grad()
        value.append(out)
    if value[graph.root].requires_grad:
        value[graph.root].backward()
    has = np.array([tensor.grad is not None for tensor in value])
    gradients = [tensor.grad.item() if tensor.grad is not None else math.nan for tensor in value]
    return np.array([tensor.item() for tensor in value]), np.array(gradients), has


def inputs_of(graph: Graph, node: int) -> list[int]:
    inputs: list[int] = graph.inputs[graph.start[node] : graph.start[node + 1]].tolist()
    return inputs


def receives(graph: Graph) -> NDArray[np.bool_]:
    """[N] whether a node requires a gradient and the root depends on it, found the plain way."""
    requires = [bool(r) and code == LEAF for r, code in zip(graph.requires_grad, graph.op, strict=True)]
    for n in range(len(requires)):
        requires[n] = requires[n] or any(requires[i] for i in inputs_of(graph, n))
    waiting, found = [graph.root], set()
    while waiting:
        n = waiting.pop()
        if n not in found and requires[n]:
            found.add(n)
            waiting.extend(inputs_of(graph, n))
    return np.array([n in found for n in range(len(requires))])


def same(ours: NDArray[np.float64], theirs: NDArray[np.float64], tolerance: NDArray[np.float64] | float) -> bool:
    """Whether infinities and not-a-numbers are in the same places and all else within the tolerance."""
    with np.errstate(invalid="ignore"):
        near = (ours == theirs) | (np.isnan(ours) & np.isnan(theirs)) | (np.abs(ours - theirs) <= tolerance)
    return bool(near.all())
