"""create_app wires the rooms together; nothing else in the house knows them all."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from app.engine.warm import warm
from app.program.sandbox import Sandbox, SandboxLimits
from app.sessions.drafts import Drafts
from app.sessions.library import Library
from app.sessions.sqlite import SqliteStore
from app.sessions.threads import Threads
from app.sessions.workbench import Workbench
from app.settings import Settings
from app.web import api, pages, panels, play
from app.web.errors import add_error_answers
from app.web.rendering import templates_in
from app.web.security import Door


def create_app(settings: Settings | None = None, clock: Callable[[], float] = time.time) -> FastAPI:
    """The whole application; without settings they come from the environment. `clock`: seconds since 1970."""
    settings = settings or Settings()
    app = FastAPI(
        title="Backlight",
        description="See backpropagation: type Python, watch values flow forward and gradients flow back.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=rooms,
    )
    app.state.settings, app.state.clock = settings, clock
    app.state.templates = templates_in(folder("templates"))
    add_error_answers(app)
    app.add_middleware(Door, request_bytes=settings.request_bytes)
    for router in (api.router, play.router, pages.router, panels.router):
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=folder("static")), name="static")
    app.add_api_route("/healthz", healthy, include_in_schema=False)
    return app


@asynccontextmanager
async def rooms(app: FastAPI) -> AsyncIterator[None]:
    """Opens the store and the sandbox, and closes them at the end."""
    settings: Settings = app.state.settings
    store = SqliteStore(
        settings.data / "sessions.sqlite3", settings.undo_depth, settings.undo_bytes, settings.store_seconds
    )
    sandbox = Sandbox(limits(settings))
    app.state.threads = Threads(settings.threads)
    runs = Threads(settings.sandboxes)
    app.state.library = Library(sandbox.record, runs, app.state.threads, settings.cached_nodes)
    await app.state.threads.run(warm)
    app.state.workbench = Workbench(store, Drafts(app.state.library, app.state.threads), app.state.clock)
    try:
        yield
    finally:
        sandbox.close()
        await store.close()


def limits(settings: Settings) -> SandboxLimits:
    return SandboxLimits(
        nodes=settings.nodes,
        seconds=settings.run_seconds,
        memory=settings.run_megabytes * 1024 * 1024,
        workers=settings.sandboxes,
    )


def folder(name: str) -> Path:
    """templates or static: beside app in a checkout, inside it in a wheel."""
    inside = Path(__file__).parent / name
    return inside if inside.is_dir() else inside.parent.parent / name


async def healthy() -> dict[str, str]:
    """Answers as long as the process does."""
    return {"status": "ok"}
