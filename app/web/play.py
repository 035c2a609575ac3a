"""The JSON API of playing: passes, training steps, the cursor, and what is seen there: graph, steps, values, nodes."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Response

from app.sessions.edits import check_node
from app.sessions.session import Advanced, Session
from app.sessions.timeline import check_cursor
from app.web import schemas, wire
from app.web.api import ERRORS, change_answer
from app.web.direct import Direct
from app.web.numbers import Json, number
from app.web.schemas import At, NodeIndex, SessionId
from app.web.visit import Visit

FRAME: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        "description": "Little-endian: uint32 revision, uint32 cursor, float32 data[nodes], float32 grad[nodes]; "
        "not reached is the NaN 0x7fc00001. With `Accept: application/json` the same as JSON, in full digits.",
    }
}
TO_THE_END, AT_ITS_RATE, ONE_STEP, ANY_VERSION = (
    schemas.Pass(),
    schemas.Update(),
    schemas.TrainingSteps(),
    schemas.Edit(),
)
router = APIRouter(prefix="/api/sessions/{id}", route_class=Direct, tags=["playing"], responses=ERRORS)


@router.post("/step", response_model="answers.Trained")
async def step(visit: Visit, id: SessionId, body: schemas.TrainingSteps = ONE_STEP) -> Response:
    """Takes whole training steps."""
    session, losses = await visit.bench.train(
        id, visit.owner, body.count, body.learning_rate, body.zero_grad, body.version
    )
    timeline = wire.timeline_json(session.timeline)
    losses_json = [number(loss) for loss in losses]
    return wire.answer({"version": session.version, "losses": losses_json, "timeline": timeline})


@router.post("/forward", response_model="answers.Taken")
async def forward(visit: Visit, id: SessionId, body: schemas.Pass = TO_THE_END) -> Response:
    """Takes steps of a forward pass: the one under way, or a new one."""
    advanced = await visit.bench.forward(id, visit.owner, body.to, body.node, body.version)
    return await taken_answer(visit, advanced)


@router.post("/backward", response_model="answers.Taken")
async def backward(visit: Visit, id: SessionId, body: schemas.Pass = TO_THE_END) -> Response:
    """Takes steps of a backward pass: the one under way, or a new one, which adds to the gradients of leaves."""
    advanced = await visit.bench.backward(id, visit.owner, body.to, body.node, body.version)
    return await taken_answer(visit, advanced)


@router.post("/zero-grad", response_model="answers.Taken")
async def zero_grad(visit: Visit, id: SessionId, body: schemas.Edit = ANY_VERSION) -> Response:
    """Sets the gradients of all leaves to 0."""
    return await taken_answer(visit, await visit.bench.zero_grad(id, visit.owner, body.version))


@router.post("/update", response_model="answers.Taken")
async def update(visit: Visit, id: SessionId, body: schemas.Update = AT_ITS_RATE) -> Response:
    """Takes one step of gradient descent with every leaf that has a gradient."""
    return await taken_answer(visit, await visit.bench.update(id, visit.owner, body.learning_rate, body.version))


@router.put("/cursor", response_model="answers.Moved")
async def move_cursor(visit: Visit, id: SessionId, body: schemas.CursorMove) -> Response:
    """Looks at another place of the timeline."""
    session = await visit.bench.move_cursor(id, visit.owner, body.cursor, body.version)
    return wire.answer({"timeline": wire.timeline_json(session.timeline)})


@router.put("/epoch", response_model="answers.Change")
async def show_epoch(visit: Visit, id: SessionId, body: schemas.EpochMove) -> Response:
    """Plays another round of the program's own loop, with the numbers and the phases that it had there."""
    return await change_answer(
        visit, await visit.bench.show_epoch(id, visit.owner, body.epoch, body.cursor, body.version)
    )


@router.get("/graph", response_model="answers.GraphShape")
async def read_graph(visit: Visit, id: SessionId) -> Response:
    """The graph, in columns."""
    session = await visit.bench.open(id, visit.owner)
    return await visit.threads.run_sized(session.material.work, lambda: wire.answer(wire.graph_json(session)))


@router.get("/steps", response_model="answers.Steps")
async def read_steps(
    visit: Visit,
    id: SessionId,
    start: Annotated[int, Query(ge=0, description="The first step.", examples=[0])] = 0,
    stop: Annotated[int | None, Query(ge=0, description="One past the last, else the end.", examples=[20])] = None,
) -> Response:
    """Steps of the timeline; at most 2,000 in one answer, `next` leads on."""
    session = await visit.bench.open(id, visit.owner)
    length = session.timeline.replay.length
    last = length if stop is None else min(stop, length)
    return await range_answer(visit, session, min(start, last), last)


@router.get("/values", response_class=Response, response_model="answers.ValuesAt", responses=FRAME)
async def read_values(
    visit: Visit,
    id: SessionId,
    at: At = None,
    accept: Annotated[str, Header(description="application/json for full digits.", examples=["*/*"])] = "*/*",
) -> Response:
    """Data and gradients of all nodes at a cursor."""
    session = await visit.bench.open(id, visit.owner)
    cursor = check_cursor(session.timeline, at)
    revision, wants_json = session.document.revision, "application/json" in accept

    def values() -> Response:
        state = session.state(cursor)
        if wants_json:
            return wire.answer({"revision": revision, "cursor": cursor, **wire.values_json(state)})
        frame = wire.values_frame(state, revision, cursor)
        return Response(frame, headers=wire.UNKEPT, media_type="application/octet-stream")

    return await visit.threads.run_sized(session.material.work, values)


@router.get("/nodes/{node}", response_model="answers.NodeShape")
async def read_node(visit: Visit, id: SessionId, node: NodeIndex, at: At = None) -> Response:
    """One node at a cursor."""
    session = await visit.bench.open(id, visit.owner)
    check_node(session.material, node)
    return wire.answer(wire.node_json(session, node, check_cursor(session.timeline, at)))


async def taken_answer(visit: Visit, advanced: Advanced) -> Response:
    """The steps that were taken, and the timeline afterwards."""
    session = advanced.session
    more: Json = {"timeline": wire.timeline_json(session.timeline)}
    return await range_answer(visit, session, advanced.start, advanced.stop, more)


async def range_answer(visit: Visit, session: Session, start: int, stop: int, more: Json | None = None) -> Response:
    return await visit.threads.run_sized(
        session.material.work, lambda: wire.answer(wire.range_json(session, start, stop) | (more or {}))
    )
