"""The JSON API of sessions: begin, read, edit, undo. A route reads what was asked and answers through wire.py."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from app.sessions.document import Document
from app.sessions.networks import BEGINNINGS
from app.sessions.session import Changed
from app.sessions.threads import Threads
from app.web import answers, schemas, wire
from app.web.dependencies import OwnerDep, ThreadsDep, WorkbenchDep
from app.web.schemas import NodeIndex, SessionId

_ERROR = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}  # read once, by the model of 422
ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"content": _ERROR, "description": "The body is no JSON."},
    403: {"content": _ERROR, "description": "The session is somebody else's, or another site asks."},
    404: {"content": _ERROR, "description": "There is no such session or node."},
    409: {"content": _ERROR, "description": "The session has moved on, or there is nothing to undo."},
    413: {"content": _ERROR, "description": "The request is too large."},
    422: {"model": answers.Error, "description": "The request or the program is wrong; `error` says where."},
    503: {"content": _ERROR, "description": "Try again in a few seconds."},
}
EXAMPLE, ANY_VERSION = schemas.NewSession(), schemas.Edit()
router = APIRouter(prefix="/api/sessions", tags=["sessions"], responses=ERRORS)


@router.post("", status_code=201, response_model=answers.Session)
async def create_session(bench: WorkbenchDep, owner: OwnerDep, body: schemas.NewSession = EXAMPLE) -> Response:
    """Begins a session with a program, an example, or the first example."""
    document = BEGINNINGS[body.example or "neuron"] if body.program is None else Document(program=body.program)
    return wire.answer(wire.session_json(await bench.begin(owner, document)), 201)


@router.get("", response_model=list[answers.SessionLine])
async def list_sessions(bench: WorkbenchDep, owner: OwnerDep) -> Response:
    """The caller's sessions, newest change first."""
    return wire.answer([wire.line_json(line) for line in await bench.sessions(owner)])


@router.get("/{id}", response_model=answers.Session)
async def read_session(bench: WorkbenchDep, owner: OwnerDep, id: SessionId) -> Response:
    """A session in short, whoever's it is."""
    return wire.answer(wire.session_json(await bench.open(id, owner)))


@router.delete("/{id}", status_code=204)
async def delete_session(bench: WorkbenchDep, owner: OwnerDep, id: SessionId) -> None:
    """Deletes a session with its history."""
    await bench.delete(id, owner)


@router.post("/import", status_code=201, response_model=answers.Session)
async def import_session(bench: WorkbenchDep, owner: OwnerDep, document: schemas.Exported) -> Response:
    """Begins a session from a file that export gave, of this release or an older one."""
    return wire.answer(wire.session_json(await bench.take_in(owner, document)), 201)


@router.get("/{id}/export", response_model=Document)
async def export_session(bench: WorkbenchDep, id: SessionId) -> Response:
    """The whole session but its history, as a file."""
    stored = await bench.stored(id)
    headers = wire.UNKEPT | {"content-disposition": f'attachment; filename="backlight-{id}.json"'}
    return Response(stored.document.model_dump_json(indent=2), 200, headers, "application/json")


@router.post("/{id}/copy", status_code=201, response_model=answers.Session)
async def copy_session(bench: WorkbenchDep, owner: OwnerDep, id: SessionId) -> Response:
    """Makes a session of the caller's own, as this one is now."""
    return wire.answer(wire.session_json(await bench.copy(id, owner)), 201)


@router.get("/{id}/program", response_model=answers.ProgramText)
async def read_program(bench: WorkbenchDep, id: SessionId) -> Response:
    """The program alone; it is not run."""
    stored = await bench.stored(id)
    return wire.answer({"version": stored.version, "program": stored.document.program})


@router.put("/{id}/program", response_model=answers.Change)
async def write_program(
    bench: WorkbenchDep, threads: ThreadsDep, owner: OwnerDep, id: SessionId, body: schemas.ProgramEdit
) -> Response:
    """Runs a new program; where it is wrong, everything stays as it was."""
    return await change_answer(threads, await bench.set_program(id, owner, body.program, body.version))


@router.patch("/{id}/nodes/{node}", response_model=answers.Change)
async def write_leaf(
    bench: WorkbenchDep, threads: ThreadsDep, owner: OwnerDep, id: SessionId, node: NodeIndex, body: schemas.LeafEdit
) -> Response:
    """Gives a leaf another number, written into the program where it stands there, or switches requires_grad."""
    changed = await bench.set_leaf(id, owner, node, body.data, body.requires_grad, body.version)
    return await change_answer(threads, changed)


@router.put("/{id}/settings", response_model=answers.Change)
async def write_settings(
    bench: WorkbenchDep, threads: ThreadsDep, owner: OwnerDep, id: SessionId, body: schemas.SettingsEdit
) -> Response:
    """Changes precision, learning rate or seed."""
    changed = await bench.set_settings(id, owner, body.precision, body.learning_rate, body.seed, body.version)
    return await change_answer(threads, changed)


@router.post("/{id}/undo", response_model=answers.Change)
async def undo(
    bench: WorkbenchDep, threads: ThreadsDep, owner: OwnerDep, id: SessionId, body: schemas.Edit = ANY_VERSION
) -> Response:
    """Takes the last change back."""
    return await change_answer(threads, await bench.undo(id, owner, body.version))


@router.post("/{id}/redo", response_model=answers.Change)
async def redo(
    bench: WorkbenchDep, threads: ThreadsDep, owner: OwnerDep, id: SessionId, body: schemas.Edit = ANY_VERSION
) -> Response:
    """Makes the change again that undo took back."""
    return await change_answer(threads, await bench.redo(id, owner, body.version))


async def change_answer(threads: Threads, changed: Changed) -> Response:
    """A change, written out where it holds nobody up."""
    nodes = changed.session.material.work
    return await threads.run_sized(nodes, lambda: wire.answer(wire.change_json(changed)))
