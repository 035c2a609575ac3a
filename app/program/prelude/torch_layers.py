"""`torch.nn`: modules and the layers that are made of tensors."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from app.program.prelude.hooks import named
from app.program.prelude.tape import now
from app.program.prelude.tensor import Tensor
from app.program.prelude.torch_making import made_tensor
from app.program.prelude.torch_module import torch
from app.program.prelude.torch_random import bell_numbers, even_numbers


class ForwardHook:
    """What register_forward_hook() gives back."""

    def __init__(self, owner: Any, function: Any) -> None:
        self.owner, self.function = owner, function

    def remove(self) -> None:
        self.owner._backlight_hooks = [each for each in self.owner._backlight_hooks if each is not self]


class Module:
    """nn.Module. `_backlight_fields` are the attributes that its class gives to self."""

    _backlight_fields: Any = ()
    training = True

    def __init__(self) -> None:
        pass

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    def __call__(self, *items: Any, **options: Any) -> Any:
        result = self.forward(*items, **options)
        for hook in getattr(self, "_backlight_hooks", ()):
            changed = hook.function(self, items, result)
            result = result if changed is None else changed
        return result

    def register_forward_hook(self, hook: Any, **options: Any) -> Any:
        """`hook` is called with the module, its inputs and its output."""
        self._backlight_hooks = [*getattr(self, "_backlight_hooks", ()), ForwardHook(self, hook)]
        return self._backlight_hooks[-1]

    def _parts(self) -> list[tuple[str, Any]]:
        """What its attributes hold, by name, in the order they were set."""
        parts = []
        for name in self._backlight_fields:
            part = getattr(self, name, None)
            if isinstance(part, Tensor) and part._is_leaf and part._wants or hasattr(part, "named_parameters"):
                parts.append((name, part))
        return parts

    def named_parameters(self) -> list[tuple[str, Tensor]]:
        """Its own first, then those of its parts."""
        parts = self._parts()
        found = [(name, part) for name, part in parts if isinstance(part, Tensor)]
        for name, part in parts:
            if not isinstance(part, Tensor):
                found += [(f"{name}.{inner}", parameter) for inner, parameter in part.named_parameters()]
        return found

    def parameters(self) -> Any:
        return [parameter for _, parameter in self.named_parameters()]

    def state_dict(self) -> dict[str, Any]:
        own = [(name, part) for name, part in self._parts() if isinstance(part, Tensor)]
        own += [(name, getattr(self, name)) for name in getattr(self, "_backlight_buffers", ())]
        held = {name: tensor.detach() for name, tensor in own}
        for name, child in self.named_children():
            inner = child.state_dict()
            held = {**held, **{f"{name}.{each}": inner[each] for each in inner}}
        return held

    def load_state_dict(self, state: dict[str, Any], strict: bool = True) -> None:
        own = dict(self.named_parameters())
        with torch.no_grad():
            for name in state:
                if name in own:
                    own[name].data = state[name]

    def register_buffer(self, name: str, tensor: Any, persistent: bool = True) -> None:
        setattr(self, name, tensor)
        self._backlight_buffers = [*getattr(self, "_backlight_buffers", ()), name]

    def register_parameter(self, name: str, param: Any) -> None:
        setattr(self, name, param)
        self._backlight_fields = [*self._backlight_fields, name]

    def add_module(self, name: str, module: Any) -> None:
        self.register_parameter(name, module)

    def named_children(self) -> list[tuple[str, Any]]:
        return [(name, part) for name, part in self._parts() if not isinstance(part, Tensor)]

    def children(self) -> list[Any]:
        return [part for _, part in self.named_children()]

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
        for each in self.modules():
            each.training = mode
        return self

    def eval(self) -> Any:
        return self.train(False)

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
        lines = [f"({name}): {part}" for name, part in self.named_children()]
        inside = "".join([f"{line}\n" for line in lines]).replace("\n", "\n  ")
        return f"{type(self).__name__}(\n  {inside[:-2]})" if lines else f"{type(self).__name__}()"


class Linear(Module):
    """nn.Linear, with its numbers drawn as PyTorch draws them: evenly, within 1/√in."""

    def __init__(
        self, in_features: int, out_features: int, bias: bool = True, dtype: Any = None, device: Any = None
    ) -> None:
        bound = 1.0 / math.sqrt(in_features)
        size = out_features * in_features
        width = dtype.name if dtype else now.width
        self.in_features, self.out_features = in_features, out_features
        weights = even_numbers(size, -bound, bound, width)
        weight = parameter(made_tensor(weights, (out_features, in_features), width, True))
        self.weight = named(weight, "weight", 1)
        self.bias = None
        if bias:
            biases = even_numbers(out_features, -bound, bound, width)
            self.bias = named(parameter(made_tensor(biases, (out_features,), width, True)), "bias", 1)

    def forward(self, x: Tensor) -> Any:
        product = x @ self.weight.T
        return product if self.bias is None else product + self.bias

    def __repr__(self) -> str:
        has = self.bias is not None
        return f"Linear(in_features={self.in_features}, out_features={self.out_features}, bias={has})"


class Embedding(Module):
    """nn.Embedding: a row of numbers for each word."""

    def __init__(self, num_embeddings: int, embedding_dim: int, dtype: Any = None, device: Any = None) -> None:
        width = dtype.name if dtype else now.width
        self.num_embeddings, self.embedding_dim = num_embeddings, embedding_dim
        numbers = bell_numbers(num_embeddings * embedding_dim, 0.0, 1.0, width)
        weight = parameter(made_tensor(numbers, (num_embeddings, embedding_dim), width, True))
        self.weight = named(weight, "weight", 1)

    def forward(self, x: Tensor) -> Any:
        rows = self.weight[x]
        rows._operation = "embedding"
        return rows

    def __repr__(self) -> str:
        return f"Embedding({self.num_embeddings}, {self.embedding_dim})"


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


def parameter(data: Any = None, requires_grad: bool = True) -> Any:
    """nn.Parameter: a leaf of its own."""
    if not isinstance(data, Tensor):
        raise TypeError("nn.Parameter() takes a tensor: nn.Parameter(torch.tensor(1.0))")
    held = data if data._is_leaf and not data._link else data.detach().clone()
    held._made = True
    held._is_parameter = True
    return held.requires_grad_(requires_grad)


def is_parameter(thing: Any) -> bool:
    """isinstance(thing, nn.Parameter)"""
    return isinstance(thing, Tensor) and thing._is_parameter
