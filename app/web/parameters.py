"""The parameters of a session as JSON, in full digits: as a run has them, or as they stand by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.sessions.fitting import updates_by_hand
from app.sessions.runs import Run
from app.sessions.session import Session
from app.training.optimizers import KINDS, STATES
from app.web.numbers import Json, listed, number


def by_hand_json(session: Session, parameters: NDArray[np.int64]) -> Json:
    """The parameters of a session as they stand at its cursor."""
    timeline, nodes = session.timeline, parameters.tolist()
    updates = updates_by_hand(timeline)
    seen, kept = session.state(), timeline.replay.fold(timeline.begun).moments
    columns = ([numbers.get(node, 0.0) for node in nodes] for numbers in (kept.first, kept.second))
    return {
        "node": nodes,
        "name": [session.material.names[node] for node in nodes],
        "data": listed(seen.data[parameters]),
        "grad": listed(seen.grad[parameters]),
        "update": [number(updates.get(node, 0.0)) for node in nodes],
        "state": dict(zip(STATES[KINDS[kept.kind]], columns, strict=False)),
    }


def parameters_json(run: Run, names: Sequence[str]) -> Json:
    """One entry a parameter, in full digits."""
    moment, nodes = run.seen.moment, run.trainer.parameters.tolist()
    states = zip(STATES[run.trainer.training.optimizer.kind], (moment.first, moment.second), strict=False)
    return {
        "node": nodes,
        "name": [names[node] for node in nodes],
        "data": listed(moment.numbers),
        "grad": listed(moment.gradients),
        "update": listed(moment.changes),
        "state": {name: listed(column) for name, column in states},
    }
