"""The document of a session: small, frozen, and everything there is to know. Graph, values and steps follow from it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

from app.training.choices import Optimizer, OptimizerKind, Training

Precision = Literal["float64", "float32"]
PhaseKind = Literal["forward", "backward", "zero_grad", "update"]
TITLE_LENGTH = 80
LONGEST_HEAD = 400  # characters of a program among which its title is looked for
KEPT_PHASES = 24
OPENED = 200  # ops taken apart at once


class PhaseRow(BaseModel):
    """One phase of the timeline."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: PhaseKind = Field(description="What it does.", examples=["update"])
    learning_rate: FiniteFloat = Field(0.0, description="Of an update.", examples=[0.05])
    optimizer: Optimizer | None = Field(None, description="Of an update; null for plain gradient descent.")


class Keepsake(BaseModel):
    """What an optimizer keeps of leaves: velocities, or first and second moments."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: OptimizerKind = Field("sgd", description="Whose it is.", examples=["adam"])
    age: int = Field(0, ge=0, lt=2**53, description="Updates so far.", examples=[20])
    first: dict[Annotated[int, Field(ge=0)], float] = Field({}, description="By leaf.", examples=[{"0": 0.1}])
    second: dict[Annotated[int, Field(ge=0)], float] = Field({}, description="By leaf.", examples=[{"0": 0.01}])


class RunMark(BaseModel):
    """Where in a training run the numbers of a session stand. The run itself is kept beside the document."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(max_length=32)] = Field("", description="Of the run; empty for none.", examples=[""])
    epoch: int = Field(0, ge=0, lt=2**53, description="Epochs done.", examples=[20])


FRESH_PHASES = (PhaseRow(kind="forward"), PhaseRow(kind="backward"))
Node = Annotated[int, Field(ge=0)]
Count = Annotated[int, Field(ge=0, lt=2**53)]
FORMAT = 1
# From the fields of one format to those of the next. A change of format adds a line here and a document to its test.
UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}


class Document(BaseModel):
    """What is stored and exported. A node is its index in the graph that the program records."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="strings")

    format: Literal[1] = Field(1, description="Of this document.")
    program: str = Field(description="The Python source.", examples=["x = Value(3.0)\ny = x*x\n"])
    seed: int = Field(0, ge=0, lt=2**32, description="Seed of the program's random numbers.", examples=[0])
    precision: Precision = Field("float64", description="What numbers are computed in.", examples=["float64"])
    learning_rate: FiniteFloat = Field(0.05, description="Step size that update takes.", examples=[0.05])
    switches: dict[Node, bool] = Field(
        {}, description="requires_grad of leaves, where it is not what the program says.", examples=[{"0": False}]
    )
    data: dict[Node, float] = Field(
        {}, description="Numbers of leaves at cursor 0, where they are not the program's.", examples=[{"0": 2.5}]
    )
    grad: dict[Node, float] = Field({}, description="Gradients of leaves at cursor 0.", examples=[{"0": 6.0}])
    opened: Annotated[tuple[Node, ...], Field(max_length=OPENED)] = Field(
        (), description="Ops taken apart, as nodes of the program's own graph.", examples=[[9]]
    )
    moments: Keepsake = Field(Keepsake(), description="What an optimizer keeps at cursor 0.")
    has_values: bool = Field(False, description="Whether op nodes have their values at cursor 0.", examples=[False])
    phases: Annotated[tuple[PhaseRow, ...], Field(max_length=KEPT_PHASES)] = Field(
        FRESH_PHASES, description="The timeline's phases, in order."
    )
    epoch: Count = Field(0, description="Which round of the program's own loop is played, from 0.", examples=[3])
    cursor: Count = Field(0, description="Number of steps taken.", examples=[12])
    folded: Count = Field(0, description="Steps that became part of the start.", examples=[0])
    training: Training = Field(Training(), description="Examples, optimizer and whatever else training needs.")
    run: RunMark = Field(RunMark(), description="The training run that its numbers come from.")
    revision: int = Field(1, ge=1, lt=2**32, description="The version at which the structure was made.", examples=[1])

    @classmethod
    def read(cls, text: str) -> Self:
        """The document of any release, from its JSON; raises pydantic.ValidationError."""
        if text.startswith(f'{{"format":{FORMAT},'):
            return cls.model_validate_json(text)
        return cls.of(json.loads(text))

    @classmethod
    def of(cls, data: dict[str, Any]) -> Self:
        """The document of any release, from its fields; raises pydantic.ValidationError."""
        while (upgrade := UPGRADES.get(data.get("format", FORMAT))) is not None:
            data = upgrade(data)
        return cls.model_validate(data)

    @property
    def title(self) -> str:
        """The program's first line in words: its comment, else its code."""
        first = next(iter(self.program.lstrip()[:LONGEST_HEAD].splitlines()), "").rstrip()
        return (first.lstrip("# ") or first or "Untitled")[:TITLE_LENGTH]

    def is_but_for_cursor(self, other: Self) -> bool:
        """Whether all else is the same."""
        return {**self.__dict__, "cursor": 0} == {**other.__dict__, "cursor": 0}

    def but(self, **changes: object) -> Self:
        """A copy with some fields changed; not validated again, so only for what our own code made."""
        return self.model_copy(update=changes)
