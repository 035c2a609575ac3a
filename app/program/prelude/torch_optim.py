"""`torch.optim`: gradient descent, plain, with momentum, and with steps of a size of its own for each parameter."""

from __future__ import annotations

from typing import Any

from app.program.prelude.tensor import Tensor
from app.program.prelude.torch_module import torch


class Optimizer:
    """What all of them share."""

    def __init__(self, params: Any, lr: float) -> None:
        self.params = [p for group in params for p in (group["params"] if isinstance(group, dict) else [group])]
        self.lr = lr
        if not self.params:
            raise ValueError("optimizer got an empty parameter list")
        for p in self.params:
            if not p._is_leaf:
                raise ValueError("can't optimize a non-leaf Tensor")
        self.param_groups: list[dict[str, Any]] = [{"params": self.params, "lr": lr}]
        self.state: dict[Any, Any] = {}

    def change(self, i: int, data: Tensor, grad: Tensor, lr: float) -> Any:
        """What is taken off a parameter in one step."""
        return grad * lr

    def zero_grad(self, set_to_none: bool = True) -> None:
        for p in self.params:
            p.grad = None

    def step(self, closure: Any = None) -> None:
        with torch.no_grad():
            for i, p in enumerate(self.params):
                if p.grad is not None:
                    p.data = p.data - self.change(i, p.data, p.grad, self.param_groups[0]["lr"])


class SGD(Optimizer):
    def __init__(
        self,
        params: Any,
        lr: float = 0.001,
        momentum: float = 0,
        dampening: float = 0,
        weight_decay: float = 0,
        nesterov: bool = False,
    ) -> None:
        super().__init__(params, lr)
        self.momentum, self.dampening, self.decay, self.nesterov = momentum, dampening, weight_decay, nesterov

    def change(self, i: int, data: Tensor, grad: Tensor, lr: float) -> Any:
        if self.decay:
            grad = grad + data * self.decay
        if self.momentum:
            before = self.state.get(i)
            self.state[i] = grad.clone() if before is None else before * self.momentum + grad * (1 - self.dampening)
            grad = grad + self.state[i] * self.momentum if self.nesterov else self.state[i]
        return grad * lr


class Adam(Optimizer):
    def __init__(
        self,
        params: Any,
        lr: float = 0.001,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-08,
        weight_decay: float = 0,
    ) -> None:
        super().__init__(params, lr)
        self.betas, self.eps, self.decay = betas, eps, weight_decay

    def change(self, i: int, data: Tensor, grad: Tensor, lr: float) -> Any:
        if self.decay:
            grad = grad + data * self.decay
        count, mean, square_mean = self.state.get(i, (0, grad * 0.0, grad * 0.0))
        count = count + 1
        mean = mean * self.betas[0] + grad * (1 - self.betas[0])
        square_mean = square_mean * self.betas[1] + grad * grad * (1 - self.betas[1])
        self.state[i] = (count, mean, square_mean)
        root = (square_mean / (1 - self.betas[1] ** count)).sqrt() + self.eps
        return mean / (1 - self.betas[0] ** count) / root * lr


class AdamW(Adam):
    """Adam whose decay is apart from the gradient."""

    def __init__(
        self,
        params: Any,
        lr: float = 0.001,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-08,
        weight_decay: float = 0.01,
    ) -> None:
        super().__init__(params, lr, betas, eps)
        self.apart = weight_decay

    def change(self, i: int, data: Tensor, grad: Tensor, lr: float) -> Any:
        return super().change(i, data * (1 - lr * self.apart), grad, lr) + data * (lr * self.apart)


class RMSprop(Optimizer):
    def __init__(self, params: Any, lr: float = 0.01, alpha: float = 0.99, eps: float = 1e-08) -> None:
        super().__init__(params, lr)
        self.alpha, self.eps = alpha, eps

    def change(self, i: int, data: Tensor, grad: Tensor, lr: float) -> Any:
        before: Any = self.state.get(i, grad * 0.0)
        self.state[i] = before * self.alpha + grad * grad * (1 - self.alpha)
        return grad / (self.state[i].sqrt() + self.eps) * lr


class Schedule:
    """A learning rate that changes with each step of it."""

    def __init__(self, optimizer: Any, gamma: float, every: int = 1) -> None:
        self.optimizer, self.gamma, self.every = optimizer, gamma, every
        self.count = 0

    def step(self) -> None:
        self.count += 1
        if self.count % self.every == 0:
            for group in self.optimizer.param_groups:
                group["lr"] = group["lr"] * self.gamma

    def get_last_lr(self) -> list[float]:
        return [group["lr"] for group in self.optimizer.param_groups]


class StepLR(Schedule):
    def __init__(self, optimizer: Any, step_size: int, gamma: float = 0.1) -> None:
        super().__init__(optimizer, gamma, step_size)


class ExponentialLR(Schedule):
    def __init__(self, optimizer: Any, gamma: float) -> None:
        super().__init__(optimizer, gamma)
