"""What an answer says about ways and demonstrations, described for OpenAPI; made in paths.py and demonstrations.py."""

from __future__ import annotations

from pydantic import Field

from app.sessions.demonstrations import DemonstrationKind
from app.web.answers import GraphShape, StepShape, TimelineShape, Values
from app.web.numbers import Number
from app.web.shape import Shape


class PathShape(Shape):
    """One way, from the output down."""

    nodes: list[int] = Field(description="The nodes on it, the output first.", examples=[[4, 2, 0]])
    edges: list[int] = Field(
        description="The edges between them, as positions in the graph's inputs.", examples=[[5, 2]]
    )
    factors: list[Number] = Field(description="The local derivative on each edge.", examples=[[-6.0, 1.0]])
    product: Number = Field(description="Of the factors.", examples=[-6.0])


class PathsShape(Shape):
    """The ways with the largest products; all of them add up to the gradient."""

    version: int = Field(description="Of the session.", examples=[3])
    cursor: int = Field(description="Leaves have the numbers that they have after so many steps.", examples=[12])
    node: int = Field(description="Where the ways lead to.", examples=[0])
    count: int = Field(description="Of all ways; 10 ** 18 stands for so many and more.", examples=[2])
    gradient: Number = Field(description="The sum over all ways: what one backward pass brings.", examples=[-3.0])
    paths: list[PathShape] = Field(description="The largest in size first.")


class MomentShape(Shape):
    """Something to be told, from a cursor on until the next moment."""

    cursor: int = Field(description="Number of steps taken.", examples=[8])
    nodes: list[int] = Field(description="Nodes whose gradients are wrong now.", examples=[[1]])
    said: str = Field(description="A sentence.", examples=["b hands on 10 already, and has not heard from c yet."])


class DemonstrationShape(Shape):
    """A graph, its timeline with all steps, and what to tell at which of them."""

    kind: DemonstrationKind = Field(description="What is done wrong.", examples=["order"])
    title: str = Field(description="In a few words.", examples=["The wrong order"])
    said: str = Field(description="In a sentence.", examples=["Backward goes depth first and waits for nobody."])
    own: bool = Field(description="Whether the graph is the session's; else a small one.", examples=[True])
    moments: list[MomentShape] = Field(description="In the order of the play.")
    graph: GraphShape = Field(description="What is played.")
    timeline: TimelineShape = Field(description="Its phases; the cursor stands before backward.")
    steps: list[StepShape] = Field(description="All of them.")
    values: Values = Field(description="At cursor 0.")
