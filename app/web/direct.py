"""A short way to an endpoint. What a route takes is declared, described and checked by FastAPI as ever; what FastAPI is
ready to do for each request besides, and these routes have no use for, is left out: a tenth of a training step."""

from __future__ import annotations

from json import JSONDecodeError, loads
from typing import Any

from fastapi.dependencies.utils import request_body_to_args, request_params_to_args
from fastapi.exceptions import RequestValidationError
from pydantic_core import PydanticUndefined
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from app.web.late import LateRoute
from app.web.visit import Visit


class Direct(LateRoute):
    """A route whose endpoint is given the Visit as `visit`, parameters, at most one model that is the body's JSON, and
    no dependencies; and which answers with a Response."""

    def make_ready(self, **declared: Any) -> None:
        super().make_ready(**declared)
        self.app = self.answer

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Raises RequestValidationError, HTTPException, and what the endpoint raises."""
        visit, takes = Visit(scope, receive, send), self.dependant
        given: dict[str, Any] = {"visit": visit}
        wrong: list[Any] = []
        for field in takes.path_params:  # they are there, or the route would be another one
            given[field.name], errors = field.validate(visit.path_params[field.alias], loc=("path", field.alias))
            wrong += errors
        found = []
        if takes.query_params:
            found.append(request_params_to_args(takes.query_params, visit.query_params))
        if takes.header_params:
            found.append(request_params_to_args(takes.header_params, visit.headers))
        for field in takes.body_params:
            said = await json_of(scope, receive)
            if said is PydanticUndefined:
                found.append(await request_body_to_args(takes.body_params, said, embed_body_fields=False))
            else:
                given[field.name], errors = field.validate(said, loc=("body",))
                wrong += errors
        for values, errors in found:
            given |= values
            wrong += errors
        if wrong:
            raise RequestValidationError(wrong)
        response = await self.endpoint(**given)
        await response(scope, receive, send)


async def json_of(scope: Scope, receive: Receive) -> Any:
    """What the body says; its bytes, which no model takes, where it does not call itself JSON. Raises as `answer`."""
    try:
        body = await body_of(receive)
        if not body:
            return PydanticUndefined
        named = next((value for name, value in scope["headers"] if name == b"content-type"), b"")
        kind = named.partition(b";")[0].strip().lower()
        is_json = kind == b"application/json" or kind.startswith(b"application/") and kind.endswith(b"+json")
        return loads(body) if is_json else body
    except JSONDecodeError as error:
        where = {"type": "json_invalid", "loc": ("body", error.pos), "msg": "JSON decode error"}
        raise RequestValidationError([where]) from error
    except (ClientDisconnect, ValueError, RecursionError) as error:
        raise HTTPException(400) from error


async def body_of(receive: Receive) -> bytes:
    """All of it. Raises ClientDisconnect where it is cut off."""
    pieces: list[bytes] = []
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        pieces.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(pieces)
