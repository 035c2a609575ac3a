"""Neurons, layers and networks of values: those of `micrograd.nn`, and those of the lecture."""

from __future__ import annotations

import random
from typing import Any

from app.program.prelude.builtin import add_up, length
from app.program.prelude.hooks import named
from app.program.prelude.modules import MODULES, Namespace
from app.program.prelude.value import Value


class ValueModule:
    """What holds parameters that are values."""

    def zero_grad(self) -> None:
        for parameter in self.parameters():
            parameter.grad = 0.0

    def parameters(self) -> list[Value]:
        return []


BOUNDED = ("tanh", "sigmoid", "sin")  # what a last layer may end with, unless the program says otherwise
SQUASHING = (*BOUNDED, "relu", "leaky_relu", "elu", "gelu", "silu", "softplus", "linear")
SHOWN = {"relu": "ReLU", "tanh": "Tanh"}


def squashing(name: str) -> str:
    if name not in SQUASHING:
        raise ValueError(f"there is no activation {name}; choose one of {', '.join(SQUASHING)}")
    return name


def networks(squash: str, squash_last: bool, first_bias: Any) -> Namespace:
    """Neuron, Layer and MLP. `squash` is the operation at the end of a neuron, in the last layer too or not."""

    class Neuron(ValueModule):
        """A weighted sum, squashed."""

        def __init__(self, nin: int, nonlin: bool = True, activation: str = squash) -> None:
            self.w = [Value(random.uniform(-1.0, 1.0)) for _ in range(nin)]
            self.b = Value(first_bias())
            self.activation = squashing(activation)
            self.nonlin = nonlin and activation != "linear"
            for index, weight in enumerate(self.w):
                named(weight, f"w[{index}]", 1)
            named(self.b, "b", 1)

        def __call__(self, x: Any) -> Any:
            total = add_up([weight * value for weight, value in zip(self.w, x, strict=False)], self.b)
            return getattr(total, self.activation)() if self.nonlin else total

        def parameters(self) -> list[Value]:
            return [*self.w, self.b]

        def __repr__(self) -> str:
            kind = SHOWN.get(self.activation, self.activation) if self.nonlin else "Linear"
            return f"{kind}Neuron({length(self.w)})"

    class Layer(ValueModule):
        """Neurons side by side."""

        def __init__(self, nin: int, nout: int, nonlin: bool = True, activation: str = squash) -> None:
            self.neurons = [Neuron(nin, nonlin, activation) for _ in range(nout)]

        def __call__(self, x: Any) -> Any:
            outputs = [neuron(x) for neuron in self.neurons]
            return outputs[0] if length(outputs) == 1 else outputs

        def parameters(self) -> list[Value]:
            return [parameter for neuron in self.neurons for parameter in neuron.parameters()]

        def __repr__(self) -> str:
            return f"Layer of [{', '.join([str(neuron) for neuron in self.neurons])}]"

    class MLP(ValueModule):
        """Layers one after the other. The last one ends with `output`: else with the activation, where that is one of
        a bounded range, or linear."""

        def __init__(self, nin: int, nouts: list[int], activation: str = squash, output: str | None = None) -> None:
            if output is None:
                output = activation if squash_last and squashing(activation) in BOUNDED else "linear"
            sizes, last = [nin, *nouts], length(nouts) - 1
            ends = [activation for _ in range(last)] + [output]
            self.layers = [Layer(sizes[i], sizes[i + 1], ends[i] != "linear", ends[i]) for i in range(last + 1)]

        def __call__(self, x: Any) -> Any:
            for layer in self.layers:
                x = layer(x)
            return x

        def parameters(self) -> list[Value]:
            return [parameter for layer in self.layers for parameter in layer.parameters()]

        def __repr__(self) -> str:
            return f"MLP of [{', '.join([str(layer) for layer in self.layers])}]"

    return Namespace(Module=ValueModule, Neuron=Neuron, Layer=Layer, MLP=MLP)


lecture = networks("tanh", True, lambda: random.uniform(-1.0, 1.0))
Neuron, Layer, MLP = lecture.Neuron, lecture.Layer, lecture.MLP
MODULES["micrograd.nn"] = networks("relu", False, lambda: 0.0)
MODULES["micrograd"] = Namespace(engine=MODULES["micrograd.engine"], nn=MODULES["micrograd.nn"])
