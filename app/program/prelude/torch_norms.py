"""`torch.nn`: layers that bring numbers to the mean 0 and the variance 1."""

from __future__ import annotations

from typing import Any

from app.program.prelude.hooks import named
from app.program.prelude.tensor import Tensor
from app.program.prelude.torch_layers import Module, parameter
from app.program.prelude.torch_making import filled
from app.program.prelude.torch_module import torch


def normalized(x: Tensor, mean: Tensor, variance: Tensor, eps: float, layer: Any, name: str) -> Any:
    """(x - mean) / √(variance + eps), times the layer's weight, plus its bias."""
    result = (x - mean) / (variance + eps).sqrt()
    if layer.weight is not None:
        result = result * layer.weight
    if layer.bias is not None:
        result = result + layer.bias
    result._operation = name
    return result


class LayerNorm(Module):
    """nn.LayerNorm, over the last dimension: each example by itself."""

    def __init__(
        self, normalized_shape: Any, eps: float = 1e-5, elementwise_affine: bool = True, bias: bool = True
    ) -> None:
        shape = (normalized_shape,) if isinstance(normalized_shape, int) else tuple(normalized_shape)
        if len(shape) != 1:
            raise RuntimeError("LayerNorm is here for the last dimension alone")
        self.shape, self.eps = shape, eps
        self.weight = named(parameter(filled(1.0)(shape)), "weight", 1) if elementwise_affine else None
        self.bias = named(parameter(filled(0.0)(shape)), "bias", 1) if elementwise_affine and bias else None

    def forward(self, x: Any) -> Any:
        mean, variance = x.mean(-1, True), x.var(-1, False, True)
        return normalized(x, mean, variance, self.eps, self, "native_layer_norm")

    def __repr__(self) -> str:
        return f"LayerNorm({self.shape}, eps={self.eps}, elementwise_affine={self.weight is not None})"


class BatchNorm1d(Module):
    """nn.BatchNorm1d of rows: while it learns, each column over the batch; later by what it has seen."""

    running_mean: Any = None
    running_var: Any = None

    def __init__(self, num_features: int, eps: float = 1e-5, momentum: float = 0.1, affine: bool = True) -> None:
        self.num_features, self.eps, self.momentum = num_features, eps, momentum
        self.weight = named(parameter(filled(1.0)(num_features)), "weight", 1) if affine else None
        self.bias = named(parameter(filled(0.0)(num_features)), "bias", 1) if affine else None
        self.register_buffer("running_mean", filled(0.0)(num_features))
        self.register_buffer("running_var", filled(1.0)(num_features))

    def forward(self, x: Any) -> Any:
        if not self.training:
            return normalized(x, self.running_mean, self.running_var, self.eps, self, "native_batch_norm")
        if x._shape[0] < 2:
            raise ValueError(f"Expected more than 1 value per channel when training, got input size {x.shape}")
        with torch.no_grad():
            seen = x.detach()
            self.running_mean = self.running_mean * (1 - self.momentum) + seen.mean(0) * self.momentum
            self.running_var = self.running_var * (1 - self.momentum) + seen.var(0) * self.momentum
        return normalized(x, x.mean(0), x.var(0, False), self.eps, self, "native_batch_norm")

    def __repr__(self) -> str:
        return f"BatchNorm1d({self.num_features}, eps={self.eps}, momentum={self.momentum})"
