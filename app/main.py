"""create_app wires the rooms together; nothing else in the house knows them all."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from anyio import to_thread
from fastapi import FastAPI

from app.engine.machine import warm
from app.metrics import Metrics
from app.program.apart import SandboxApart
from app.program.errors import ProgramError
from app.sessions.cache import Recent
from app.sessions.document import Document
from app.sessions.drafts import Drafts
from app.sessions.errors import StoreUnavailable
from app.sessions.examples import EXAMPLES
from app.sessions.hub import Hub
from app.sessions.labs import Labs
from app.sessions.library import Library
from app.sessions.runs import Runs
from app.sessions.sqlite import SqliteStore
from app.sessions.sqlite_runs import SqliteRuns
from app.sessions.store import SessionStore
from app.sessions.threads import Threads
from app.sessions.trainings import Trainings
from app.sessions.workbench import Workbench
from app.settings import Settings
from app.web import (
    accepted,
    api,
    build,
    demonstrations,
    events,
    examples,
    health,
    lab,
    opening,
    pages,
    panels,
    paths,
    pictures,
    play,
    run,
    training,
)
from app.web.errors import add_error_answers
from app.web.files import Files
from app.web.journal import Journal
from app.web.late import LateApp
from app.web.pace import Pace, Rates
from app.web.packed import Packed
from app.web.rendering import templates_in
from app.web.security import IMPORT, PROGRAMS, TABLES, Door

ASKED_FOR = (  # what is asked for most stands first, for that is the order in which a route is looked for
    *(play, health, run, api, pages, panels),
    *(build, opening, training, lab, events, pictures, paths, demonstrations, examples, accepted),
)
PAGES_BYTES = 8 * 1024 * 1024  # of rendered pages that are kept
HOUR = 3600.0
DAY = 24 * HOUR
WRITERS = 2  # threads that write pages: it is Python, so more at a time are no faster, and hold up everybody else
RUNS = 64  # of programs that may be under way or wait for a sandbox; it decides itself whose turn it is


def create_app(
    settings: Settings | None = None, clock: Callable[[], float] = time.time, sandbox: SandboxApart | None = None
) -> FastAPI:
    """The whole application; without settings they come from the environment. `clock`: seconds since 1970. `sandbox`:
    one that gets ready already; without it one is begun with the lifespan."""
    settings = settings or Settings()
    app = LateApp(
        title="Backlight",
        description="See backpropagation: type Python, watch values flow forward and gradients flow back.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=rooms,
        routes=[route for module in ASKED_FOR for route in module.router.routes],
        telemetry={"tracing": False, "metrics": False, "logs": False},  # nobody is told anything; /metrics is our own
    )
    app.state.settings, app.state.clock, app.state.metrics = settings, clock, Metrics()
    app.state.sandbox = sandbox
    app.state.pages = Recent[tuple[object, ...], bytes](PAGES_BYTES)
    app.state.templates, app.state.files = templates_in(folder("templates")), Files(folder("static"))
    add_error_answers(app)
    rates = Rates(settings.rate_address, settings.rate_begin, settings.rate_change, settings.rate_run)
    app.add_middleware(Packed)
    app.add_middleware(Pace, rates=rates)
    larger = dict.fromkeys(PROGRAMS, settings.program_bytes) | dict.fromkeys(TABLES, settings.table_bytes)
    larger[IMPORT] = settings.import_bytes
    app.add_middleware(Door, request_bytes=settings.request_bytes, larger=larger)
    app.add_middleware(Journal, metrics=app.state.metrics)
    app.mount("/static", app.state.files, name="static")
    return app


@asynccontextmanager
async def rooms(app: FastAPI) -> AsyncIterator[None]:
    """Opens the store and the sandbox, and closes them at the end."""
    settings: Settings = app.state.settings
    metrics: Metrics = app.state.metrics
    to_thread.current_default_thread_limiter().total_tokens = WRITERS
    sandbox: SandboxApart = app.state.sandbox or SandboxApart(settings.limits)
    app.state.store = store = SqliteStore(
        settings.data / "sessions.sqlite3",
        settings.undo_depth,
        settings.undo_bytes,
        settings.store_seconds,
        metrics.store.observe,
    )
    app.state.threads = threads = Threads(settings.threads)
    record = metrics.counted(sandbox.record)
    app.state.library = library = Library(record, Threads(RUNS, compute=False), threads, settings.cached_nodes)
    drafts = Drafts(library, threads)
    app.state.bench = Workbench(store, drafts, app.state.clock, metrics.steps.inc)
    metrics.watch_library(library)
    await threads.run(warm)  # what it compiles, the sandbox finds
    await rehearse(library)
    chores = [
        asyncio.create_task(metrics.watch_loop()),
        asyncio.create_task(expire(store, app.state.clock, settings.keep_days * DAY, metrics)),
    ]
    try:
        async with training_room(app, store, drafts):
            yield
    finally:
        for chore in chores:
            chore.cancel()
        sandbox.close()
        await store.close()


@asynccontextmanager
async def training_room(app: FastAPI, store: SqliteStore, drafts: Drafts) -> AsyncIterator[None]:
    """Lets the runs go on that went on when the server stopped; stops them at a checkpoint at the end."""
    settings, metrics, clock = app.state.settings, app.state.metrics, app.state.clock
    app.state.hub = hub = Hub(settings.streams_of_session, settings.streams)
    app.state.run_store = runs_kept = SqliteRuns(store)
    await runs_kept.open()
    runs = Runs(
        runs_kept,
        clock,
        settings.training_threads or max(1, (os.cpu_count() or 1) // 2),
        settings.training_runs,
        told=lambda run: hub.tell(run.session, "run"),
        count_steps=metrics.training_steps.inc,
    )
    app.state.trainings = trainings = Trainings(app.state.bench, drafts, runs_kept, runs, hub, clock)
    app.state.labs = labs = Labs(
        drafts.library,
        drafts.threads,
        runs_kept,
        runs,
        told=lambda session, lab: hub.tell(session, "lab", {"status": lab.status, "epoch": lab.epoch}),
    )
    metrics.watch_training(lambda: runs.going, lambda: hub.watchers)
    await trainings.resume()
    await labs.resume(app.state.bench.stored)
    try:
        yield
    finally:
        hub.end()
        await labs.close()
        await runs.close()


async def rehearse(library: Library) -> None:
    """Runs a first program, so that no request waits for the sandbox to get ready."""
    with suppress(ProgramError):  # too slow a machine, at this moment
        await library.recording(Document(program=EXAMPLES["neuron"]))


async def expire(store: SessionStore, clock: Callable[[], float], age: float, metrics: Metrics) -> None:
    """Deletes, at the start and every hour, the sessions that nobody has used for so many seconds."""
    while True:
        try:
            metrics.expired.inc(await store.expire(clock() - age))
        except StoreUnavailable:
            pass  # in an hour, then
        await asyncio.sleep(HOUR)


def folder(name: str) -> Path:
    """templates or static: beside app in a checkout, inside it in a wheel."""
    inside = Path(__file__).parent / name
    return inside if inside.is_dir() else inside.parent.parent / name
