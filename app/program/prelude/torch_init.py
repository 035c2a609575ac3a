"""`torch.nn.init`: numbers for the weights of a layer, drawn as PyTorch draws them."""

from __future__ import annotations

import math
from typing import Any

from app.program.prelude.modules import MODULES, Namespace
from app.program.prelude.shapes import count
from app.program.prelude.tensor import Tensor
from app.program.prelude.torch_making import made_tensor
from app.program.prelude.torch_module import torch
from app.program.prelude.torch_random import bell_numbers, even_numbers

GAINS = {"relu": math.sqrt(2.0), "tanh": 5.0 / 3.0, "selu": 0.75}


def given_numbers(draw: Any) -> Any:
    """A function that puts numbers into a tensor; `draw` gets how many, their width and what it is called with."""

    def function(tensor: Tensor, *bounds: Any, **named: Any) -> Tensor:
        numbers = draw(count(tensor._shape), tensor._dtype, *bounds, **named)
        with torch.no_grad():
            tensor.copy_(made_tensor(numbers, tensor._shape, tensor._dtype))
        return tensor

    return function


def gain_of(nonlinearity: str, param: Any = None) -> float:
    """calculate_gain()"""
    if nonlinearity == "leaky_relu":
        return math.sqrt(2.0 / (1.0 + (0.01 if param is None else param) ** 2))
    return GAINS.get(nonlinearity, 1.0)


def fans(tensor: Tensor) -> tuple[int, int]:
    """How many inputs and outputs a layer with such weights has."""
    if len(tensor._shape) < 2:
        raise ValueError("Fan in and fan out can not be computed for tensor with fewer than 2 dimensions")
    return tensor._shape[1], tensor._shape[0]


def evenly(tensor: Tensor, std: float, generator: Any) -> Tensor:
    bound = math.sqrt(3.0) * std
    filled: Tensor = uniform(tensor, -bound, bound, generator=generator)
    return filled


def xavier_uniform(tensor: Tensor, gain: float = 1.0, generator: Any = None) -> Tensor:
    return evenly(tensor, gain * math.sqrt(2.0 / float(sum(fans(tensor)))), generator)


def xavier_normal(tensor: Tensor, gain: float = 1.0, generator: Any = None) -> Any:
    return bell_shaped(tensor, 0.0, gain * math.sqrt(2.0 / float(sum(fans(tensor)))), generator=generator)


def kaiming_std(tensor: Tensor, a: float, mode: str, nonlinearity: str) -> float:
    return gain_of(nonlinearity, a) / math.sqrt(fans(tensor)[1 if mode == "fan_out" else 0])


def kaiming_uniform(
    tensor: Tensor, a: float = 0.0, mode: str = "fan_in", nonlinearity: str = "leaky_relu", generator: Any = None
) -> Tensor:
    return evenly(tensor, kaiming_std(tensor, a, mode, nonlinearity), generator)


def kaiming_normal(
    tensor: Tensor, a: float = 0.0, mode: str = "fan_in", nonlinearity: str = "leaky_relu", generator: Any = None
) -> Any:
    return bell_shaped(tensor, 0.0, kaiming_std(tensor, a, mode, nonlinearity), generator=generator)


uniform = given_numbers(
    lambda size, width, a=0.0, b=1.0, generator=None: even_numbers(size, float(a), float(b), width, generator)
)
bell_shaped = given_numbers(
    lambda size, width, mean=0.0, std=1.0, generator=None: bell_numbers(size, mean, std, width, generator)
)
initializers = Namespace(
    uniform_=uniform,
    normal_=bell_shaped,
    constant_=given_numbers(lambda size, width, val: [float(val)] * size),
    zeros_=given_numbers(lambda size, width: [0.0] * size),
    ones_=given_numbers(lambda size, width: [1.0] * size),
    xavier_uniform_=xavier_uniform,
    xavier_normal_=xavier_normal,
    kaiming_uniform_=kaiming_uniform,
    kaiming_normal_=kaiming_normal,
    calculate_gain=gain_of,
)
MODULES["torch.nn.init"] = initializers
setattr(Tensor, "uniform_", lambda x, low=0.0, high=1.0, generator=None: uniform(x, low, high, generator=generator))  # noqa: B010
setattr(Tensor, "normal_", bell_shaped)  # noqa: B010
