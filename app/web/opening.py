"""Taking an op apart over HTTP, and putting it together again: the graph shows its parts, the program stays."""

from __future__ import annotations

from fastapi import APIRouter, Response

from app.web import schemas
from app.web.api import ANY_VERSION, ERRORS, change_answer
from app.web.schemas import NodeIndex, SessionId
from app.web.visit import Visit, VisitRoute

router = APIRouter(prefix="/api/sessions", route_class=VisitRoute, tags=["sessions"], responses=ERRORS)


@router.post("/{id}/nodes/{node}/open", response_model="answers.Change")
async def open_node(visit: Visit, id: SessionId, node: NodeIndex, body: schemas.Edit = ANY_VERSION) -> Response:
    """Takes an op apart into the smaller ones it is made of; the same gradients arrive."""
    return await change_answer(visit, await visit.bench.set_open(id, visit.owner, node, True, body.version))


@router.post("/{id}/nodes/{node}/close", response_model="answers.Change")
async def close_node(visit: Visit, id: SessionId, node: NodeIndex, body: schemas.Edit = ANY_VERSION) -> Response:
    """Puts an op together again, named by any node that it was made of."""
    return await change_answer(visit, await visit.bench.set_open(id, visit.owner, node, False, body.version))
