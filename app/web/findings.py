"""What running a program came to, beside its graph: prints, notes, the rounds of its loop, its own numbers."""

from __future__ import annotations

import numpy as np
from pydantic import Field

from app.program.ownership import Own
from app.sessions.session import Session
from app.sessions.timeline import is_as_recorded
from app.web.numbers import Json, Number, column, listed
from app.web.shape import Shape


class Line(Shape):
    """Something said about a line of the program."""

    line: int = Field(description="Line in the program, from 1.", examples=[4])
    text: str = Field(description="What was printed or noted.", examples=["0.7071067811865476"])


class Printed(Line):
    """What one call of print wrote."""

    epoch: int | None = Field(description="The round of the program's loop that wrote it.", examples=[None])


class Epochs(Shape):
    """The rounds of a program that goes through its graph again and again."""

    epoch: int = Field(description="The one that the timeline plays, from 0.", examples=[0])
    as_recorded: bool = Field(
        description="Whether the timeline is all that the program did in it, and no more.", examples=[True]
    )
    losses: list[Number] = Field(description="The root's data in each.", examples=[[4.5, 3.9]])


class Mistake(Shape):
    """The likely mistake in a class of the program's own."""

    kind: str = Field(description="A word for programs.", examples=["overwritten"])
    message: str = Field(description="A sentence for people.", examples=["a is used 2 times, but its gradient is 1."])
    hint: str = Field(description="What to do about it.", examples=["Gradients add up: write += instead of =."])
    line: int = Field(description="The method to look at; 0 where it is not known.", examples=[12])
    nodes: list[int] = Field(description="Whose numbers are wrong.", examples=[[0]])


class OwnNumbers(Shape):
    """What the objects of the program's own class held after the round's backward pass."""

    data: list[Number | None] = Field(
        description="One number a node; null where it has no object.", examples=[[2.0, None]]
    )
    grad: list[Number | None] = Field(description="Likewise.", examples=[[1.0, None]])
    wrong: list[int] = Field(description="Nodes where one of the two is not what it should be.", examples=[[0]])
    mistakes: list[Mistake] = Field(description="What is likely wrong with the class.")


class Found(Shape):
    """What running the program came to."""

    prints: list[Printed] = Field(description="What the program printed.")
    notes: list[Line] = Field(description="What was skipped or rewritten in the program.")
    epochs: Epochs | None = Field(description="The rounds of the program's loop; null without one.")
    lines: dict[str, int] = Field(
        description="Where the program calls backward, empties gradients and updates.", examples=[{"backward": 7}]
    )
    own: OwnNumbers | None = Field(description="The numbers of the program's own class; null without one.")


def found_json(session: Session) -> Json:
    """The fields of Found."""
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
