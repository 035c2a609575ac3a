"""Server-sent events: small facts about a session, as long as somebody looks. What is drawn is pulled, not sent."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from typing import Any

from fastapi import APIRouter
from starlette.responses import StreamingResponse

from app.sessions.broadcast import Broadcast, Reader
from app.sessions.hub import Told
from app.sessions.trainings import Trainings
from app.sessions.workbench import Workbench
from app.web.api import ERRORS
from app.web.numbers import Json
from app.web.schemas import SessionId
from app.web.training_wire import run_json
from app.web.visit import Visit, VisitRoute
from app.web.wire import packed

BEAT = b": still here\n\n"
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
    return StreamingResponse(events(visit, id), media_type="text/event-stream", headers=HEADERS)


async def events(visit: Visit, id: str) -> AsyncIterator[bytes]:
    """The stream, until the reader goes or the server does. What follows on its beginning leaves by the connection's
    `wire`, where the server has one for it (`app/packets.py`)."""
    with visit.hub.watching(id) as watcher:
        session = await visit.bench.open(id, visit.owner)
        yield b"retry: 2000\n\n" + event("session", {"version": session.version})  # it may have been changed meanwhile
        yield event("run", run_json(session.stored, await visit.trainings.run_of(session)))
        write = partial(text_of, visit.bench, visit.trainings, id)
        broadcast = watcher.channel.broadcast or Broadcast(watcher, write, BEAT)
        reader = Reader(watcher, visit.scope["state"].get("wire"))
        with broadcast.told(reader):
            async for text in reader.texts():
                yield text


async def text_of(bench: Workbench, trainings: Trainings, id: str, kind: str, told: Told) -> bytes:
    """News as they are sent. Raises SessionError where the session is gone."""
    return event(kind, run_json(await bench.stored(id), trainings.runs.of(id)) if kind == "run" else told.fact or {})


def event(kind: str, fact: Json) -> bytes:
    return b"event: " + kind.encode() + b"\ndata: " + packed(fact) + b"\n\n"
