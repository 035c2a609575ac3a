"""Routes that FastAPI makes ready when somebody comes to them."""

from __future__ import annotations

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from app.web.late import LateRoute


async def double(number: int, times: int = 2) -> dict[str, int]:
    """Twice the number."""
    return {"double": number * times}


async def nothing() -> None:
    pass


def app_of(kind: type[APIRoute]) -> FastAPI:
    router = APIRouter(prefix="/api", route_class=kind)
    router.get("/double/{number}", tags=["numbers"])(double)
    router.delete("/double", status_code=204)(nothing)
    return FastAPI(routes=router.routes)


@pytest.fixture
def late() -> FastAPI:
    return app_of(LateRoute)


def ready(app: FastAPI) -> list[bool]:
    return ["dependant" in vars(route) for route in app.routes if isinstance(route, LateRoute)]


def test_only_the_route_that_somebody_comes_to_is_made_ready(late: FastAPI) -> None:
    assert ready(late) == [False, False]
    assert TestClient(late).get("/api/double/21").json() == {"double": 42}
    assert ready(late) == [True, False]


def test_it_is_described_as_any_other_route_is(late: FastAPI) -> None:
    assert late.openapi() == app_of(APIRoute).openapi()


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
@pytest.mark.parametrize("path", ["/api/double/21?times=3", "/api/double/x", "/api/double", "/api/treble"])
def test_it_answers_as_any_other_route_does(late: FastAPI, method: str, path: str) -> None:
    own, other = (TestClient(app).request(method, path) for app in (late, app_of(APIRoute)))
    assert (own.status_code, own.content) == (other.status_code, other.content)


def test_what_no_route_has_this_one_has_not_either(late: FastAPI) -> None:
    for route in late.routes:
        assert not hasattr(route, "colour")
