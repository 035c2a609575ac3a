"""What an answer says that running a program came to, described for OpenAPI; it is made in findings.py."""

from __future__ import annotations

from pydantic import Field

from app.web.numbers import Number
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
