"""Who may ask, and what every answer says to the browser: same-origin changes only, one opaque cookie, a strict CSP."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.errors import problem

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
ANSWER_HEADERS = {
    b"content-security-policy": CONTENT_SECURITY_POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"cache-control": b"no-cache",  # files and pages are asked for again, and mostly not sent again
    b"cross-origin-resource-policy": b"same-origin",
}
SECURE_HEADERS = ANSWER_HEADERS | {b"cross-origin-opener-policy": b"same-origin"}  # over http browsers complain of it
PROGRAMS = ("sessions", "program")  # how addresses end where a program is brought
TABLES = ("training", "csv", "model")  # … a table of examples
IMPORT = "import"  # … a session
READING = frozenset({"GET", "HEAD", "OPTIONS"})
COOKIE_SECONDS = 400 * 24 * 3600  # the longest that browsers keep a cookie
TOKEN_LENGTH = 22  # secrets.token_urlsafe(16)


class Door:
    """ASGI middleware in front of every route: refuses foreign and oversized requests, adds headers and the cookie.
    A body has `request_bytes` at most, where addresses end with a word of `larger` so many as it says."""

    def __init__(self, app: ASGIApp, request_bytes: int, larger: Mapping[str, int]) -> None:
        self.app = app
        self.request_bytes = request_bytes
        self.larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        secure = scope["scheme"] == "https"
        name = "__Host-backlight" if secure else "backlight"
        state, headers = scope.setdefault("state", {}), dict(reversed(scope["headers"]))  # of a name the first
        state["cookie"] = read_token(headers, name)
        state["new_cookie"] = None

        limit = self.larger.get(scope["path"].rpartition("/")[2], self.request_bytes)
        received = 0

        async def receive_some() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:  # it came in pieces and declared no length
                raise HTTPException(413)
            return message

        async def send_dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = dict(message["headers"])
                dress = SECURE_HEADERS if secure else ANSWER_HEADERS
                message["headers"] += [item for item in dress.items() if item[0] not in given]
                if state["new_cookie"] is not None:
                    flags = f"Path=/; Max-Age={COOKIE_SECONDS}; HttpOnly; SameSite=Lax{'; Secure' if secure else ''}"
                    message["headers"].append((b"set-cookie", f"{name}={state['new_cookie']}; {flags}".encode()))
            await send(message)

        if scope["method"] not in READING and not same_origin(headers):
            refusal = problem(
                Request(scope), 403, "foreign_origin", "This change was asked for by another site, so it was refused."
            )
            await refusal(scope, receive, send_dressed)
        elif declared_length(headers) > limit:
            message = f"The request is too large: {limit:,} bytes is the most."
            refusal = problem(Request(scope), 413, "too_large", message)
            await refusal(scope, receive, send_dressed)
        else:
            await self.app(scope, receive_some, send_dressed)


def same_origin(headers: Mapping[bytes, bytes]) -> bool:
    """Whether a change comes from our own page, or from a client that is no browser (neither header is there)."""
    site = headers.get(b"sec-fetch-site")
    if site is not None:
        return site in {b"same-origin", b"none"}
    origin = headers.get(b"origin")  # plain http on a LAN address sends no Sec-Fetch-Site
    return origin is None or origin.partition(b"://")[2].lower() == headers.get(b"host", b"").lower() != b""


def declared_length(headers: Mapping[bytes, bytes]) -> int:
    """Bytes that Content-Length promises; 0 where it is missing or no number."""
    length = headers.get(b"content-length", b"")
    return int(length) if length.isdigit() and len(length) < 20 else 0


def read_token(headers: Mapping[bytes, bytes], name: str) -> str | None:
    """The token of our cookie; None when there is none or it cannot be one of ours."""
    token = cookie_parser(headers.get(b"cookie", b"").decode("latin-1")).get(name, "")
    return token if len(token) == TOKEN_LENGTH and token.isascii() else None


def owner(request: Request) -> str:
    """The caller as the store knows them: the SHA-256 of the cookie's token. A caller without a cookie is given one."""
    state = request.scope["state"]
    if state["cookie"] is None:
        state["cookie"] = state["new_cookie"] = secrets.token_urlsafe(16)
    return hashlib.sha256(state["cookie"].encode()).hexdigest()
