"""What `torch.nn`, `torch.nn.functional` and `torch.optim` are made of, by PyTorch's names."""

from __future__ import annotations

from app.program.prelude.modules import MODULES, Namespace
from app.program.prelude.torch_containers import Dropout, ModuleDict, ModuleList, Sequential, dropped
from app.program.prelude.torch_functions import FUNCTIONS
from app.program.prelude.torch_init import initializers
from app.program.prelude.torch_layers import Embedding, Linear, Module, function_layer, parameter
from app.program.prelude.torch_losses import (
    bce_loss,
    bce_with_logits,
    cross_entropy,
    huber,
    l1_loss,
    mse_loss,
    nll_loss,
    smooth_l1,
)
from app.program.prelude.torch_module import torch
from app.program.prelude.torch_norms import BatchNorm1d, LayerNorm
from app.program.prelude.torch_optim import SGD, Adagrad, Adam, AdamW, RMSprop
from app.program.prelude.torch_schedules import SCHEDULES
from app.program.prelude.torch_utils import clip_grad_norm, clip_grad_value, one_hot

functional = Namespace(
    mse_loss=mse_loss,
    l1_loss=l1_loss,
    binary_cross_entropy=bce_loss,
    binary_cross_entropy_with_logits=bce_with_logits,
    cross_entropy=cross_entropy,
    nll_loss=nll_loss,
    smooth_l1_loss=smooth_l1,
    huber_loss=huber,
    dropout=dropped,
    one_hot=one_hot,
    normalize=lambda input, p=2.0, dim=1: input / FUNCTIONS["norm"](input, p, dim, True),
    hardtanh=lambda input, min_val=-1.0, max_val=1.0: FUNCTIONS["clamp"](input, min_val, max_val),
    relu6=lambda input: FUNCTIONS["clamp"](input, 0.0, 6.0),
    selu=lambda input: FUNCTIONS["elu"](input, 1.6732632423543772) * 1.0507009873554805,
    softsign=lambda input: input / (input.abs() + 1),
    logsigmoid=lambda input: -FUNCTIONS["softplus"](-input),
    tanhshrink=lambda input: input - input.tanh(),
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
    Embedding=Embedding,
    LayerNorm=LayerNorm,
    BatchNorm1d=BatchNorm1d,
    Sequential=Sequential,
    ModuleList=ModuleList,
    ParameterList=ModuleList,
    ModuleDict=ModuleDict,
    Dropout=Dropout,
    Parameter=parameter,
    functional=functional,
    MSELoss=function_layer("MSELoss", mse_loss),
    L1Loss=function_layer("L1Loss", l1_loss),
    BCELoss=function_layer("BCELoss", bce_loss),
    BCEWithLogitsLoss=function_layer("BCEWithLogitsLoss", bce_with_logits),
    CrossEntropyLoss=function_layer("CrossEntropyLoss", cross_entropy),
    NLLLoss=function_layer("NLLLoss", nll_loss),
    SmoothL1Loss=function_layer("SmoothL1Loss", smooth_l1),
    HuberLoss=function_layer("HuberLoss", huber),
    Hardtanh=function_layer("Hardtanh", functional.hardtanh),
    ReLU6=function_layer("ReLU6", functional.relu6),
    SELU=function_layer("SELU", functional.selu),
    Softsign=function_layer("Softsign", functional.softsign),
    LogSigmoid=function_layer("LogSigmoid", functional.logsigmoid),
    LogSoftmax=function_layer("LogSoftmax", functional.log_softmax),
    LeakyReLU=function_layer("LeakyReLU", functional.leaky_relu),
    ELU=function_layer("ELU", functional.elu),
    Softmax=function_layer("Softmax", functional.softmax),
    Identity=function_layer("Identity", lambda x: x),
    Flatten=function_layer("Flatten", lambda input, start_dim=1, end_dim=-1: input.flatten(start_dim, end_dim)),
    utils=Namespace(
        clip_grad_norm_=clip_grad_norm,
        clip_grad_norm=clip_grad_norm,
        clip_grad_value_=clip_grad_value,
    ),
    init=initializers,
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
schedules = Namespace(**SCHEDULES)
optim = Namespace(SGD=SGD, Adam=Adam, AdamW=AdamW, RMSprop=RMSprop, Adagrad=Adagrad, lr_scheduler=schedules)
setattr(nn, "parameter", Namespace(Parameter=parameter))  # noqa: B010
setattr(torch, "nn", nn)  # noqa: B010
setattr(torch, "optim", optim)  # noqa: B010
MODULES["torch.nn"] = nn
MODULES["torch.nn.utils"] = nn.utils
MODULES["torch.nn.parameter"] = nn.parameter
MODULES["torch.nn.functional"] = functional
MODULES["torch.optim"] = optim
MODULES["torch.optim.lr_scheduler"] = schedules
