"""Templates: a page is a file, a fragment is a block of the same file, numbers are written as everywhere else."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.notation.numbers import full, short, trimmed
from app.web.palette import palette

THEMES = ("light", "dark")
IMPORT = re.compile(r"^(?:import|export)\b[^;']*'(\.[^']+\.js)';", re.MULTILINE)


def templates_in(folder: Path) -> Jinja2Templates:
    """The templates of a folder. A name that a template uses and nobody gave is an error, not a blank."""
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["modules"] = modules_in(folder.parent / "static" / "js")
    environment.globals["palette"] = palette()
    environment.filters |= {"short": short, "trimmed": trimmed, "full": full, "moment": moment, "day": day}
    return Jinja2Templates(env=environment)


def modules_in(folder: Path) -> list[str]:
    """The modules that the session page begins with, below static/, but the first: a browser told of all fetches them
    at once. What is imported later, when it is first wanted, is not among them."""
    first = folder.resolve() / "main.js"
    found, waiting = {first}, [first]
    while waiting:
        module = waiting.pop()
        imported = {(module.parent / name).resolve() for name in IMPORT.findall(module.read_text())}
        waiting.extend(imported - found)
        found |= imported
    return sorted(f"js/{path.relative_to(first.parent).as_posix()}" for path in found - {first})


def frame(request: Request) -> dict[str, str | None]:
    """What is around the content of every page: the theme that the reader has chosen, if any, and where files are."""
    theme = request.cookies.get("theme")
    return {"theme": theme if theme in THEMES else None, "static": request.app.state.files.address()}


def page(request: Request, name: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A whole page."""
    templates: Jinja2Templates = request.app.state.templates
    return templates.TemplateResponse(request, name, frame(request) | context, status)


def fragment(templates: Jinja2Templates, name: str, block: str, **context: object) -> HTMLResponse:
    """One block of a page, or of a file that no page holds, alone."""
    template = templates.get_template(name)
    return HTMLResponse("".join(template.blocks[block](template.new_context(context))))


def moment(seconds: float) -> str:
    """Seconds since 1970 as ISO 8601, for <time>."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def day(seconds: float) -> str:
    """Seconds since 1970 in words, in UTC: 3 May 2026, 14:05."""
    at = datetime.fromtimestamp(seconds, UTC)
    return f"{at.day} {at:%B %Y, %H:%M} UTC"
