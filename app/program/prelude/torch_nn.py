"""What `torch.nn`, `torch.nn.functional` and `torch.optim` are made of, by PyTorch's names."""

from __future__ import annotations

import random

from app.program.prelude.modules import MODULES, Namespace
from app.program.prelude.torch_functions import FUNCTIONS
from app.program.prelude.torch_layers import Linear, Module, Sequential, function_layer, init, parameter
from app.program.prelude.torch_losses import bce_loss, bce_with_logits, cross_entropy, l1_loss, mse_loss
from app.program.prelude.torch_module import torch
from app.program.prelude.torch_optim import SGD, Adam, AdamW, ExponentialLR, RMSprop, StepLR

functional = Namespace(
    mse_loss=mse_loss,
    l1_loss=l1_loss,
    binary_cross_entropy=bce_loss,
    binary_cross_entropy_with_logits=bce_with_logits,
    cross_entropy=cross_entropy,
    linear=lambda x, weight, bias=None: x @ weight.T if bias is None else x @ weight.T + bias,
    leaky_relu=lambda input, negative_slope=0.01, inplace=False: FUNCTIONS["leaky_relu"](input, negative_slope),
    elu=lambda input, alpha=1.0, inplace=False: FUNCTIONS["elu"](input, alpha),
    **{
        name: FUNCTIONS[name]
        for name in ("relu", "tanh", "sigmoid", "softplus", "gelu", "silu", "softmax", "log_softmax")
    },
)
nn = Namespace(
    Module=Module,
    Linear=Linear,
    Sequential=Sequential,
    ModuleList=Sequential,
    Parameter=parameter,
    functional=functional,
    MSELoss=function_layer("MSELoss", mse_loss),
    L1Loss=function_layer("L1Loss", l1_loss),
    BCELoss=function_layer("BCELoss", bce_loss),
    BCEWithLogitsLoss=function_layer("BCEWithLogitsLoss", bce_with_logits),
    CrossEntropyLoss=function_layer("CrossEntropyLoss", cross_entropy),
    LeakyReLU=function_layer("LeakyReLU", functional.leaky_relu),
    ELU=function_layer("ELU", functional.elu),
    Softmax=function_layer("Softmax", functional.softmax),
    Identity=function_layer("Identity", lambda x: x),
    Flatten=function_layer("Flatten", lambda x: x),
    init=Namespace(
        uniform_=init(lambda a=0.0, b=1.0: random.uniform(a, b)),
        normal_=init(lambda mean=0.0, std=1.0: random.gauss(mean, std)),
        constant_=init(lambda value: value),
        zeros_=init(lambda: 0.0),
        ones_=init(lambda: 1.0),
    ),
    **{
        title: function_layer(title, FUNCTIONS[name])
        for title, name in (
            ("Tanh", "tanh"),
            ("ReLU", "relu"),
            ("Sigmoid", "sigmoid"),
            ("Softplus", "softplus"),
            ("GELU", "gelu"),
            ("SiLU", "silu"),
        )
    },
)
schedules = Namespace(StepLR=StepLR, ExponentialLR=ExponentialLR)
optim = Namespace(SGD=SGD, Adam=Adam, AdamW=AdamW, RMSprop=RMSprop, lr_scheduler=schedules)
setattr(torch, "nn", nn)  # noqa: B010
setattr(torch, "optim", optim)  # noqa: B010
MODULES["torch.nn"] = nn
MODULES["torch.nn.functional"] = functional
MODULES["torch.optim"] = optim
MODULES["torch.optim.lr_scheduler"] = schedules
