"""The examples as small plays: what an empty page shows of each, without a session."""

from __future__ import annotations

from fastapi import APIRouter, Response

from app.sessions.examples import EXAMPLES
from app.sessions.session import Session
from app.web import wire
from app.web.numbers import Json
from app.web.visit import Visit, VisitRoute

router = APIRouter(route_class=VisitRoute, include_in_schema=False)


@router.get("/examples.json")
async def examples(visit: Visit) -> Response:
    """Name, title, program, graph and the whole timeline of each example."""
    return wire.answer([example_json(name, await visit.bench.play(program)) for name, program in EXAMPLES.items()])


def example_json(name: str, session: Session) -> Json:
    return {
        "name": name,
        "title": session.document.title,
        "program": session.document.program,
        "graph": wire.graph_json(session),
        "timeline": wire.timeline_json(session.timeline),
        "values": wire.values_json(session.state(0)),
        "steps": wire.steps_json(session.timeline.replay.steps()),
    }
