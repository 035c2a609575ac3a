"""What a request may say. Numbers are finite and strict: "1" is no number and true is none either."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from fastapi import Body as BodyOf
from fastapi import Path, Query
from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, model_validator

from app.sessions.document import Precision
from app.sessions.examples import ExampleName
from app.sessions.networks import NetworkName

A_PROGRAM = "x = Value(3.0)\ny = x*x\n"
Program = Annotated[
    str,
    Field(description="Python source that builds an expression.", examples=[A_PROGRAM]),
]
LearningRate = Annotated[FiniteFloat, Field(description="Step size of gradient descent.", examples=[0.05])]
Seed = Annotated[int, Field(ge=0, lt=2**32, description="Seed of the program's random numbers.", examples=[0])]
Node = Annotated[int, Field(ge=0, description="A node's index in the graph.", examples=[0])]


SessionId = Annotated[str, Path(max_length=64, description="The session's id.", examples=["mB3kPz0aQ4rT9xYw"])]
NodeIndex = Annotated[int, Path(ge=0, description="A node's index in the graph.", examples=[0])]
At = Annotated[int | None, Query(ge=0, description="The cursor to look at, else the session's.", examples=[12])]


Exported = Annotated[dict[str, Any], BodyOf(description="What export gave.", examples=[{"program": A_PROGRAM}])]


class Body(BaseModel):
    """A JSON object without unknown fields."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class NewSession(Body):
    """Neither field: the first example."""

    program: Program | None = Field(None, description="The program to begin with.", examples=[A_PROGRAM])
    example: ExampleName | NetworkName | None = Field(
        None, description="An example to begin with instead.", examples=["neuron"]
    )


class Edit(Body):
    """A change may name the version it was made on."""

    version: int | None = Field(
        None,
        ge=1,
        description="The version that the change was made on: answered with 409 when the session has moved on. "
        "Without it the change is made on whatever is there.",
        examples=[1],
    )


class ProgramEdit(Edit):
    """A whole new program text."""

    program: Program


class LeafEdit(Edit):
    """A leaf's number, its switch, or both."""

    data: FiniteFloat | None = Field(None, description="The leaf's new number.", examples=[-2.5])
    requires_grad: bool | None = Field(None, description="Whether the leaf takes a gradient.", examples=[False])


class SettingsEdit(Edit):
    """Settings of the session; what is missing stays."""

    precision: Precision | None = Field(None, description="What numbers are computed in.", examples=["float32"])
    learning_rate: LearningRate | None = Field(None, description="Step size that update takes.", examples=[0.1])
    seed: Seed | None = Field(None, description="Seed of the program's random numbers.", examples=[7])


class Pass(Edit):
    """How far a forward or backward pass is to go."""

    to: Literal["next", "node", "end"] = Field(
        "end",
        description="One step, until the given node has its value (forward) or its whole gradient (backward), or all.",
        examples=["node"],
    )
    node: Node | None = Field(None, description='Where to stop, with `to: "node"`.', examples=[7])

    @model_validator(mode="after")
    def names_the_node(self) -> Self:
        if self.to == "node" and self.node is None:
            raise ValueError("say which node")
        return self


class Update(Edit):
    """One step of gradient descent."""

    learning_rate: LearningRate | None = Field(None, description="Step size; else the session's.", examples=[0.05])


class TrainingSteps(Edit):
    """Whole training steps: zero_grad, forward, backward, update."""

    count: int = Field(1, ge=1, le=10_000, description="How many steps.", examples=[10])
    learning_rate: LearningRate | None = Field(None, description="Step size; else the session's.", examples=[0.05])
    zero_grad: bool = Field(True, description="Whether each step begins with zero_grad.", examples=[True])


class CursorMove(Edit):
    """Where in the timeline to look."""

    cursor: int = Field(ge=0, description="Number of steps taken, 0 to the timeline's length.", examples=[12])


class EpochMove(Edit):
    """Which round of the program's loop to look at."""

    epoch: int = Field(ge=0, lt=2**53, description="The round, from 0.", examples=[3])
    cursor: int = Field(
        0, ge=0, lt=2**53, description="Number of its steps taken; beyond its end it is the end.", examples=[12]
    )
