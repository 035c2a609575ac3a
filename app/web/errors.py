"""Exceptions of the rooms become answers here, and here alone a status is picked. An answer never repeats the input."""

from __future__ import annotations

from http import HTTPStatus

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException


def problem(
    status: int, code: str, message: str, headers: dict[str, str] | None = None, **where: str | int | None
) -> Response:
    """One error as JSON: `where` may give hint, line, column, end_line, end_column and field."""
    fields = ("hint", "line", "column", "end_line", "end_column", "field")
    error = {"code": code, "message": message} | {field: where.get(field) for field in fields}
    return Response(orjson.dumps({"error": error}), status, headers, "application/json")


def http_problem(request: Request, error: Exception) -> Response:
    """A status that a route or the framework raised."""
    assert isinstance(error, HTTPException)
    phrase = HTTPStatus(error.status_code).phrase
    code = phrase.lower().replace(" ", "_").replace("-", "_")
    message = error.detail if error.detail != phrase else SENTENCES.get(error.status_code, f"{phrase}.")
    return problem(error.status_code, code, message, dict(error.headers or {}))


SENTENCES = {
    400: "The body of the request could not be read as JSON.",
    404: "There is nothing at this address.",
    405: "This address does not know that method.",
    413: "The request is too large.",
}


def invalid_request(request: Request, error: Exception) -> Response:
    """A body or parameter of the wrong shape: names the field and what it should be, never what was sent."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"][1:]) or str(first["loc"][0])
    return problem(422, "invalid_request", f"{place}: {first['msg']}.", field=place)


def add_error_answers(app: FastAPI) -> None:
    """Registers the handlers on an application."""
    app.add_exception_handler(HTTPException, http_problem)
    app.add_exception_handler(RequestValidationError, invalid_request)
