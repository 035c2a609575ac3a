"""Exceptions of the rooms become answers here, and here alone a status is picked. An answer never repeats the input."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from app.program.errors import ProgramError, UnknownNames
from app.sessions.errors import (
    NodeUnknown,
    NothingToUndo,
    Refused,
    SessionError,
    SessionReadOnly,
    SessionUnknown,
    StaleVersion,
    StoreUnavailable,
    TableWrong,
    TooManyWatchers,
)
from app.web.rendering import page

STATUS: dict[type[SessionError], int] = {
    SessionUnknown: 404,
    NodeUnknown: 404,
    SessionReadOnly: 403,
    StaleVersion: 409,
    NothingToUndo: 409,
    Refused: 422,
    TableWrong: 422,
    StoreUnavailable: 503,
    TooManyWatchers: 503,
}
HTTP: dict[int, tuple[str, str]] = {
    400: ("unreadable", "The request could not be read."),
    404: ("not_found", "There is nothing at this address."),
    405: ("method_not_allowed", "This address does not know that method."),
    413: ("too_large", "The request is too large."),
    500: ("internal", "Something went wrong on our side; nothing that was saved is lost."),
}
LATER = {"retry-after": "2"}
FIELDS = ("hint", "line", "column", "end_line", "end_column", "field")


def problem(
    request: Request,
    status: int,
    code: str,
    message: str,
    where: Mapping[str, object] | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """One error: JSON for programs, a page for people. `where` may give any of FIELDS, and more."""
    where = dict(where or {})
    if not request.url.path.startswith("/api") and "text/html" in request.headers.get("accept", ""):
        title = HTTPStatus(status).phrase
        shown = page(request, "error.html", status, title=title, message=message, hint=where.get("hint"))
        shown.headers.update(headers or {})
        return shown
    error = {"code": code, "message": message} | dict.fromkeys(FIELDS) | where
    return Response(orjson.dumps({"error": error}), status, headers, "application/json")


def program_problem(request: Request, error: Exception) -> Response:
    """A program that could not be recorded, with its place where there is one."""
    assert isinstance(error, ProgramError)
    where: dict[str, object] = {"hint": error.hint or None, "field": "program"}
    if error.line:
        where |= {name: getattr(error, name) for name in ("line", "column", "end_line", "end_column")}
    if isinstance(error, UnknownNames):
        where["names"] = error.names
    if error.code == "busy":
        return problem(request, 503, error.code, error.message, where, LATER)
    return problem(request, 422, error.code, error.message, where)


def session_problem(request: Request, error: Exception) -> Response:
    """Anything about a session."""
    assert isinstance(error, SessionError)
    status = STATUS[type(error)]
    if isinstance(error, StaleVersion):
        request.app.state.metrics.conflicts.inc()
    where: dict[str, object] = {"hint": error.hint, "field": error.field if isinstance(error, Refused) else None}
    where["line"] = error.line if isinstance(error, TableWrong) else None
    return problem(request, status, error.code, error.message, where, LATER if status == 503 else None)


def invalid_request(request: Request, error: Exception) -> Response:
    """A body or parameter of the wrong shape: names the field and what it should be, never what was sent."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    known = [str(part) for part in first["loc"][1:] if first["type"] not in {"extra_forbidden", "json_invalid"}]
    sentence = first["msg"].removeprefix("Value error, ")
    if first["type"] == "union_tag_invalid":  # whose message would say what was sent
        known.append(first["ctx"]["discriminator"].strip("'"))
        sentence = f"Input should be {first['ctx']['expected_tags']}"
    place = ".".join(part for part in known if "[" not in part) or str(first["loc"][0])
    return problem(request, 422, "invalid_request", f"{place}: {sentence}.", {"field": place})


def http_problem(request: Request, error: Exception) -> Response:
    """A status that a route or the framework raised."""
    assert isinstance(error, HTTPException)
    code, message = HTTP.get(error.status_code, ("http", f"{HTTPStatus(error.status_code).phrase}."))
    return problem(request, error.status_code, code, message, None, dict(error.headers or {}))


def unforeseen(request: Request, error: Exception) -> Response:
    """A mistake of ours; it is raised again for the log."""
    return problem(request, 500, *HTTP[500])


def add_error_answers(app: FastAPI) -> None:
    """Registers the handlers on an application."""
    app.add_exception_handler(ProgramError, program_problem)
    app.add_exception_handler(SessionError, session_problem)
    app.add_exception_handler(RequestValidationError, invalid_request)
    app.add_exception_handler(HTTPException, http_problem)
    app.add_exception_handler(Exception, unforeseen)
