"""`torch.optim`: gradient descent, plain, with momentum, and with steps of a size of its own for each parameter."""

from __future__ import annotations

from typing import Any

from app.program.prelude.tensor import Tensor
from app.program.prelude.torch_module import torch


class Optimizer:
    """What all of them share: groups of parameters, each with a learning rate."""

    def __init__(self, params: Any, lr: float) -> None:
        held: list[Any] = [params] if isinstance(params, Tensor) else list(params)
        groups = held if held and isinstance(held[0], dict) else [{"params": held}]
        self.lr = lr
        self.param_groups: list[dict[str, Any]] = []
        self.state: dict[Any, Any] = {}
        for group in groups:
            self.add_param_group(group)
        if not self.params():
            raise ValueError("optimizer got an empty parameter list")

    def params(self) -> list[Any]:
        return [p for group in self.param_groups for p in group["params"]]

    def add_param_group(self, group: dict[str, Any]) -> None:
        params = group["params"]
        params = [params] if isinstance(params, Tensor) else list(params)
        for p in params:
            if not p._is_leaf:
                raise ValueError("can't optimize a non-leaf Tensor")
        self.param_groups.append({"lr": self.lr, **group, "params": params})

    def change(self, i: int, data: Tensor, grad: Tensor, lr: float) -> Any:
        """What is taken off a parameter in one step."""
        return grad * lr

    def zero_grad(self, set_to_none: bool = True) -> None:
        for p in self.params():
            p.grad = None

    def state_dict(self) -> dict[str, Any]:
        return {"state": self.state, "param_groups": self.param_groups}

    def step(self, closure: Any = None) -> Any:
        loss = closure() if closure else None
        with torch.no_grad():
            i = 0
            for group in self.param_groups:
                for p in group["params"]:
                    if p.grad is not None:
                        p.data = p.data - self.change(i, p.data, p.grad, group["lr"])
                    i += 1
        return loss


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


class Adagrad(Optimizer):
    def __init__(self, params: Any, lr: float = 0.01, eps: float = 1e-10) -> None:
        super().__init__(params, lr)
        self.eps = eps

    def change(self, i: int, data: Tensor, grad: Tensor, lr: float) -> Any:
        self.state[i] = self.state.get(i, grad * 0.0) + grad * grad
        return grad / (self.state[i].sqrt() + self.eps) * lr
