"""Answers that are worth it travel packed. One that says it is short goes as it is: nobody is asked how to pack it."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipResponder, IdentityResponder
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SHORT = 2_000  # bytes
LEVEL = 2  # nearly as short as 3, which takes twice as long for the columns of a large graph
AS_THEY_ARE = ("text/event-stream",)


class Packed:
    """ASGI middleware: Starlette's gzip, for those answers that do not say that they are shorter than SHORT."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        chosen = send

        async def send_packed(message: Message) -> None:
            nonlocal chosen
            if message["type"] == "http.response.start" and not is_short(message):
                chosen = packing(scope, send)
            await chosen(message)

        await self.app(scope, receive, send_packed)


def is_short(start: Message) -> bool:
    return any(name == b"content-length" and int(value) < SHORT for name, value in start["headers"])


def packing(scope: Scope, send: Send) -> Send:
    """Sends packed to whoever can unpack it, and lets caches know of the difference in any case."""
    responder: IdentityResponder
    if "gzip" in Headers(scope=scope).get("accept-encoding", ""):
        responder = GZipResponder(nowhere, SHORT, LEVEL, exclude_content_types=AS_THEY_ARE)
    else:
        responder = IdentityResponder(nowhere, SHORT, exclude_content_types=AS_THEY_ARE)
    responder.send = send
    return responder.send_with_compression


async def nowhere(scope: Scope, receive: Receive, send: Send) -> None:
    """The responder's app: it is given messages that are there already."""
