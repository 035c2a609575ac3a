"""What a learner can do to the graph by hand. A gesture is a small change of the program text, or a refusal that says
what to do instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.program.errors import ProgramError
from app.program.gestures.wanted import Rows
from app.program.source import NOWHERE, Span

Input = int | str  # a node, or a bare number as it is written


@dataclass(frozen=True, slots=True)
class AddLeaf:
    """A new leaf; without a name it gets a free one."""

    number: str = "1.0"
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Apply:
    """A new node: an op of the table, of these inputs in order."""

    op: str
    inputs: tuple[Input, ...]
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Rename:
    """Another name for a node, or its first one; the empty name puts its expression where it is used."""

    node: int
    name: str


@dataclass(frozen=True, slots=True)
class Delete:
    """A node goes, and with it whatever is computed from it; or else its first input takes its place."""

    node: int
    users: Literal["delete", "reconnect"] = "delete"


@dataclass(frozen=True, slots=True)
class Replace:
    """Another op for a node. `more` are inputs that the new op needs beyond the ones that are there."""

    node: int
    op: str
    more: tuple[Input, ...] = ()


@dataclass(frozen=True, slots=True)
class Connect:
    """Another input for a node, in one of its slots."""

    node: int
    slot: int
    source: Input


Gesture = AddLeaf | Apply | Rename | Delete | Replace | Connect


@dataclass(frozen=True, slots=True)
class Built:
    """The new program text, what was done in a sentence, and the graph that it has to record."""

    program: str
    said: str
    wanted: Rows
    name: str = ""  # of the node to look at now


class GestureRefused(ProgramError):
    """A gesture that the program has no place for; the place says where to look."""

    def __init__(self, message: str, hint: str = "", span: Span = NOWHERE) -> None:
        super().__init__(message, hint=hint, code="gesture", span=span)
