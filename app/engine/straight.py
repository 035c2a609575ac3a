"""Whole training steps at once, with no step to show."""

from __future__ import annotations

from app.engine.replay import Replay
from app.engine.steps import Start, Trained
from app.engine.tape import Tape


def train(tape: Tape, start: Start, count: int, learning_rate: float, zero_grad: bool = True) -> Trained:
    """`count` of them: zero_grad if wanted, forward, backward, plain gradient descent."""
    replay = Replay(tape.graph, start, (), tape)
    data, grad, memory = replay._before(0)
    data, grad = data.copy(), grad.copy()
    losses = tape.descend(data, grad, learning_rate, zero_grad, count)
    holds = tape.is_trainable if zero_grad else tape.is_reached | replay._plan.holds[0]
    return Trained(losses, replay._start((data, grad, memory), holds, False))
