"""Small functions of `torch.nn.utils` and `torch.nn.functional` that stand on their own."""

from __future__ import annotations

from typing import Any

from app.program.prelude.elements import values
from app.program.prelude.tensor import Tensor
from app.program.prelude.torch_making import made_tensor


def clip_grad_norm(parameters: Any, max_norm: float, norm_type: float = 2.0) -> Tensor:
    """clip_grad_norm_(): all gradients together no longer than `max_norm`; gives how long they were."""
    held = [parameters] if isinstance(parameters, Tensor) else list(parameters)
    grads = [p.grad for p in held if p.grad is not None]
    total = sum([number * number for grad in grads for number in values(grad)]) ** 0.5
    factor = max_norm / (total + 1e-6)
    if factor < 1.0:
        for grad in grads:
            grad.mul_(factor)
    return made_tensor([total], (), "float32")


def clip_grad_value(parameters: Any, clip_value: float) -> None:
    """clip_grad_value_(): no element of a gradient beyond `clip_value`."""
    for p in [parameters] if isinstance(parameters, Tensor) else list(parameters):
        if p.grad is not None:
            p.grad.copy_(p.grad.clamp(-clip_value, clip_value))


def one_hot(tensor: Tensor, num_classes: int = -1) -> Tensor:
    """F.one_hot()"""
    items = values(tensor)
    size = num_classes if num_classes >= 0 else max(items) + 1
    cells = [1 if item == i else 0 for item in items for i in range(size)]
    return made_tensor(cells, (*tensor._shape, size), "int64")
