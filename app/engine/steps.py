"""What a timeline is made of: phases, and the steps that they consist of. See ARCHITECTURE.md for what each does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Forward:
    """Computes the value of every node."""

    kind: ClassVar[str] = "forward"


@dataclass(frozen=True, slots=True)
class Backward:
    """Computes the gradient of the root by every node that it depends on; leaves add it to what they have."""

    kind: ClassVar[str] = "backward"


@dataclass(frozen=True, slots=True)
class ZeroGrad:
    """Sets the gradients of the leaves to 0."""

    kind: ClassVar[str] = "zero_grad"


@dataclass(frozen=True, slots=True)
class Rule:
    """What an optimizer does with a gradient: its kind, a code of learning.py, and its numbers."""

    kind: int = 0  # plain gradient descent
    momentum: float = 0.0
    beta1: float = 0.0
    beta2: float = 0.0
    epsilon: float = 0.0
    weight_decay: float = 0.0


PLAIN = Rule()


@dataclass(frozen=True, slots=True)
class Update:
    """Moves every leaf that has a gradient: by `learning_rate` times it, or as the rule has it."""

    learning_rate: float
    rule: Rule = PLAIN
    kind: ClassVar[str] = "update"


Phase = Forward | Backward | ZeroGrad | Update


@dataclass(frozen=True, slots=True)
class ForwardStep:
    node: int
    value: float
    kind: ClassVar[str] = "forward"


@dataclass(frozen=True, slots=True)
class SeedStep:
    node: int
    total: float
    kind: ClassVar[str] = "seed"


@dataclass(frozen=True, slots=True)
class BackwardStep:
    """One edge: `contribution` = `upstream` * `local` is added to the gradient of `input`, which makes it `total`."""

    node: int
    input: int
    slot: int
    upstream: float
    local: float
    contribution: float
    total: float
    kind: ClassVar[str] = "backward"


@dataclass(frozen=True, slots=True)
class ZeroGradStep:
    nodes: tuple[int, ...]
    kind: ClassVar[str] = "zero_grad"


@dataclass(frozen=True, slots=True)
class UpdateStep:
    """`first` and `second` are what the optimizer keeps of the leaf afterwards; None where it keeps nothing."""

    node: int
    before: float
    grad: float
    after: float
    first: float | None = None
    second: float | None = None
    kind: ClassVar[str] = "update"


Step = ForwardStep | SeedStep | BackwardStep | ZeroGradStep | UpdateStep


@dataclass(frozen=True, slots=True)
class Moments:
    """What an optimizer of some kind keeps of each leaf after `age` updates: velocity, or first and second moment."""

    kind: int = 0
    age: int = 0
    first: Mapping[int, float] = field(default_factory=dict)
    second: Mapping[int, float] = field(default_factory=dict)


NO_MOMENTS = Moments()


@dataclass(frozen=True, slots=True)
class Start:
    """Where a timeline begins: numbers and gradients of leaves, where they are not the program's or none."""

    data: Mapping[int, float] = field(default_factory=dict)
    grad: Mapping[int, float] = field(default_factory=dict)
    has_values: bool = False  # a forward has been made since the leaves last changed: op nodes show their values
    moments: Moments = NO_MOMENTS


@dataclass(frozen=True, slots=True)
class Trained:
    """What some training steps have led to."""

    losses: NDArray[np.float64]  # the root's value in each step, before its update
    start: Start  # the leaves afterwards


class Segment(NamedTuple):
    """The steps start … stop - 1 of a timeline are those of `phase`."""

    phase: Phase
    start: int
    stop: int


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """What is seen at a cursor; an entry counts where its `has_` is true."""

    data: NDArray[np.float64]  # [N]
    grad: NDArray[np.float64]  # [N]
    has_data: NDArray[np.bool_]  # [N]
    has_grad: NDArray[np.bool_]  # [N]
