"""How fast one session, and one address, may ask. A whole school behind one address stays far below the limits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from app.web.errors import problem

if TYPE_CHECKING:
    from limits import RateLimitItem

    from app.web.counting import Counting

PLACES = "/api/sessions", "/sessions", "/s/"


@dataclass(frozen=True, slots=True)
class Rates:
    """Limits, such as "20/second;600/minute"; an empty one is no limit."""

    address: str  # requests from one address
    begin: str  # sessions begun from one address
    change: str  # changes of one session
    run: str  # runs of programs in one session


class Pace:
    """ASGI middleware: answers 429, with when to come back, to whoever is too fast."""

    def __init__(self, app: ASGIApp, rates: Rates) -> None:
        self.app, self.rates = app, rates

    @cached_property
    def counting(self) -> Counting:
        """Loaded when the server listens, or somebody comes before: it takes a thirtieth of a start."""
        from app.web.counting import Counting

        return Counting()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        too_fast = self._too_fast(scope) if scope["type"] == "http" else None
        if too_fast is None:
            await self.app(scope, receive, send)
            return
        seconds = max(1, min(60, too_fast.get_expiry()))
        refusal = problem(
            Request(scope),
            429,
            "too_fast",
            "That was too much in too short a time.",
            {"hint": f"Nothing is lost: go on in {seconds} s."},
            {"retry-after": str(seconds)},
        )
        await refusal(scope, receive, send)

    def _too_fast(self, scope: Scope) -> RateLimitItem | None:
        """The limit that this request is over, if any."""
        path, reads = scope["path"], scope["method"] in {"GET", "HEAD"}
        if path.startswith("/static/") or path == "/healthz":
            return None
        address = scope["client"][0] if scope["client"] else ""
        if over := self.counting.over(self.rates.address, "address", address):
            return over
        if reads and path == "/" and scope["state"]["cookie"] is None:  # a first visit begins a session
            return self.counting.over(self.rates.begin, "begin", address)
        if reads or not path.startswith(PLACES):
            return None
        rest = path.removeprefix("/api/sessions").removeprefix("/sessions").removeprefix("/s/").removeprefix("/")
        session, _, action = rest.partition("/")
        if not session or session == "import" or action == "copy":
            return self.counting.over(self.rates.begin, "begin", address)
        if action.startswith(("program", "build", "training")) and (
            over := self.counting.over(self.rates.run, "run", session)
        ):
            return over
        return self.counting.over(self.rates.change, "change", session)
