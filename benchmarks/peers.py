"""One training step in the engines that the benchmark compares with, each in its own idiom."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.engine.graph import CONSTANT, LEAF, Graph
from app.engine.ops import OPS

Step = Callable[[], object]
Unary = Callable[[Any], Any]
Numbers = NDArray[np.float64]


def _plan(graph: Graph) -> list[tuple[str, list[int], float]]:
    """Op, inputs and constant (or number) of every node."""
    spread = np.split(graph.inputs, graph.start[1:-1])
    numbers = np.where(graph.op <= CONSTANT, graph.data, graph.param)
    return [
        (OPS[code].name, inputs.tolist(), float(number))
        for code, inputs, number in zip(graph.op.tolist(), spread, numbers, strict=True)
    ]


def _root(
    graph: Graph, plan: list[tuple[str, list[int], float]], leaves: dict[int, Any], tanh: Unary, relu: Unary
) -> Any:
    """The expression built number by number, with leaves that overload the operators."""
    value: list[Any] = []
    for n, (op, inputs, number) in enumerate(plan):
        match op:
            case "leaf":
                value.append(leaves[n])
            case "constant":
                value.append(number)
            case "add":
                value.append(value[inputs[0]] + value[inputs[1]])
            case "sub":
                value.append(value[inputs[0]] - value[inputs[1]])
            case "mul":
                value.append(value[inputs[0]] * value[inputs[1]])
            case "neg":
                value.append(-value[inputs[0]])
            case "pow":
                value.append(value[inputs[0]] ** number)
            case "relu":
                value.append(relu(value[inputs[0]]))
            case "tanh":
                value.append(tanh(value[inputs[0]]))
    return value[graph.root]


def micrograd_step(graph: Graph, rate: float) -> Step:
    """As in the lecture: the expression is built anew, then zero_grad, backward, update."""
    from micrograd.engine import Value

    def tanh(x: Any) -> Any:
        t = (math.exp(2 * x.data) - 1) / (math.exp(2 * x.data) + 1)
        out = Value(t, (x,), "tanh")

        def _backward() -> None:
            x.grad += (1 - t**2) * out.grad

        out._backward = _backward
        return out

    plan = _plan(graph)
    leaves = {n: Value(number) for n, (_, _, number) in enumerate(plan) if graph.op[n] == LEAF}

    def step() -> None:
        root = _root(graph, plan, leaves, tanh, lambda x: x.relu())
        for leaf in leaves.values():
            leaf.grad = 0
        root.backward()
        for leaf in leaves.values():
            leaf.data -= rate * leaf.grad

    return step


def micrograd_moons_step(points: Numbers, sides: Numbers, rate: float) -> Step:
    """W3 as micrograd's own demo has it (demo.ipynb): its MLP, mean of the hinge losses, L2 regularization."""
    from micrograd.engine import Value
    from micrograd.nn import MLP

    model = MLP(2, [16, 16, 1])

    def step() -> None:
        scores = [model([Value(x) for x in point]) for point in points.tolist()]
        losses = [(1 + -side * score).relu() for side, score in zip(sides.tolist(), scores, strict=True)]
        loss = sum(losses) * (1.0 / len(losses)) + 1e-4 * sum(p * p for p in model.parameters())
        model.zero_grad()
        loss.backward()
        for p in model.parameters():
            p.data -= rate * p.grad

    return step


def torch_scalar_step(graph: Graph, rate: float) -> Step:
    """Every number a tensor of its own."""
    import torch

    plan = _plan(graph)
    leaves = {
        n: torch.tensor(number, dtype=torch.float64, requires_grad=True)
        for n, (_, _, number) in enumerate(plan)
        if graph.op[n] == LEAF
    }

    def step() -> None:
        root = _root(graph, plan, leaves, torch.tanh, torch.relu)
        for leaf in leaves.values():
            leaf.grad = None
        root.backward()
        with torch.no_grad():
            for leaf in leaves.values():
                if leaf.grad is not None:
                    leaf -= rate * leaf.grad

    return step


def torch_vector_step(points: Numbers, sides: Numbers, rate: float) -> Step:
    """W3 with matrices, as one writes it in PyTorch."""
    import torch

    torch.set_num_threads(1)
    random = np.random.default_rng(0)
    x, side = torch.tensor(points), torch.tensor(sides)
    weights = [torch.tensor(random.uniform(-1, 1, shape), requires_grad=True) for shape in ((2, 16), (16, 16), (16, 1))]
    biases = [torch.zeros(size, dtype=torch.float64, requires_grad=True) for size in (16, 16, 1)]
    parameters = [*weights, *biases]

    def step() -> None:
        h = torch.relu(x @ weights[0] + biases[0])
        h = torch.relu(h @ weights[1] + biases[1])
        loss = torch.relu(1 - side * (h @ weights[2] + biases[2])[:, 0]).sum()
        for parameter in parameters:
            parameter.grad = None
        loss.backward()
        with torch.no_grad():
            for parameter in parameters:
                parameter -= rate * parameter.grad

    return step


def jax_step(points: Numbers, sides: Numbers, rate: float, steps: int) -> Step:
    """W3 with matrices, compiled by JAX; `steps` calls of one training step."""
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    random = np.random.default_rng(0)
    shapes = ((2, 16), (16, 16), (16, 1))
    parameters = [(jnp.array(random.uniform(-1, 1, shape)), jnp.zeros(shape[1])) for shape in shapes]

    def loss(parameters: Any) -> Any:
        h = points
        for depth, (weight, bias) in enumerate(parameters):
            h = h @ weight + bias
            h = jnp.maximum(h, 0) if depth < 2 else h
        return jnp.maximum(1 - sides * h[:, 0], 0).sum()

    @jax.jit  # type: ignore[untyped-decorator]
    def step(parameters: Any) -> Any:
        gradients = jax.grad(loss)(parameters)
        return jax.tree.map(lambda number, gradient: number - rate * gradient, parameters, gradients)

    held = step(parameters)

    def several() -> None:
        nonlocal held
        for _ in range(steps):
            held = step(held)
        jax.block_until_ready(held)

    return several
