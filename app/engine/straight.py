"""Whole training steps at once, with no step to show."""

from __future__ import annotations

import numpy as np

from app.engine.replay import Replay
from app.engine.steps import Start, Trained, Update, ZeroGrad
from app.engine.tape import Tape


def train(tape: Tape, start: Start, count: int, learning_rate: float, zero_grad: bool = True) -> Trained:
    """`count` of them: zero_grad if wanted, forward, backward, plain gradient descent."""
    replay = Replay(tape.graph, start, (), tape)
    data, grad, memory = replay._before(0)
    data, grad = data.copy(), grad.copy()
    losses = tape.descend(data, grad, learning_rate, zero_grad, count)
    holds = tape.is_trainable if zero_grad else tape.is_reached | replay._plan.holds[0]
    return Trained(losses, replay._start((data, grad, memory), holds, False))


def lead(replay: Replay, first: int, last: int) -> float:
    """The root's value in the training step that the phases first … last - 1 are, with plain gradient descent. Where
    it leads is known then; its single steps are worked out when somebody looks at them."""
    update, (data, grad, memory) = replay.phases[last - 1], replay._before(first)
    assert isinstance(update, Update)
    data, grad = data.copy(), grad.copy()
    losses = replay.tape.descend(data, grad, update.learning_rate, isinstance(replay.phases[first], ZeroGrad), 1)
    replay._leaves[last] = data, np.where(replay._plan.holds[last], grad, 0.0), memory
    return float(losses[0])
