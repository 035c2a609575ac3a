"""Templates: a page is a file, a fragment is a block of the same file, numbers are written as everywhere else."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from fastapi import Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from app.notation.numbers import full, short, trimmed
from app.web.palette import palette

THEMES = ("light", "dark")
KEPT = Path(__file__).parent / "__pycache__"


class Compiled(FileSystemBytecodeCache):
    """Templates as bytecode, beside our own: to compile all takes a quarter of a second, which the first page of each
    start would wait for."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):  # a read-only installation, a full disk
            Path(self.directory).mkdir(exist_ok=True)
            super().dump_bytecode(bucket)


def templates_in(folder: Path, kept: Path = KEPT) -> Jinja2Templates:
    """The templates of a folder. A name that a template uses and nobody gave is an error, not a blank."""
    environment = Environment(
        loader=FileSystemLoader(folder),
        bytecode_cache=Compiled(str(kept)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["palette"] = palette()
    environment.filters |= {"short": short, "trimmed": trimmed, "full": full}
    environment.filters |= {"moment": moment, "day": day, "data": data}
    return Jinja2Templates(env=environment)


def frame(request: Request) -> dict[str, object]:
    """What is around the content of every page: the theme that the reader has chosen, if any, and where files are."""
    theme = request.cookies.get("theme")
    return {"theme": theme if theme in THEMES else None, "files": request.app.state.files.addresses()}


def page(request: Request, name: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A whole page."""
    templates: Jinja2Templates = request.app.state.templates
    return templates.TemplateResponse(request, name, frame(request) | context, status)


def fragment(templates: Jinja2Templates, name: str, block: str, **context: object) -> HTMLResponse:
    """One block of a page, or of a file that no page holds, alone."""
    template = templates.get_template(name)
    return HTMLResponse("".join(template.blocks[block](template.new_context(context))))


def data(content: object) -> Markup:
    """JSON as text that a script of the page reads; it has no character that is markup."""
    return Markup(
        orjson.dumps(content, option=orjson.OPT_SERIALIZE_NUMPY)
        .decode()
        .replace("<", "\\u003c")
        .replace("&", "\\u0026")
    )


def moment(seconds: float) -> str:
    """Seconds since 1970 as ISO 8601, for <time>."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def day(seconds: float) -> str:
    """Seconds since 1970 in words, in UTC: 3 May 2026, 14:05."""
    at = datetime.fromtimestamp(seconds, UTC)
    return f"{at.day} {at:%B %Y, %H:%M} UTC"
