"""Compiles the loops, or loads them from the cache: when an image is built, and before a server takes requests."""

from __future__ import annotations

import numpy as np

from app.engine.batch import Batch
from app.engine.builder import GraphBuilder
from app.engine.descent import ADAM, SGD, Descent
from app.engine.order import levels
from app.engine.replay import Backward, Forward, Replay, Start, Update
from app.engine.steps import Rule
from app.engine.straight import train


def warm() -> None:
    """After it no call of this room compiles anything. A second or less with a warm cache, some seconds without."""
    b = GraphBuilder()
    x = b.leaf(2.0)
    b.op("tanh", b.op("sum", x, x))
    replay = Replay(b.graph(), Start(), (Forward(), Backward(), Update(0.1)))
    replay.state(replay.length)
    adam = replay.going_on(0, (Forward(), Backward(), Update(0.1, Rule(ADAM))))
    adam.state(adam.length)
    list(replay.steps())
    levels(b.graph())
    train(replay.tape, Start(), 1, 0.1)
    batch = Batch(replay.tape, Start(), {x: np.ones(2)})
    batch.forward()
    batch.backward()
    batch.train(1, 0.1)
    column = {x: np.ones(2)}
    descent = Descent(replay.tape, Start(), column, 2, False, column)
    descent.advance(np.ones(1), np.zeros((0, 2), np.int64), SGD, np.zeros(5), True, np.ones(1, np.bool_))
