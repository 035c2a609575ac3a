"""The page "What Python we accept": made from the tables that the checks themselves go by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from app.engine.ops import OPS
from app.program import refused
from app.program.accepted import DRAWINGS, MODULES, How
from app.program.limits import SandboxLimits
from app.program.prelude import PUBLIC
from app.program.prelude.listing import members
from app.program.prelude.rows import FUNCTIONS
from app.web.rendering import page
from app.web.visit import Visit, VisitRoute

router = APIRouter(route_class=VisitRoute, include_in_schema=False, default_response_class=HTMLResponse)


@dataclass(frozen=True, slots=True)
class Limit:
    """How much of something a program may have."""

    what: str
    most: str


HOW = {
    How.PYTHON: "Python’s own",
    How.OURS: "ours",
    How.SKIPPED: "skipped",
}
LIMITS: tuple[tuple[str, Callable[[SandboxLimits], str]], ...] = (
    ("nodes of one graph", lambda limits: f"{limits.nodes:,}"),
    ("nodes of all rounds of a loop", lambda limits: f"{limits.nodes_in_all:,}"),
    ("seconds of computing", lambda limits: f"{limits.seconds:g}"),
    ("memory", lambda limits: f"{limits.memory // 2**20} MB"),
    ("characters of a program", lambda limits: f"{limits.characters:,}"),
    ("lines", lambda limits: f"{limits.lines:,}"),
    ("characters that print may write", lambda limits: f"{limits.printed:,}"),
    ("brackets within brackets", lambda limits: f"{limits.nesting}"),
    ("calls within calls", lambda limits: f"{limits.recursion:,}"),
    ("digits of one number", lambda limits: f"{limits.digits}"),
)


@router.get("/python")
async def accepted(visit: Visit) -> HTMLResponse:
    """Names, syntax, limits."""
    settings = visit.settings
    limits = SandboxLimits(
        nodes=settings.nodes, seconds=settings.run_seconds, memory=settings.run_megabytes * 1024 * 1024
    )
    return page(
        visit,
        "python.html",
        modules_accepted=[
            (row.name, members().get(row.name, ()) or row.names.split(), HOW[row.how]) for row in MODULES.values()
        ],
        operations=[(op.title, op.call or op.name) for op in OPS if op.name in FUNCTIONS],
        names=sorted(name for name in PUBLIC if name not in FUNCTIONS),
        drawings=sorted(DRAWINGS),
        refusals=[
            ("Functions", list(refused.NAMES.values())),
            ("Modules", list(refused.MODULES.values())),
            ("Classes that inherit from", list(refused.BASES.values())),
            ("Syntax", list(refused.SYNTAX.values())),
        ],
        limits=[Limit(what, most(limits)) for what, most in LIMITS],
    )
