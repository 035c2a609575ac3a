from typing import NamedTuple, Callable, List, Optional

class Dependency(NamedTuple):
    tensor: 'Scalar'
    grad_fn: Callable[[float], float]

class Scalar:
    def __init__(self,
                 data: float,
                 requires_grad: bool = False,
                 depends_on: List[Dependency] = None) -> None:
        self.data = data
        self.requires_grad = requires_grad
        self.depends_on = depends_on or []
        self.grad: Optional[float] = None

        if self.requires_grad:
            self.zero_grad()

    def __repr__(self) -> str:
        return f"Scalar({self.data}, requires_grad={self.requires_grad})"

    def zero_grad(self) -> None:
        self.grad = 0.0

    def backward(self, grad: float = None) -> None:
        assert self.requires_grad, "called backward on non-requires-grad tensor"
        if grad is None:
            grad = 1.0
        self.grad += grad
        for dependency in self.depends_on:
            backward_grad = dependency.grad_fn(grad)
            dependency.tensor.backward(backward_grad)

def add(t1: Scalar, t2: Scalar) -> Scalar:
    data = t1.data + t2.data
    requires_grad = t1.requires_grad or t2.requires_grad
    depends_on: List[Dependency] = []
    if t1.requires_grad:
        def grad_fn1(grad: float) -> float:
            return grad
        depends_on.append(Dependency(t1, grad_fn1))
    if t2.requires_grad:
        def grad_fn2(grad: float) -> float:
            return grad
        depends_on.append(Dependency(t2, grad_fn2))
    return Scalar(data, requires_grad, depends_on)

def mul(t1: Scalar, t2: Scalar) -> Scalar:
    data = t1.data * t2.data
    requires_grad = t1.requires_grad or t2.requires_grad
    depends_on: List[Dependency] = []
    if t1.requires_grad:
        depends_on.append(Dependency(t1, lambda grad: grad * t2.data))
    if t2.requires_grad:
        depends_on.append(Dependency(t2, lambda grad: grad * t1.data))
    return Scalar(data, requires_grad, depends_on)

t1 = Scalar(3.0, requires_grad=True)
t2 = Scalar(-2.0, requires_grad=True)
t3 = add(mul(t1, t2), t1)
t3.backward()
print(t3, t1.grad, t2.grad)
