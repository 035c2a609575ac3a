"""What an answer says, described for OpenAPI. The answers themselves are made in wire.py, column by column."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.sessions.document import PhaseKind, Precision
from app.training.choices import OptimizerKind
from app.web.finding_answers import Found
from app.web.numbers import Number
from app.web.shape import Shape

Column = Annotated[list[Number | None], Field(description="One a node; null: not reached.", examples=[[2.0, None]])]
Version = Annotated[int, Field(description="Rises by one with every change.", examples=[3])]
Indices = Annotated[list[int], Field(description="One entry a node.", examples=[[1, 1, 2]])]


class SegmentShape(Shape):
    """One phase of the timeline: the steps start … stop - 1."""

    phase: PhaseKind = Field(description="What the phase does.", examples=["forward"])
    start: int = Field(description="Its first step.", examples=[0])
    stop: int = Field(description="One past its last step.", examples=[10])
    learning_rate: Number | None = Field(None, description="Of an update.", examples=[0.05])
    optimizer: OptimizerKind | None = Field(None, description="Of an update.", examples=["adam"])


class TogetherShape(Shape):
    """All examples of a batch, played as one: numbers are means, what reaches a parameter is the batch's."""

    examples: int = Field(description="How many.", examples=[100])
    reduction: Literal["sum", "mean"] = Field(description="Of their losses.", examples=["mean"])


class TimelineShape(Shape):
    """All steps there are and how many are taken."""

    cursor: int = Field(description="Number of steps taken.", examples=[12])
    length: int = Field(description="Number of steps there are.", examples=[20])
    folded: int = Field(description="Steps that became part of the start state.", examples=[0])
    segments: list[SegmentShape] = Field(description="The phases, in order.")
    together: TogetherShape | None = Field(None, description="Where the mean of a batch is played.")


class Session(Found):
    """A session in short."""

    id: str = Field(description="Its address is /s/{id}.", examples=["mB3kPz0aQ4rT9xYw"])
    version: Version
    mine: bool = Field(description="Whether the caller may change it.", examples=[True])
    title: str = Field(description="The program's first line.", examples=["A neuron, from the lecture"])
    program: str = Field(description="The Python source.", examples=["x = Value(3.0)\ny = x*x\n"])
    seed: int = Field(description="Seed of the program's random numbers.", examples=[0])
    precision: Precision = Field(description="What numbers are computed in.", examples=["float64"])
    learning_rate: float = Field(description="Step size that update takes.", examples=[0.05])
    timeline: TimelineShape = Field(description="Phases and cursor.")
    can_undo: bool = Field(description="Whether undo has somewhere to go.", examples=[True])
    can_redo: bool = Field(description="Whether redo has somewhere to go.", examples=[False])


class SessionLine(Shape):
    """A session in the list."""

    id: str = Field(description="Its address is /s/{id}.", examples=["mB3kPz0aQ4rT9xYw"])
    title: str = Field(description="The program's first line.", examples=["A neuron, from the lecture"])
    version: Version
    created: float = Field(description="Seconds since 1970.", examples=[1790000000.0])
    changed: float = Field(description="Seconds since 1970.", examples=[1790000300.5])


SessionLines = list[SessionLine]


class ProgramText(Shape):
    """The program alone."""

    version: Version
    program: str = Field(description="The Python source.", examples=["x = Value(3.0)\ny = x*x\n"])


class OpShape(Shape):
    """How an op is shown."""

    glyph: str = Field(description="In the circle of its node.", examples=["×"])
    title: str = Field(description="In words.", examples=["multiply"])
    opens: bool = Field(description="Whether it is made of smaller ops and can be taken apart.", examples=[False])


class GraphShape(Shape):
    """Columns of one entry a node; texts are indices into `strings`."""

    revision: int = Field(description="The version at which the structure was made.", examples=[3])
    nodes: int = Field(description="Number of nodes.", examples=[10])
    root: int = Field(description="The node that backward starts from.", examples=[9])
    precision: Precision = Field(description="What numbers are computed in.", examples=["float64"])
    strings: list[str] = Field(description="All texts; the first is empty.", examples=[["", "leaf", "x1"]])
    op: Indices = Field(description='"leaf", "constant", or an op\'s name, as an index into strings.')
    label: Indices = Field(description="The name the program gave, as an index into strings; 0 for none.")
    name: Indices = Field(description="What to show, as an index into strings.")
    start: Indices = Field(description="Node n's inputs are inputs[start[n]:start[n + 1]]; one entry more than nodes.")
    inputs: Indices = Field(description="Nodes, in order; one used twice stands there twice.")
    param: list[Number | None] = Field(description="Exponent or slope; null for none.", examples=[[None, 2.0]])
    requires_grad: list[Literal[0, 1]] = Field(description="Whether a gradient flows to the node.", examples=[[1, 0]])
    line: Indices = Field(description="Place in the program, lines from 1; 0 for none.")
    column: Indices = Field(description="Columns from 0.")
    end_line: Indices = Field(description="Where the place ends.")
    end_column: Indices = Field(description="Where the place ends.")
    group: Indices = Field(description="Index into groups.")
    groups: list[str] = Field(description="Paths; the first is empty.", examples=[["", "model", "model/layer 1"]])
    opened: dict[str, int] = Field(
        description="Groups that are ops taken apart, and the node of each that gives its value.",
        examples=[{"tanh o": 16}],
    )
    ops: dict[str, OpShape] = Field(
        description="The ops that occur.", examples=[{"mul": {"glyph": "×", "title": "multiply", "opens": False}}]
    )


class StepShape(Shape):
    """One step. Which fields it has depends on its kind: see the table of steps in ARCHITECTURE.md."""

    kind: Literal["forward", "seed", "backward", "zero_grad", "update"] = Field(
        description="What happens.", examples=["backward"]
    )
    node: int | None = Field(None, description="The node whose turn it is.", examples=[7])
    value: Number | None = Field(None, description="forward: the node's data.", examples=[0.5])
    input: int | None = Field(None, description="backward: the input that receives.", examples=[2])
    slot: int | None = Field(None, description="backward: which input of the node.", examples=[0])
    upstream: Number | None = Field(None, description="backward: the node's gradient.", examples=[1.0])
    local: Number | None = Field(None, description="backward: derivative of node by input.", examples=[-3.0])
    contribution: Number | None = Field(None, description="backward: upstream times local.", examples=[-3.0])
    total: Number | None = Field(None, description="seed, backward: the gradient afterwards.", examples=[-1.5])
    nodes: list[int] | None = Field(None, description="zero_grad: the leaves it empties.", examples=[[0, 1]])
    before: Number | None = Field(None, description="update: the leaf's data before.", examples=[2.0])
    grad: Number | None = Field(None, description="update: the leaf's gradient.", examples=[-1.5])
    after: Number | None = Field(None, description="update: the leaf's data afterwards.", examples=[2.075])
    first: Number | None = Field(None, description="update: its velocity, or first moment, afterwards.", examples=[0.1])
    second: Number | None = Field(None, description="update: its second moment afterwards.", examples=[0.01])


class Steps(Shape):
    """A range of the timeline."""

    version: Version
    start: int = Field(description="The first step given.", examples=[0])
    stop: int = Field(description="One past the last step given.", examples=[10])
    steps: list[StepShape] = Field(description="The steps, in order.")
    next: str | None = Field(description="Address of the steps that were asked for and not given.", examples=[None])


class Taken(Steps):
    """Exactly the steps that were taken."""

    timeline: TimelineShape = Field(description="Phases and cursor, afterwards.")


class Trained(Shape):
    """What training steps came to."""

    version: Version
    losses: list[Number] = Field(description="The root's data in each forward pass.", examples=[[4.5, 3.9]])
    timeline: TimelineShape = Field(description="Phases and cursor, afterwards.")


class Moved(Shape):
    """The timeline after the cursor moved."""

    timeline: TimelineShape = Field(description="Phases and cursor.")


class Values(Shape):
    """Data and gradients of all nodes."""

    data: Column
    grad: Column


class ValuesAt(Values):
    """Data and gradients of all nodes at a cursor."""

    revision: int = Field(description="The version at which the structure was made.", examples=[3])
    cursor: int = Field(description="Number of steps taken.", examples=[12])


class TextMoved(Shape):
    """What begins or ends on `line` at or after `column` moves by `by` columns."""

    line: int = Field(description="Line in the program, from 1.", examples=[2])
    column: int = Field(description="Column in the line, from 0.", examples=[14])
    by: int = Field(description="Columns to the right; negative to the left.", examples=[-1])


class Change(Found):
    """All that a page needs to know after a change."""

    version: Version
    program: str = Field(description="The Python source.", examples=["x = Value(3.0)\ny = x*x\n"])
    seed: int = Field(description="Seed of the program's random numbers.", examples=[0])
    precision: Precision = Field(description="What numbers are computed in.", examples=["float64"])
    learning_rate: float = Field(description="Step size that update takes.", examples=[0.05])
    structure_changed: bool = Field(description="Whether the graph must be drawn anew.", examples=[False])
    graph: GraphShape | None = Field(description="The graph, when it or a place in the program changed.")
    moved: TextMoved | None = Field(description="How places in the program moved, when there is no graph.")
    timeline: TimelineShape = Field(description="Phases and cursor.")
    steps: list[StepShape] | None = Field(description="All steps, up to 2,000; null when there are more.")
    values: Values = Field(description="Data and gradients at cursor 0.")
    can_undo: bool = Field(description="Whether undo has somewhere to go.", examples=[True])
    can_redo: bool = Field(description="Whether redo has somewhere to go.", examples=[False])


class Built(Change):
    """A change that a gesture made."""

    said: str = Field(description="What was done, in a sentence.", examples=["Added o = n.tanh()."])
    node: int | None = Field(description="The node to look at now.", examples=[9])


class NodeShape(Shape):
    """One node at a cursor."""

    version: Version
    cursor: int = Field(description="Number of steps taken.", examples=[12])
    node: int = Field(description="Its index.", examples=[2])
    op: str = Field(description='"leaf", "constant", or an op\'s name.', examples=["leaf"])
    label: str = Field(description="The name the program gave, or nothing.", examples=["w1"])
    name: str = Field(description="What to show.", examples=["w1"])
    data: Number | None = Field(description="Its value; null when not reached.", examples=[-3.0])
    grad: Number | None = Field(description="Its gradient; null when not reached.", examples=[1.0])
    requires_grad: bool = Field(description="Whether a gradient flows to it.", examples=[True])
    inputs: list[int] = Field(description="Nodes it is computed from, in order.", examples=[[]])
    outputs: list[int] = Field(description="Nodes computed from it, once for every use.", examples=[[5]])
