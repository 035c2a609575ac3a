"""The pictures of a run that goes on, one after the other in one answer, for whoever watches. They are made for those
who watch, what they want alike for the first of them; not by the run, which waits for nobody."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from copy import copy
from functools import partial
from typing import Any

from fastapi import APIRouter
from starlette.responses import StreamingResponse

from app.sessions.broadcast import BEAT_SECONDS
from app.sessions.errors import SessionError
from app.sessions.runs import Run, Seen
from app.sessions.session import Session
from app.web.api import ERRORS
from app.web.events import HEADERS
from app.web.run import looked_at, played_of, state_of, values_of
from app.web.schemas import SessionId
from app.web.training_schemas import Grid, Pace, Samples, Since, Stride
from app.web.training_wire import answered_json, frame_json
from app.web.visit import Visit, VisitRoute
from app.web.wire import packed

SHARE = 0.2  # of a core, for the pictures of all who watch together
SENDING = 0.0005  # seconds that it takes to send one
SAMPLES_SECONDS = 0.1  # between two pictures with the layers over time: they are much to send
UNPACKED = {**HEADERS, "content-encoding": "identity"}  # a picture that waits to be compressed comes late
PICTURES: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        "description": "Little-endian, again and again: uint32 bytes that follow; uint32 length, so many bytes of "
        "JSON as GET run/frame has it, and `seen` and `made`, when the run stood so and when the picture "
        "was begun, in milliseconds since 1970 by the server's clock; the rest as GET run/values.",
    }
}
router = APIRouter(prefix="/api/sessions/{id}/run", route_class=VisitRoute, tags=["training"], responses=ERRORS)


@router.get("/pictures", response_class=StreamingResponse, responses=PICTURES)
async def read_pictures(
    visit: Visit,
    id: SessionId,
    pace: Pace = 60,
    since: Since = -1,
    stride: Stride = 0,
    grid: Grid = 32,
    samples: Samples = True,
) -> StreamingResponse:
    """Frames and values of the run as it goes on, at most so many a second, until it rests."""
    await looked_at(visit, id)
    visit.hub.check_room()
    answer = pictures(visit, id, pace, since, stride, grid, samples)
    return StreamingResponse(answer, media_type="application/octet-stream", headers=UNPACKED)


async def pictures(
    visit: Visit, id: str, pace: int, since: int, stride: int, grid: int, samples: bool
) -> AsyncIterator[bytes]:
    """The stream. A frame has the points of the curve that have come after the one before."""
    due = time.perf_counter()
    sampled, known, sent = float("-inf"), (since, stride), None
    with visit.hub.watching(id, draws=True) as watcher:
        session, run = await looked_at(visit, id)
        while run.is_going and not watcher.ended:
            begin, seen = time.perf_counter(), run.seen
            layers = samples and begin - sampled >= SAMPLES_SECONDS and seen.samples is not sent
            if layers:
                sampled, sent = begin, seen.samples
            work = partial(picture, session, run, known, grid, layers)
            content, known, drawn, took = await visit.threads.run_sized(session.material.work, work)
            yield len(content).to_bytes(4, "little") + content
            due = max(due + 1 / pace, begin + (took + SENDING) * visit.hub.drawing / SHARE)
            await asyncio.sleep(due - time.perf_counter())
            news = await watcher.news(BEAT_SECONDS)
            while news.keys() == {"run"} and run.seen is drawn and run.is_going:  # told of what was drawn already
                news = await watcher.news(BEAT_SECONDS)
            if "session" in news:
                try:
                    session = await visit.bench.open(id, visit.owner)
                except SessionError:  # deleted meanwhile
                    return


def picture(
    session: Session, run: Run, known: tuple[int, int], grid: int, samples: bool
) -> tuple[bytes, tuple[int, int], Seen, float]:
    """One picture, `since` and `stride` for the next one, what it is of, and the seconds of computing it took."""
    begin, made = time.thread_time(), time.time()
    answers, _ = run.answers, played_of(session, run)  # what is kept for the next picture
    run = copy(run)  # as it is at this moment, while it goes on
    seen = run.seen
    frame: dict[str, Any] = frame_json(session.stored, run, answered_json(answers, seen, grid), *known, samples)
    epochs, stride = frame["curve"]["epochs"], frame["curve"]["stride"]
    text = packed(frame | {"seen": round(seen.at * 1e3, 1), "made": round(made * 1e3, 1)})
    values = seen.once(session.version, lambda: values_of(state_of(session, run), session, seen.epoch))
    content = len(text).to_bytes(4, "little") + text + values
    return content, (int(epochs[-1]) if len(epochs) else known[0], stride), seen, time.thread_time() - begin
