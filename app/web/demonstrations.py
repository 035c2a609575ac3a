"""Demonstrations over HTTP: what happens when backward is done wrong, as a graph with steps that a page can play. They
change nothing; the panels of a page tell of them when they are asked with `demonstration`."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path, Response

from app.sessions.demonstrations import SMALL, Demonstration, DemonstrationKind, demonstration
from app.sessions.document import Document
from app.sessions.library import Library
from app.sessions.session import Session
from app.web import wire
from app.web.api import ERRORS
from app.web.numbers import Json
from app.web.schemas import SessionId
from app.web.visit import Visit, VisitRoute

router = APIRouter(prefix="/api/sessions/{id}", route_class=VisitRoute, tags=["playing"], responses=ERRORS)
Kind = Annotated[DemonstrationKind, Path(description="What is done wrong.", examples=["order"])]


@router.get("/demonstrations/{kind}", response_model="lesson_answers.DemonstrationShape")
async def read_demonstration(visit: Visit, id: SessionId, kind: Kind) -> Response:
    """Backward in the wrong order, with = for +=, or twice without zero_grad."""
    session = await visit.bench.open(id, visit.owner)
    shown = await demonstrated(visit.library, session, kind)
    return await visit.threads.run_sized(
        shown.timeline.material.nodes, lambda: wire.answer(demonstration_json(session, shown))
    )


async def demonstrated(library: Library, session: Session, kind: DemonstrationKind) -> Demonstration:
    small = await library.material(Document(program=SMALL))
    return demonstration(kind, session.timeline, small)


def in_its_place(session: Session, shown: Demonstration) -> Session:
    """The session as if it played this."""
    return replace(session, timeline=shown.timeline)


def demonstration_json(session: Session, shown: Demonstration) -> Json:
    session, replay = in_its_place(session, shown), shown.timeline.replay
    moments = [{"cursor": each.cursor, "nodes": list(each.nodes), "said": each.said} for each in shown.moments]
    return {
        "kind": shown.kind,
        "title": shown.title,
        "said": shown.said,
        "own": shown.own,
        "moments": moments,
        "graph": wire.graph_json(session),
        "timeline": wire.timeline_json(shown.timeline),
        "steps": wire.steps_json(replay.steps()),
        "values": wire.values_json(replay.state(0)),
    }
