"""The pages: a session, the list of sessions, and what can be taken away as a file. All can be read without scripts."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse

from app.sessions.document import Document
from app.sessions.examples import EXAMPLES, ExampleName
from app.sessions.networks import TITLES, NetworkName, beginning
from app.web import wire
from app.web.panels import ViewDep
from app.web.rendering import frame, page
from app.web.view import SessionView
from app.web.visit import Visit, VisitRoute

router = APIRouter(route_class=VisitRoute, include_in_schema=False, default_response_class=HTMLResponse)

FIRST: ExampleName = "neuron"
EXAMPLE_TITLES = {name: Document(program=program).title for name, program in EXAMPLES.items()}


@router.get("/")
async def latest(visit: Visit) -> RedirectResponse:
    """The session that the caller worked on last, or a new one with the first example."""
    sessions = await visit.bench.sessions(visit.owner)
    return to_session(sessions[0].id if sessions else (await visit.bench.create(visit.owner, EXAMPLES[FIRST])).id)


@router.get("/s/{id}")
async def session(id: str, visit: Visit, leaves: Annotated[str, Query()] = "") -> Response:
    """A session: the owner's to change, everybody's to look at. A class that opens one link gets one rendering."""
    opened, all_leaves = await visit.bench.open(id, visit.owner), leaves == "all"
    stored, around, pages = opened.stored, tuple(frame(visit).values()), visit.pages
    at = stored.version, opened.timeline.cursor, stored.can_undo, stored.can_redo
    key = id, *at, opened.mine, all_leaves, *around

    def rendered() -> bytes:
        view = SessionView(opened, all_leaves=all_leaves)
        names = {"examples": EXAMPLE_TITLES, "networks": TITLES}
        return bytes(page(visit, "session.html", 200, view=view, opened=wire.opened_json(opened), **names).body)

    if (body := pages.get(key)) is None:
        pages.put(key, body := await run_in_threadpool(rendered), len(body))
    return HTMLResponse(body, headers=wire.UNKEPT)  # going back in the browser shows the session as it is by then


@router.get("/sessions")
async def sessions(visit: Visit) -> Response:
    """All sessions of the caller."""
    summaries = await visit.bench.sessions(visit.owner)
    return page(visit, "sessions.html", examples=EXAMPLE_TITLES, networks=TITLES, sessions=summaries)


@router.post("/sessions")
async def create(visit: Visit, example: ExampleName | NetworkName = FIRST, empty: bool = False) -> RedirectResponse:
    """A new session with an example, or with nothing yet."""
    return to_session((await visit.bench.begin(visit.owner, Document(program="") if empty else beginning(example))).id)


@router.post("/s/{id}/copy")
async def copy(id: str, visit: Visit) -> RedirectResponse:
    """A session of the caller's own that begins as this one is."""
    return to_session((await visit.bench.copy(id, visit.owner)).id)


@router.post("/s/{id}/delete")
async def delete(id: str, visit: Visit) -> RedirectResponse:
    """Away with a session, back to the list."""
    await visit.bench.delete(id, visit.owner)
    return RedirectResponse("/sessions", 303)


@router.get("/s/{id}/{name}.py")
async def program(name: Literal["program", "pytorch", "micrograd"], view: ViewDep) -> Response:
    """The program as it was written, or the graph as a program for another library, as a file."""
    content: str = await run_in_threadpool(getattr, view, name)
    return download(content, "text/x-python", f"{name}.py")


@router.get("/s/{id}/graph.dot")
async def graph(view: ViewDep) -> Response:
    """The graph with the numbers at the session's cursor, for Graphviz."""
    return download(await run_in_threadpool(getattr, view, "graphviz"), "text/vnd.graphviz", "graph.dot")


def to_session(id: str) -> RedirectResponse:
    return RedirectResponse(f"/s/{id}", 303)


def download(content: str, media_type: str, name: str) -> Response:
    """A file to save, whatever the browser could do with it."""
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, headers=headers, media_type=media_type)
