"""The short way to an endpoint takes, and refuses, exactly what FastAPI's own way does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import pytest
from fastapi import APIRouter, FastAPI, Header, Query, Response
from fastapi.testclient import TestClient
from starlette.requests import ClientDisconnect

from app.web.direct import Direct
from app.web.errors import add_error_answers
from app.web.schemas import NodeIndex, TrainingSteps
from app.web.visit import Visit, VisitRoute
from app.web.wire import answer
from tests.web.test_hostile import BODIES

JSON = {"content-type": "application/json"}
ROUTES = {"direct": Direct, "own": VisitRoute}


async def with_body(visit: Visit, node: NodeIndex, body: TrainingSteps = TrainingSteps()) -> Response:  # noqa: B008
    return answer([visit.method, node, body.model_dump()])


async def with_parameters(
    visit: Visit, node: NodeIndex, at: Annotated[int | None, Query(ge=0)] = None, accept: Annotated[str, Header()] = "-"
) -> Response:
    return answer([visit.method, node, at, accept])


@pytest.fixture(scope="module")
def client() -> TestClient:
    routers = [APIRouter(prefix=f"/api/{name}", route_class=route) for name, route in ROUTES.items()]
    for router in routers:
        router.post("/{node}")(with_body)
        router.get("/{node}")(with_parameters)
    app = FastAPI(routes=[route for router in routers for route in router.routes])
    add_error_answers(app)
    return TestClient(app)


@pytest.mark.parametrize("body", [*BODIES.values(), b"", b"{}", b'{"count": 3}', b'{"count": 0}', b'{"count": 1.5}'])
@pytest.mark.parametrize("kind", ["application/json", "application/problem+JSON; charset=utf-8", "text/plain", ""])
def test_the_same_becomes_of_a_body(client: TestClient, kind: str, body: bytes) -> None:
    headers = {"content-type": kind} if kind else {}
    short, own = (client.post(f"/api/{way}/7", content=body, headers=headers) for way in ROUTES)
    assert (short.status_code, short.content) == (own.status_code, own.content)
    assert short.status_code in {200, 400, 422}


@pytest.mark.parametrize("asked", ["7", "7?at=3", "-1", "x", "7?at=-1", "7?at=x&at=2", "x?at=x"])
def test_the_same_becomes_of_parameters(client: TestClient, asked: str) -> None:
    short, own = (client.get(f"/api/{way}/{asked}", headers={"accept": "text/csv"}) for way in ROUTES)
    assert (short.status_code, short.content) == (own.status_code, own.content)


def test_a_body_that_is_cut_off_is_no_mistake_of_ours(client: TestClient) -> None:
    def half() -> Iterator[bytes]:
        yield b"{"
        raise ClientDisconnect

    for way in ROUTES:
        assert client.post(f"/api/{way}/7", content=half(), headers=JSON).status_code == 400
