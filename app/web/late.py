"""What is made ready late: FastAPI takes a tenth of the start to look at what all routes take and give. Once the server
listens, and has nothing else to do, they get ready one by one; who comes before makes ready the one route he needs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from importlib import import_module
from pkgutil import resolve_name
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import compile_path

PAUSE = 0.02  # seconds for whoever comes meanwhile


class LateApp(FastAPI):
    """An app that looks at what its routes say of their answers when somebody asks for its description."""

    async def get_ready(self) -> None:
        """Does what a first request would wait for, a little at a time."""
        await asyncio.sleep(PAUSE)
        import_module("app.web.counting")
        for route in self.late_routes:
            await asyncio.sleep(PAUSE)
            route.get_ready()

    def openapi(self) -> dict[str, Any]:
        if not self.openapi_schema:
            for route in self.late_routes:
                route.describe()
        return super().openapi()

    @property
    def late_routes(self) -> list[LateRoute]:
        return [route for route in self.routes if isinstance(route, LateRoute)]


class LateRoute(APIRoute):
    """A route that knows its path, and is as declared once somebody comes to it. A model that only describes an answer
    is declared by its name, as `answers.Session` in app.web, and is there when the description is asked for."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **declared: Any) -> None:
        self.path_regex, _, self.param_convertors = compile_path(path)
        self._declared: dict[str, Any] = {"path": path, "endpoint": endpoint, **declared}
        self._is_ready = False

    def make_ready(self, **declared: Any) -> None:
        super().__init__(**declared)
        self._is_ready = True

    def get_ready(self) -> None:
        """Without the model that it names."""
        if not self._is_ready:
            is_named = isinstance(self._declared["response_model"], str)
            self.make_ready(**self._declared | ({"response_model": None} if is_named else {}))

    def describe(self) -> None:
        """Makes it ready with the model that it names."""
        if isinstance(name := self._declared["response_model"], str):
            self._declared["response_model"] = resolve_name(f"app.web.{name}")
            self.make_ready(**self._declared)

    def __getattr__(self, name: str) -> Any:  # what is not there yet
        if vars(self).get("_is_ready", True):
            raise AttributeError(name)
        self.get_ready()
        return getattr(self, name)
