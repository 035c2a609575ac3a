"""The document of a session: small, frozen, and everything there is to know. Graph, values and steps follow from it."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

Precision = Literal["float64", "float32"]
PhaseKind = Literal["forward", "backward", "zero_grad", "update"]
TITLE_LENGTH = 80


class PhaseRow(BaseModel):
    """One phase of the timeline."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: PhaseKind
    learning_rate: float = 0.0  # of an update


FRESH_PHASES = (PhaseRow(kind="forward"), PhaseRow(kind="backward"))
Node = Annotated[int, Field(ge=0)]


class Document(BaseModel):
    """What is stored and exported. A node is its index in the graph that the program records."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="strings")

    format: Literal[1] = 1
    program: str
    seed: int = 0
    precision: Precision = "float64"
    learning_rate: float = 0.05
    switches: dict[Node, bool] = {}  # requires_grad of leaves, where it is not what the program says
    data: dict[Node, float] = {}  # numbers of leaves at cursor 0, where they are not what the program says
    grad: dict[Node, float] = {}  # gradients of leaves at cursor 0
    has_values: bool = False  # at cursor 0 the op nodes have their values
    phases: tuple[PhaseRow, ...] = FRESH_PHASES
    cursor: Annotated[int, Field(ge=0)] = 0
    folded: int = 0  # steps that became part of the start since the structure was made
    revision: int = 1  # the version at which the structure was made

    @classmethod
    def read(cls, text: str | bytes) -> Self:
        """The document of any release, from its JSON; raises pydantic.ValidationError."""
        return cls.model_validate_json(text)

    @property
    def title(self) -> str:
        """The program's first line in words: its comment, else its code."""
        lines = (line.strip() for line in self.program.splitlines())
        first = next((line for line in lines if line), "")
        return (first.lstrip("# ") or first or "Untitled")[:TITLE_LENGTH]

    def but(self, **changes: object) -> Self:
        """A copy with some fields changed; not validated again, so only for what our own code made."""
        return self.model_copy(update=changes)
