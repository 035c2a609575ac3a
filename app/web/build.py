"""Building by hand over HTTP: one gesture on the graph, written into the program, answered like any other change."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Response
from fastapi import Body as BodyOf
from pydantic import Field

from app.program import gestures
from app.web import wire
from app.web.api import ERRORS
from app.web.schemas import Edit, Node, SessionId
from app.web.visit import Visit, VisitRoute

router = APIRouter(prefix="/api/sessions", route_class=VisitRoute, tags=["sessions"], responses=ERRORS)

Name = Annotated[str, Field(max_length=64)]
Number = Annotated[str, Field(max_length=40, description="A number as it shall be written.", examples=["-3.0"])]
Input = Annotated[Node | Number, Field(description="A node's index, or a bare number as text.", examples=[0])]
Inputs = Annotated[list[Input], Field(max_length=100, description="In order.", examples=[[0, "2"]])]
Op = Annotated[str, Field(max_length=40, description="An op's name.", examples=["tanh"])]
NewName = Annotated[Name | None, Field(description="Its name; else the next free letter.", examples=["o"])]


class AddLeaf(Edit):
    """A new leaf."""

    gesture: Literal["leaf"] = Field(description="What to do.", examples=["leaf"])
    number: Number = "1.0"
    name: NewName = None


class Apply(Edit):
    """A new node: an op of these inputs."""

    gesture: Literal["apply"] = Field(description="What to do.", examples=["apply"])
    op: Op
    inputs: Inputs
    name: NewName = None


class Rename(Edit):
    """Another name for a node, or its first one."""

    gesture: Literal["rename"] = Field(description="What to do.", examples=["rename"])
    node: Node
    name: Name = Field(description="The empty name puts its expression where it is used.", examples=["bias"])


class Delete(Edit):
    """A node goes."""

    gesture: Literal["delete"] = Field(description="What to do.", examples=["delete"])
    node: Node
    users: Literal["delete", "reconnect"] = Field(
        "delete",
        description="What is computed from it goes too, or is computed from its first input instead.",
        examples=["reconnect"],
    )


class Replace(Edit):
    """Another op for a node."""

    gesture: Literal["replace"] = Field(description="What to do.", examples=["replace"])
    node: Node
    op: Op
    more: Inputs = Field([], description="Inputs that the new op needs beyond those that are there.", examples=[[]])


class Connect(Edit):
    """Another input for a node."""

    gesture: Literal["connect"] = Field(description="What to do.", examples=["connect"])
    node: Node
    slot: int = Field(ge=0, lt=100, description="Which of its inputs, from 0.", examples=[1])
    source: Input


Gesture = AddLeaf | Apply | Rename | Delete | Replace | Connect


@router.post("/{id}/build", response_model="answers.Built")
async def build(visit: Visit, id: SessionId, body: Annotated[Gesture, BodyOf(discriminator="gesture")]) -> Response:
    """Does one gesture on the graph by changing the program; where it cannot, it says why and everything stays."""
    changed = await visit.bench.build(id, visit.owner, asked(body), body.version)
    nodes = changed.session.material.nodes
    return await visit.threads.run_sized(nodes, lambda: wire.answer(wire.built_json(changed)))


def asked(body: Gesture) -> gestures.Gesture:
    """What was asked for, in terms of the program room."""
    match body:
        case AddLeaf():
            return gestures.AddLeaf(body.number, body.name)
        case Apply():
            return gestures.Apply(body.op, tuple(body.inputs), body.name)
        case Rename():
            return gestures.Rename(body.node, body.name)
        case Delete():
            return gestures.Delete(body.node, body.users)
        case Replace():
            return gestures.Replace(body.node, body.op, tuple(body.more))
        case Connect():
            return gestures.Connect(body.node, body.slot, body.source)
