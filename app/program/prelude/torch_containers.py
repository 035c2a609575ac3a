"""`torch.nn`: layers that hold others, and the one that drops numbers."""

from __future__ import annotations

from typing import Any

from app.program.prelude.elements import values
from app.program.prelude.tensor import Tensor
from app.program.prelude.torch_layers import Module
from app.program.prelude.torch_random import even_numbers


class Sequential(Module):
    """nn.Sequential: one after the other, numbered or with names."""

    def __init__(self, *layers: Any) -> None:
        named = layers[0] if len(layers) == 1 and isinstance(layers[0], dict) else None
        self.names = [str(name) for name in (named if named is not None else range(len(layers)))]
        self.layers = list(named.values()) if named is not None else list(layers)
        for name, layer in zip(self.names, self.layers, strict=True):
            setattr(self, name, layer)

    def forward(self, x: Any) -> Any:
        for layer in self.layers:
            x = layer(x)
        return x

    def _parts(self) -> list[tuple[str, Any]]:
        return list(zip(self.names, self.layers, strict=True))

    def __iter__(self) -> Any:
        return iter(self.layers)

    def __len__(self) -> int:
        return len(self.layers)

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            return getattr(self, key)
        return Sequential(*self.layers[key]) if isinstance(key, slice) else self.layers[key]

    def append(self, layer: Any) -> Any:
        self.names.append(str(len(self.names)))
        self.layers.append(layer)
        return self

    def extend(self, layers: Any) -> Any:
        for layer in layers:
            self.append(layer)
        return self


class ModuleList(Sequential):
    """nn.ModuleList and ParameterList: layers, or parameters, that the program goes through itself."""

    def __init__(self, modules: Any = ()) -> None:
        self.layers = list(modules)
        self.names = [str(i) for i in range(len(self.layers))]


class ModuleDict(Sequential):
    """nn.ModuleDict"""

    def __init__(self, modules: Any = None) -> None:
        self.names = list(modules or {})
        self.layers = [(modules or {})[name] for name in self.names]

    def __getitem__(self, key: str) -> Any:
        return self.layers[self.names.index(key)]

    def items(self) -> Any:
        return list(zip(self.names, self.layers, strict=True))


class Dropout(Module):
    """nn.Dropout: while it learns, some numbers are 0 and the others larger."""

    def __init__(self, p: float = 0.5, inplace: bool = False) -> None:
        self.p = p

    def forward(self, x: Any) -> Any:
        return dropped(x, self.p, self.training)

    def __repr__(self) -> str:
        return f"Dropout(p={self.p}, inplace=False)"


def dropped(input: Any, p: float = 0.5, training: bool = True, inplace: bool = False) -> Any:
    """F.dropout()"""
    if not training or not p:
        return input
    keep = 0.0 if p == 1 else 1.0 / (1.0 - p)
    mask = [keep if number < 1.0 - p else 0.0 for number in even_numbers(len(values(input)), 0.0, 1.0, "float64")]
    return input * Tensor(mask, input._shape, input._dtype)
