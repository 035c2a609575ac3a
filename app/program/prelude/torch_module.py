"""`import torch`: what is in it, and the switch that turns the graph off."""

from __future__ import annotations

import math
from typing import Any

from app.program.prelude.modules import MODULES, Namespace, nothing
from app.program.prelude.reductions import concatenated, stacked
from app.program.prelude.tape import now
from app.program.prelude.tensor import Tensor
from app.program.prelude.tensor_text import KINDS, Device, Kind, Size, set_print_options
from app.program.prelude.torch_einsum import einsum
from app.program.prelude.torch_functions import FUNCTIONS, alike
from app.program.prelude.torch_gradients import gradients_of
from app.program.prelude.torch_making import (
    counted,
    double_tensor,
    filled,
    filled_like,
    full,
    full_like,
    identity,
    spaced,
    tensor_of,
    whole_tensor,
)
from app.program.prelude.torch_orders import picked_where
from app.program.prelude.torch_random import (
    Generator,
    bernoulli,
    drawn_like,
    manual_seed,
    multinomial,
    normal,
    rand_even,
    rand_normal,
    shuffled_numbers,
    whole_numbers,
)


class GradientMode:
    """no_grad() and enable_grad(): a block, or what stands before a function."""

    def __init__(self, recording: bool) -> None:
        self.recording = recording
        self.before: list[bool] = []

    def __enter__(self) -> None:
        self.before.append(now.recording)
        now.recording = self.recording

    def __exit__(self, *error: Any) -> None:
        now.recording = self.before.pop()

    def __call__(self, function: Any) -> Any:
        def inside(*items: Any, **options: Any) -> Any:
            self.__enter__()
            try:
                return function(*items, **options)
            finally:
                self.__exit__()

        return inside


class GradientSwitch:
    """set_grad_enabled(): at once, and for a block until its end."""

    def __init__(self, mode: bool) -> None:
        self.before = now.recording
        now.recording = mode

    def __enter__(self) -> None:
        pass

    def __exit__(self, *error: Any) -> None:
        now.recording = self.before


def set_default_dtype(dtype: Kind) -> None:
    now.width = dtype.name


def variable(data: Tensor, requires_grad: bool = False) -> Any:
    """torch.autograd.Variable, of old programs."""
    return data.requires_grad_(requires_grad)


torch = Namespace(
    tensor=tensor_of,
    as_tensor=tensor_of,
    from_numpy=tensor_of,
    scalar_tensor=tensor_of,
    Tensor=Tensor,
    FloatTensor=Tensor,
    DoubleTensor=double_tensor,
    LongTensor=whole_tensor,
    is_tensor=lambda x: isinstance(x, Tensor),
    zeros=filled(0.0),
    ones=filled(1.0),
    empty=filled(0.0),
    rand=rand_even,
    randn=rand_normal,
    zeros_like=filled_like(0.0),
    ones_like=filled_like(1.0),
    rand_like=drawn_like(rand_even),
    randn_like=drawn_like(rand_normal),
    full=full,
    full_like=full_like,
    empty_like=filled_like(0.0),
    normal=normal,
    where=picked_where,
    arange=counted,
    linspace=spaced,
    eye=identity,
    randint=whole_numbers,
    randperm=shuffled_numbers,
    bernoulli=bernoulli,
    multinomial=multinomial,
    stack=stacked,
    cat=concatenated,
    concat=concatenated,
    hstack=lambda tensors: concatenated(tensors, 1 if tensors[0]._shape[1:] else 0),
    vstack=lambda tensors: (concatenated if tensors[0]._shape[1:] else stacked)(tensors),
    allclose=alike,
    einsum=einsum,
    manual_seed=manual_seed,
    set_printoptions=set_print_options,
    set_default_dtype=set_default_dtype,
    set_default_device=nothing,
    get_default_dtype=lambda: KINDS[now.width],
    no_grad=lambda: GradientMode(False),
    inference_mode=lambda mode=True: GradientMode(not mode),
    enable_grad=lambda: GradientMode(True),
    set_grad_enabled=GradientSwitch,
    is_grad_enabled=lambda: now.recording,
    float=KINDS["float32"],
    float32=KINDS["float32"],
    double=KINDS["float64"],
    float64=KINDS["float64"],
    int=KINDS["int64"],
    int64=KINDS["int64"],
    int32=KINDS["int64"],
    long=KINDS["int64"],
    bool=KINDS["bool"],
    Size=Size,
    device=Device,
    Generator=Generator,
    __version__="2.0",
    finfo=lambda dtype=None: Namespace(eps=2.0**-52 if dtype is KINDS["float64"] else 2.0**-23),
    cuda=Namespace(is_available=lambda: False, manual_seed=nothing, manual_seed_all=nothing),
    backends=Namespace(mps=Namespace(is_available=lambda: False)),
    autograd=Namespace(grad=gradients_of, Variable=variable),
    pi=math.pi,
    **FUNCTIONS,
)
MODULES["torch"] = torch
MODULES["torch.autograd"] = torch.autograd
