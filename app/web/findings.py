"""What running a program came to, beside its graph: prints, notes, the rounds of its loop, its own numbers."""

from __future__ import annotations

import numpy as np

from app.program.ownership import Own
from app.sessions.session import Session
from app.sessions.timeline import is_as_recorded
from app.web.numbers import Json, column, listed


def found_json(session: Session) -> Json:
    """The fields of finding_answers.Found."""
    recording = session.material.recording
    return {
        "prints": [{"line": line.line, "text": line.text, "epoch": line.epoch} for line in recording.prints],
        "notes": [{"line": line.line, "text": line.text} for line in recording.notes],
        "epochs": epochs_json(session) if recording.epochs else None,
        "lines": recording.lines,
        "own": own_json(recording.own, session.document.epoch) if recording.own else None,
    }


def epochs_json(session: Session) -> Json:
    timeline, epochs = session.timeline, session.material.recording.epochs
    assert epochs is not None
    epoch = min(session.document.epoch, len(epochs) - 1)
    losses = listed(epochs.loss)
    return {"epoch": epoch, "as_recorded": is_as_recorded(timeline, epoch), "losses": losses}


def own_json(own: Own, epoch: int) -> Json:
    epoch = min(epoch, len(own.data) - 1)
    data, grad = own.data[epoch], own.grad[epoch]
    mistakes = [
        {"kind": each.kind, "message": each.message, "hint": each.hint, "line": each.line, "nodes": list(each.nodes)}
        for each in own.mistakes
    ]
    return {
        "data": column(data, ~np.isnan(data)),
        "grad": column(grad, ~np.isnan(grad)),
        "wrong": np.flatnonzero(own.wrong[epoch]).tolist(),
        "mistakes": mistakes,
    }
