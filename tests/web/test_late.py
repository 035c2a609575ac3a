"""Routes that FastAPI makes ready when somebody comes to them."""

from __future__ import annotations

import asyncio

import pytest
from fastapi import APIRouter, FastAPI, Response
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from app.web.late import LateApp, LateRoute
from app.web.shape import Error


async def double(number: int, times: int = 2) -> dict[str, int]:
    """Twice the number."""
    return {"double": number * times}


async def refuse() -> Response:
    """A model describes this answer, and does not check it."""
    return Response("no", 400)


async def nothing() -> None:
    pass


def app_of(kind: type[APIRoute]) -> LateApp:
    router = APIRouter(prefix="/api", route_class=kind)
    router.get("/double/{number}", tags=["numbers"])(double)
    router.get("/refuse", response_model="shape.Error" if kind is LateRoute else Error)(refuse)
    router.delete("/double", status_code=204)(nothing)
    return LateApp(routes=router.routes)


@pytest.fixture
def late() -> LateApp:
    return app_of(LateRoute)


def ready(app: FastAPI) -> list[bool]:
    return ["dependant" in vars(route) for route in app.routes if isinstance(route, LateRoute)]


def test_only_the_route_that_somebody_comes_to_is_made_ready(late: LateApp) -> None:
    assert ready(late) == [False, False, False]
    assert TestClient(late).get("/api/double/21").json() == {"double": 42}
    assert ready(late) == [True, False, False]


def test_all_get_ready_once_the_server_listens(late: LateApp) -> None:
    asyncio.run(late.get_ready())
    assert ready(late) == [True, True, True]
    assert late.openapi() == app_of(APIRoute).openapi()


def test_it_is_described_as_any_other_route_is(late: LateApp) -> None:
    assert late.openapi() == app_of(APIRoute).openapi()


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
@pytest.mark.parametrize(
    "path", ["/api/double/21?times=3", "/api/double/x", "/api/double", "/api/refuse", "/api/treble"]
)
def test_it_answers_as_any_other_route_does(late: FastAPI, method: str, path: str) -> None:
    own, other = (TestClient(app).request(method, path) for app in (late, app_of(APIRoute)))
    assert (own.status_code, own.content) == (other.status_code, other.content)


def test_a_model_that_it_names_is_looked_up_for_the_description_alone(late: LateApp) -> None:
    refusing = next(route for route in late.routes if isinstance(route, LateRoute) and route.path == "/api/refuse")
    assert TestClient(late).get("/api/refuse").text == "no"
    assert refusing.response_model is None
    described = late.openapi()
    assert refusing.response_model is Error
    assert set(described["components"]["schemas"]) >= {"Error", "Problem"}
    assert TestClient(late).get("/api/refuse").text == "no"


def test_what_no_route_has_this_one_has_not_either(late: LateApp) -> None:
    for route in late.routes:
        assert not hasattr(route, "colour")
