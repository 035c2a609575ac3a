"""The JSON API of sessions: begin, read, edit, undo. A route reads what was asked and answers through wire.py."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from app.sessions.document import Document
from app.sessions.networks import beginning
from app.sessions.session import Changed
from app.web import schemas, wire
from app.web.schemas import NodeIndex, SessionId
from app.web.shape import Error
from app.web.visit import Visit, VisitRoute

_ERROR = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"content": _ERROR, "description": "The body is no JSON."},
    403: {"content": _ERROR, "description": "The session is somebody else's, or another site asks."},
    404: {"content": _ERROR, "description": "There is no such session or node."},
    409: {"content": _ERROR, "description": "The session has moved on, or there is nothing to undo."},
    413: {"content": _ERROR, "description": "The request is too large."},
    422: {"content": _ERROR, "description": "The request or the program is wrong; `error` says where."},
    503: {"content": _ERROR, "description": "Try again in a few seconds."},
}
DESCRIBED: dict[int | str, dict[str, Any]] = {422: ERRORS[422] | {"model": Error}}  # once, as it takes time
EXAMPLE, ANY_VERSION = schemas.NewSession(), schemas.Edit()
router = APIRouter(prefix="/api/sessions", route_class=VisitRoute, tags=["sessions"], responses=ERRORS)


@router.post("", status_code=201, response_model="answers.Session", responses=DESCRIBED)
async def create_session(visit: Visit, body: schemas.NewSession = EXAMPLE) -> Response:
    """Begins a session with a program, an example, or the first example."""
    document = beginning(body.example or "neuron") if body.program is None else Document(program=body.program)
    return wire.answer(wire.session_json(await visit.bench.begin(visit.owner, document)), 201)


@router.get("", response_model="answers.SessionLines")
async def list_sessions(visit: Visit) -> Response:
    """The caller's sessions, newest change first."""
    return wire.answer([wire.line_json(line) for line in await visit.bench.sessions(visit.owner)])


@router.get("/{id}", response_model="answers.Session")
async def read_session(visit: Visit, id: SessionId) -> Response:
    """A session in short, whoever's it is."""
    return wire.answer(wire.session_json(await visit.bench.open(id, visit.owner)))


@router.delete("/{id}", status_code=204)
async def delete_session(visit: Visit, id: SessionId) -> None:
    """Deletes a session with its history."""
    await visit.bench.delete(id, visit.owner)


@router.post("/import", status_code=201, response_model="answers.Session")
async def import_session(visit: Visit, document: schemas.Exported) -> Response:
    """Begins a session from a file that export gave, of this release or an older one."""
    return wire.answer(wire.session_json(await visit.bench.take_in(visit.owner, document)), 201)


@router.get("/{id}/export", response_model=Document)
async def export_session(visit: Visit, id: SessionId) -> Response:
    """The whole session but its history, as a file."""
    stored = await visit.bench.stored(id)
    headers = wire.UNKEPT | {"content-disposition": f'attachment; filename="backlight-{id}.json"'}
    return Response(stored.document.model_dump_json(indent=2), 200, headers, "application/json")


@router.post("/{id}/copy", status_code=201, response_model="answers.Session")
async def copy_session(visit: Visit, id: SessionId) -> Response:
    """Makes a session of the caller's own, as this one is now."""
    return wire.answer(wire.session_json(await visit.bench.copy(id, visit.owner)), 201)


@router.get("/{id}/program", response_model="answers.ProgramText")
async def read_program(visit: Visit, id: SessionId) -> Response:
    """The program alone; it is not run."""
    stored = await visit.bench.stored(id)
    return wire.answer({"version": stored.version, "program": stored.document.program})


@router.put("/{id}/program", response_model="answers.Change")
async def write_program(visit: Visit, id: SessionId, body: schemas.ProgramEdit) -> Response:
    """Runs a new program; where it is wrong, everything stays as it was."""
    return await change_answer(visit, await visit.bench.set_program(id, visit.owner, body.program, body.version))


@router.patch("/{id}/nodes/{node}", response_model="answers.Change")
async def write_leaf(visit: Visit, id: SessionId, node: NodeIndex, body: schemas.LeafEdit) -> Response:
    """Gives a leaf another number, written into the program where it stands there, or switches requires_grad."""
    changed = await visit.bench.set_leaf(id, visit.owner, node, body.data, body.requires_grad, body.version)
    return await change_answer(visit, changed)


@router.put("/{id}/settings", response_model="answers.Change")
async def write_settings(visit: Visit, id: SessionId, body: schemas.SettingsEdit) -> Response:
    """Changes precision, learning rate or seed."""
    changed = await visit.bench.set_settings(
        id, visit.owner, body.precision, body.learning_rate, body.seed, body.version
    )
    return await change_answer(visit, changed)


@router.post("/{id}/undo", response_model="answers.Change")
async def undo(visit: Visit, id: SessionId, body: schemas.Edit = ANY_VERSION) -> Response:
    """Takes the last change back."""
    return await change_answer(visit, await visit.bench.undo(id, visit.owner, body.version))


@router.post("/{id}/redo", response_model="answers.Change")
async def redo(visit: Visit, id: SessionId, body: schemas.Edit = ANY_VERSION) -> Response:
    """Makes the change again that undo took back."""
    return await change_answer(visit, await visit.bench.redo(id, visit.owner, body.version))


async def change_answer(visit: Visit, changed: Changed) -> Response:
    """A change, written out where it holds nobody up."""
    nodes = changed.session.material.work
    return await visit.threads.run_sized(nodes, lambda: wire.answer(wire.change_json(changed)))
