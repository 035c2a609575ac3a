"""The panels of a session page, each a block of session.html, rendered alone for htmx."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates

from app.notation.explain import explain
from app.sessions.session import Session
from app.web.dependencies import OwnerDep, TemplatesDep, WorkbenchDep
from app.web.rendering import fragment
from app.web.view import SessionView

router = APIRouter(prefix="/s/{id}", include_in_schema=False, default_response_class=HTMLResponse)

At = Annotated[int | None, Query(ge=0)]


@router.get("/leaves")
async def leaves(
    id: str, workbench: WorkbenchDep, owner: OwnerDep, templates: TemplatesDep, at: At = None
) -> HTMLResponse:
    """The leaves with their controls, and the title that the program now has."""
    return await panel(templates, "leaves", await workbench.open(id, owner), at)


@router.get("/tape")
async def tape(
    id: str, workbench: WorkbenchDep, owner: OwnerDep, templates: TemplatesDep, at: At = None
) -> HTMLResponse:
    """Nodes in the order of the pass."""
    return await panel(templates, "tape", await workbench.open(id, owner), at)


@router.get("/step")
async def step(
    id: str, workbench: WorkbenchDep, owner: OwnerDep, templates: TemplatesDep, at: At = None
) -> HTMLResponse:
    """The step taken last, in words, symbols and numbers."""
    return await panel(templates, "step", await workbench.open(id, owner), at)


async def panel(templates: Jinja2Templates, block: str, session: Session, at: int | None) -> HTMLResponse:
    """A block of the session page at a cursor; beyond the end of the timeline it is the end."""

    def rendered() -> HTMLResponse:
        cursor = None if at is None else min(at, session.timeline.replay.length)
        return fragment(templates, "session.html", block, **session_context(SessionView(session, cursor)))

    return await run_in_threadpool(rendered)


def session_context(view: SessionView) -> dict[str, Any]:
    """What the blocks of session.html are rendered with."""
    material = view.session.material
    return {"view": view, "explanation": explain(material.graph, view.names, view.replay, view.cursor)}
