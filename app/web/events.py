"""Server-sent events: small facts about a session, as long as somebody looks. What is drawn is pulled, not sent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter
from starlette.responses import StreamingResponse

from app.sessions.errors import SessionError
from app.sessions.hub import Fact, Hub
from app.sessions.trainings import Trainings
from app.sessions.workbench import Workbench
from app.web.api import ERRORS
from app.web.schemas import SessionId
from app.web.training_wire import run_json
from app.web.visit import Visit, VisitRoute
from app.web.wire import packed

BEAT_SECONDS = 15.0
ASKING_SECONDS = 0.15  # more after news of a lab or a session, for then a page asks for it
HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}
STREAM: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/event-stream": {}}, "description": "Events named run, lab and session, each with JSON."}
}
router = APIRouter(prefix="/api/sessions/{id}", route_class=VisitRoute, tags=["training"], responses=ERRORS)


@router.get("/events", response_class=StreamingResponse, responses=STREAM)
async def read_events(visit: Visit, id: SessionId) -> StreamingResponse:
    """What happens to a session: its run, its lab, and changes made anywhere."""
    await visit.bench.stored(id)
    visit.hub.check_room()
    return StreamingResponse(
        events(visit.bench, visit.trainings, visit.hub, id, visit.owner),
        media_type="text/event-stream",
        headers=HEADERS,
    )


async def events(bench: Workbench, trainings: Trainings, hub: Hub, id: str, owner: str) -> AsyncIterator[bytes]:
    """The stream, until the reader goes or the server does."""
    with hub.watching(id) as watcher:
        session = await bench.open(id, owner)
        yield b"retry: 2000\n\n" + event("session", {"version": session.version})  # it may have been changed meanwhile
        yield event("run", run_json(session.stored, await trainings.run_of(session)))
        while not watcher.ended:
            news = await watcher.news(BEAT_SECONDS)
            if not news:
                yield b": still here\n\n"
            for kind, told in news.items():
                if not told.text:
                    fact = told.fact
                    if kind == "run":
                        try:
                            fact = run_json(await bench.stored(id), trainings.runs.of(id))
                        except SessionError:  # deleted meanwhile
                            return
                    told.text = event(kind, fact)
                yield told.text
            if news.keys() - {"run"}:
                await asyncio.sleep(ASKING_SECONDS)


def event(kind: str, fact: Fact | None) -> bytes:
    data = packed(fact or {})
    return b"event: " + kind.encode() + b"\ndata: " + data + b"\n\n"
