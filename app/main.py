"""create_app wires the rooms together; nothing else in the house knows them all."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates

from app.settings import Settings
from app.web import pages, panels
from app.web.errors import add_error_answers
from app.web.security import Door


def create_app(settings: Settings | None = None) -> FastAPI:
    """The whole application; without settings they come from the environment."""
    settings = settings or Settings()
    app = FastAPI(title="Backlight", openapi_url="/api/openapi.json", docs_url=None, redoc_url=None)
    app.state.settings = settings
    app.state.templates = Jinja2Templates(folder("templates"))
    add_error_answers(app)
    app.add_middleware(Door, request_bytes=settings.request_bytes)
    app.include_router(pages.router)
    app.include_router(panels.router)
    app.mount("/static", StaticFiles(directory=folder("static")), name="static")
    app.add_api_route("/healthz", healthy, include_in_schema=False)
    return app


def folder(name: str) -> Path:
    """templates or static: beside app in a checkout, inside it in a wheel."""
    inside = Path(__file__).parent / name
    return inside if inside.is_dir() else inside.parent.parent / name


async def healthy() -> dict[str, str]:
    """Answers as long as the process does."""
    return {"status": "ok"}
