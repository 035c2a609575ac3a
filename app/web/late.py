"""Routes that are made ready late: FastAPI takes a tenth of the start to look at what all of them take and give."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi.routing import APIRoute
from starlette.routing import compile_path


class LateRoute(APIRoute):
    """A route that knows its path, and is as declared, once somebody comes to it or asks for the API's description."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **declared: Any) -> None:
        self.path_regex, _, self.param_convertors = compile_path(path)
        self._declared: dict[str, Any] | None = {"path": path, "endpoint": endpoint, **declared}

    def make_ready(self, **declared: Any) -> None:
        super().__init__(**declared)

    def __getattr__(self, name: str) -> Any:  # what is not there yet
        declared: dict[str, Any] | None = self.__dict__.get("_declared")
        if declared is None:
            raise AttributeError(name)
        self.make_ready(**declared)
        self._declared = None
        return getattr(self, name)
