"""`torch.nn`: modules and the layers that are made of tensors."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Any

from app.program.prelude.tape import now
from app.program.prelude.tensor import Tensor
from app.program.prelude.torch_functions import made_tensor
from app.program.prelude.torch_module import torch


class Module:
    """nn.Module. `_backlight_fields` are the attributes that its class gives to self."""

    _backlight_fields: tuple[str, ...] = ()
    training = True

    def __init__(self) -> None:
        pass

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    def __call__(self, *items: Any, **options: Any) -> Any:
        return self.forward(*items, **options)

    def _parts(self) -> list[tuple[str, Any]]:
        """What its attributes hold, by name, in the order they were set."""
        parts = []
        for name in self._backlight_fields:
            part = getattr(self, name, None)
            if isinstance(part, Tensor) and part._is_leaf and part._wants or hasattr(part, "named_parameters"):
                parts.append((name, part))
        return parts

    def named_parameters(self) -> list[tuple[str, Tensor]]:
        found: list[tuple[str, Tensor]] = []
        for name, part in self._parts():
            if isinstance(part, Tensor):
                found.append((name, part))
            else:
                found += [(f"{name}.{inner}", parameter) for inner, parameter in part.named_parameters()]
        return found

    def parameters(self) -> Any:
        return [parameter for _, parameter in self.named_parameters()]

    def state_dict(self) -> dict[str, Tensor]:
        return dict(self.named_parameters())

    def children(self) -> list[Any]:
        return [part for _, part in self._parts() if not isinstance(part, Tensor)]

    def modules(self) -> list[Any]:
        return [self] + [inner for child in self.children() for inner in child.modules()]

    def apply(self, function: Any) -> Any:
        for each in self.modules():
            function(each)
        return self

    def zero_grad(self, set_to_none: bool = True) -> None:
        for parameter in self.parameters():
            parameter.grad = None

    def requires_grad_(self, wants: bool = True) -> Any:
        for parameter in self.parameters():
            parameter.requires_grad_(wants)
        return self

    def train(self, mode: bool = True) -> Any:
        return self

    def eval(self) -> Any:
        return self

    def to(self, *where: Any, **options: Any) -> Any:
        return self

    def float(self) -> Any:
        return self

    def double(self) -> Any:
        for parameter in self.parameters():
            wider = parameter.detach().double().requires_grad_()
            parameter._nodes, parameter._dtype = wider._nodes, "float64"
        return self

    def __repr__(self) -> str:
        lines = [f"  ({name}): {part}" for name, part in self._parts() if not isinstance(part, Tensor)]
        return (
            f"{type(self).__name__}({chr(10)}{chr(10).join(lines)}{chr(10)})" if lines else f"{type(self).__name__}()"
        )


class Linear(Module):
    """nn.Linear, with its numbers drawn as PyTorch draws them: evenly, within 1/√in."""

    def __init__(
        self, in_features: int, out_features: int, bias: bool = True, dtype: Any = None, device: Any = None
    ) -> None:
        bound = 1.0 / math.sqrt(in_features)
        size = out_features * in_features
        width = dtype.name if dtype else now.width
        self.in_features, self.out_features = in_features, out_features
        weights = [random.uniform(-bound, bound) for _ in range(size)]
        self.weight = made_tensor(weights, (out_features, in_features), width, True)
        biases = [random.uniform(-bound, bound) for _ in range(out_features)]
        self.bias = made_tensor(biases, (out_features,), width, True) if bias else None

    def forward(self, x: Tensor) -> Any:
        product = x @ self.weight.T
        return product if self.bias is None else product + self.bias

    def __repr__(self) -> str:
        has = self.bias is not None
        return f"Linear(in_features={self.in_features}, out_features={self.out_features}, bias={has})"


class Sequential(Module):
    """nn.Sequential: one after the other."""

    def __init__(self, *layers: Any) -> None:
        self.layers = list(layers)

    def forward(self, x: Any) -> Any:
        for layer in self.layers:
            x = layer(x)
        return x

    def _parts(self) -> list[tuple[str, Any]]:
        return [(str(i), layer) for i, layer in enumerate(self.layers) if hasattr(layer, "named_parameters")]

    def __iter__(self) -> Any:
        return iter(self.layers)

    def __len__(self) -> int:
        return len(self.layers)

    def __getitem__(self, key: Any) -> Any:
        return self.layers[key]

    def append(self, layer: Any) -> Any:
        self.layers.append(layer)
        return self


def function_layer(name: str, function: Any, **defaults: Any) -> Any:
    """nn.Tanh and its like: a layer that is only a function."""

    class Function(Module):
        def __init__(self, *items: Any, **options: Any) -> None:
            self.items = items
            self.options = {key: options[key] for key in options if key != "inplace"}

        def forward(self, *inputs: Any) -> Any:
            return function(*inputs, *self.items, **self.options)

        def __repr__(self) -> str:
            return f"{name}()"

    return Function


def parameter(data: Tensor, requires_grad: bool = True) -> Any:
    """nn.Parameter"""
    return data.requires_grad_(requires_grad)


def init(draw: Any) -> Any:
    def function(tensor: Tensor, *bounds: float, **named: float) -> Tensor:
        limits = [*bounds, *named.values()]
        with torch.no_grad():
            for i, _ in enumerate(tensor.reshape(-1)):
                tensor.data.reshape(-1)[i] = draw(*limits)
        return tensor

    return function
