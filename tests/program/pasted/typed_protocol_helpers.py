from __future__ import annotations
from typing import Any, Final, Iterable, NamedTuple, Optional, Protocol, Sequence, TypeVar

T = TypeVar("T")
LEARNING_RATE: Final[float] = 0.1

class HasGrad(Protocol):
    grad: float

class Step(NamedTuple):
    index: int
    loss: float

def clip(params: Iterable[Any], limit: Optional[float] = None) -> None:
    for p in params:
        if limit is not None and abs(p.grad) > limit:
            p.grad = limit if p.grad > 0 else -limit

def train(params: Sequence[Value], steps: int) -> list[Step]:
    log: list[Step] = []
    for i in range(steps):
        a, b = params
        loss = (a * b - 6) ** 2 + (a - b) ** 2
        for p in params:
            p.grad = 0.0
        loss.backward()
        clip(params, 1.0)
        for p in params:
            p.data -= LEARNING_RATE * p.grad
        log.append(Step(i, loss.data))
    return log

for step in train([Value(1.0), Value(4.0)], 4):
    print(step.index, f"{step.loss:.6f}")
