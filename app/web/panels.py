"""The panels of a session page, each a block of its template, rendered alone for htmx."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse

from app.engine.gradcheck import Scheme
from app.sessions.demonstrations import DemonstrationKind
from app.web.check import check
from app.web.demonstrations import demonstrated, in_its_place
from app.web.paths import Ways
from app.web.rendering import fragment
from app.web.view import SessionView
from app.web.visit import Visit, VisitRoute

router = APIRouter(
    prefix="/s/{id}", route_class=VisitRoute, include_in_schema=False, default_response_class=HTMLResponse
)

At = Annotated[int | None, Query(ge=0)]
InItsPlace = DemonstrationKind | Literal[""]


async def view(id: str, visit: Visit, at: At = None, demonstration: InItsPlace = "") -> SessionView:
    """The session at a cursor, or what is demonstrated in its place; beyond the end of the timeline it is the end."""
    session = await visit.bench.open(id, visit.owner)
    if demonstration:
        session = in_its_place(session, await demonstrated(visit.library, session, demonstration))
    return SessionView(session, None if at is None else min(at, session.timeline.replay.length))


ViewDep = Annotated[SessionView, Depends(view)]


@router.get("/leaves")
async def leaves(view: ViewDep, visit: Visit) -> HTMLResponse:
    """The leaves with their controls, and the title that the program now has."""
    return await run_in_threadpool(fragment, visit.templates, "session.html", "leaves", view=view, alone=True)


@router.get("/tape")
async def tape(view: ViewDep, visit: Visit) -> HTMLResponse:
    """Nodes in the order of the pass."""
    return await run_in_threadpool(fragment, visit.templates, "session.html", "tape", view=view)


@router.get("/step")
async def step(view: ViewDep, visit: Visit) -> HTMLResponse:
    """The step taken last, in words, symbols and numbers."""
    return await run_in_threadpool(fragment, visit.templates, "session.html", "step", view=view)


@router.get("/paths")
async def paths(view: ViewDep, visit: Visit, node: str = "") -> HTMLResponse:
    """The ways from the output to a node; nothing without one."""
    chosen = int(node) if node.isdecimal() and len(node) < 10 and int(node) < view.nodes else None
    ways = None if chosen is None else await run_in_threadpool(Ways, view, chosen)
    return await run_in_threadpool(fragment, visit.templates, "panels/paths.html", "paths", ways=ways)


@router.get("/code")
async def code(view: ViewDep, visit: Visit) -> HTMLResponse:
    """The graph as programs for PyTorch and micrograd."""
    return await run_in_threadpool(fragment, visit.templates, "panels/code.html", "code", view=view)


@router.get("/check")
async def numeric_check(
    view: ViewDep,
    visit: Visit,
    h: Annotated[int, Query(ge=-16, le=0)] = -4,
    scheme: Scheme = "central",
    leaf: str = "",
) -> HTMLResponse:
    """Every leaf nudged by 10 ** h, beside the gradient that backward finds."""
    chosen = int(leaf) if leaf.isdecimal() and len(leaf) < 10 else None
    found = await run_in_threadpool(check, view, h, scheme, chosen)
    return await run_in_threadpool(fragment, visit.templates, "panels/check.html", "check", view=view, check=found)
