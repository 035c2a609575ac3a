"""The API does what its description says, whatever Schemathesis thinks of: no 5xx, no answer of another shape."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, settings

from app.main import create_app
from app.settings import Settings
from tests.web.learner import SESSIONS, Learner

schemathesis = pytest.importorskip("schemathesis")
from schemathesis.specs.openapi import checks  # noqa: E402

CHECKS = (
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
)


schema = schemathesis.openapi.from_dict(create_app(Settings()).openapi()).exclude(
    path_regex="/(events|pictures)$"  # streams end when their reader goes: the tests of training read them
)


@pytest.fixture(scope="module")
def ann(client: TestClient) -> Learner:
    return Learner(client)


@schema.parametrize()  # type: ignore[untyped-decorator]
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_route_keeps_to_its_description(case: Any, client: TestClient, ann: Learner) -> None:
    if case.path_parameters.get("id"):
        mine = ann.ask("GET", SESSIONS)
        case.path_parameters["id"] = mine[0]["id"] if mine else ann.begin("a = Value(2.0)\nb = a*a\n").id
    sent = case.as_transport_kwargs(base_url="http://testserver")
    client.cookies.clear()
    client.cookies.update(ann.cookies)
    known = {"data": "content"} | {name: name for name in ("method", "url", "params", "headers", "json")}
    answer = client.request(
        **{known[name]: value for name, value in sent.items() if value is not None and name in known}
    )
    case.validate_response(answer, checks=list(CHECKS))
    assert answer.url.path.startswith(SESSIONS)
