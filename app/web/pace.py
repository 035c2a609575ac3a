"""How fast one session, and one address, may ask. A whole school behind one address stays far below the limits."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request
from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from starlette.types import ASGIApp, Receive, Scope, Send

from app.web.errors import problem

PLACES = "/api/sessions", "/sessions", "/s/"


@dataclass(frozen=True, slots=True)
class Rates:
    """Limits as `limits` writes them, such as "20/second;600/minute"; an empty one is no limit."""

    address: str  # requests from one address
    begin: str  # sessions begun from one address
    change: str  # changes of one session
    run: str  # runs of programs in one session


class Pace:
    """ASGI middleware: answers 429, with when to come back, to whoever is too fast."""

    def __init__(self, app: ASGIApp, rates: Rates) -> None:
        self.app = app
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        self._address = limits_of(rates.address)
        self._begin = limits_of(rates.begin)
        self._change = limits_of(rates.change)
        self._run = limits_of(rates.run)

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
        if over := self._over(self._address, "address", address):
            return over
        if reads and path == "/" and scope["state"]["cookie"] is None:  # a first visit begins a session
            return self._over(self._begin, "begin", address)
        if reads or not path.startswith(PLACES):
            return None
        rest = path.removeprefix("/api/sessions").removeprefix("/sessions").removeprefix("/s/").removeprefix("/")
        session, _, action = rest.partition("/")
        if not session or session == "import" or action == "copy":
            return self._over(self._begin, "begin", address)
        if action.startswith(("program", "build", "training")) and (over := self._over(self._run, "run", session)):
            return over
        return self._over(self._change, "change", session)

    def _over(self, items: list[RateLimitItem], *key: str) -> RateLimitItem | None:
        return next((item for item in items if not self._limiter.hit(item, *key)), None)


def limits_of(text: str) -> list[RateLimitItem]:
    """Raises ValueError for a text that is no limit."""
    return parse_many(text) if text else []
