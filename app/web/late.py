"""Routes that are made ready late: FastAPI takes a tenth of the start to look at what all of them take and give."""

from __future__ import annotations

from collections.abc import Callable
from pkgutil import resolve_name
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import compile_path


class LateApp(FastAPI):
    """An app that looks at what its routes say of their answers when somebody asks for its description."""

    def openapi(self) -> dict[str, Any]:
        if not self.openapi_schema:
            for route in self.routes:
                if isinstance(route, LateRoute):
                    route.describe()
        return super().openapi()


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

    def describe(self) -> None:
        """Makes it ready with the model that it named."""
        if isinstance(name := self._declared["response_model"], str):
            self._declared["response_model"] = resolve_name(f"app.web.{name}")
            self.make_ready(**self._declared)

    def __getattr__(self, name: str) -> Any:  # what is not there yet
        if vars(self).get("_is_ready", True):
            raise AttributeError(name)
        is_named = isinstance(self._declared["response_model"], str)
        self.make_ready(**self._declared | ({"response_model": None} if is_named else {}))
        return getattr(self, name)
