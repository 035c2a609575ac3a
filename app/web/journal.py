"""One line of log and one measurement for every request. Neither holds a cookie, a whole session id, or a program."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from typing import Any

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.metrics import Metrics
from app.web.errors import problem

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
log = logging.getLogger("backlight.requests")


class Journal:
    """ASGI middleware around all others. A request that the end of the server cuts off is told to come back."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start, request, status = time.perf_counter(), os.urandom(6).hex(), 0

        async def send_marked(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"].append((b"x-request-id", request.encode()))
            await send(message)

        try:
            await self.app(scope, receive, send_marked)
        except asyncio.CancelledError:
            if status:
                raise
            sentence = "The server is going down for a moment; nothing that was saved is lost."
            refusal = problem(Request(scope), 503, "going_down", sentence, None, {"retry-after": "2"})
            await refusal(scope, receive, send_marked)
        finally:
            self._note(scope, request, status or 500, time.perf_counter() - start)

    def _note(self, scope: Scope, request: str, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", scope.get("root_path", ""))
        method = scope["method"] if scope["method"] in METHODS else "other"
        self.metrics.requests.labels(method, route, str(status)).observe(seconds)
        if not log.isEnabledFor(logging.INFO):
            return
        about: dict[str, Any] = {"request": request, "method": method, "route": route, "status": status}
        about["ms"] = round(seconds * 1e3, 2)
        session = scope.get("path_params", {}).get("id")
        if session:
            about["session"] = session[:4]
        log.info("%s %s %d in %.1f ms", method, route or "-", status, seconds * 1e3, extra={"about": about})
