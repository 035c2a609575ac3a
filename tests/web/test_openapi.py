"""The description of the API: every route, every field and every parameter says what it is, with an example."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.web.learner import Learner

ROUTES = {
    "/api/sessions": {"get", "post"},
    "/api/sessions/{id}": {"get", "delete"},
    "/api/sessions/{id}/copy": {"post"},
    "/api/sessions/{id}/program": {"get", "put"},
    "/api/sessions/{id}/nodes/{node}": {"get", "patch"},
    "/api/sessions/{id}/settings": {"put"},
    "/api/sessions/{id}/undo": {"post"},
    "/api/sessions/{id}/redo": {"post"},
    "/api/sessions/{id}/forward": {"post"},
    "/api/sessions/{id}/backward": {"post"},
    "/api/sessions/{id}/zero-grad": {"post"},
    "/api/sessions/{id}/update": {"post"},
    "/api/sessions/{id}/step": {"post"},
    "/api/sessions/{id}/cursor": {"put"},
    "/api/sessions/{id}/graph": {"get"},
    "/api/sessions/{id}/steps": {"get"},
    "/api/sessions/{id}/values": {"get"},
}


@pytest.fixture
def described(ann: Learner) -> dict[str, Any]:
    return dict(ann.ask("GET", "/api/openapi.json"))


def operations(described: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield f"{method} {path}", operation


def test_every_route_is_described(described: dict[str, Any]) -> None:
    found = {path: set(methods) for path, methods in described["paths"].items()}
    assert {path: found.get(path) for path in ROUTES} == ROUTES
    for name, operation in operations(described):
        assert operation["description"], name
        assert operation["summary"], name


def test_every_field_has_a_description_and_an_example(described: dict[str, Any]) -> None:
    missing = []
    for name, schema in described["components"]["schemas"].items():
        assert schema["description"], name
        for field, about in schema["properties"].items():
            shape = str(about)
            if "description" not in about:
                missing.append(f"{name}.{field}: description")
            if "examples" not in about and "#/components" not in shape and "const" not in about:
                missing.append(f"{name}.{field}: example")
    assert missing == []


def test_every_parameter_has_a_description_and_an_example(described: dict[str, Any]) -> None:
    parameters = [p for _, operation in operations(described) for p in operation.get("parameters", [])]
    assert len(parameters) > 20
    for parameter in parameters:
        assert parameter["description"]
        assert "examples" in parameter["schema"] or "example" in parameter or "examples" in parameter


def test_errors_are_described_as_they_are(described: dict[str, Any]) -> None:
    for name, operation in operations(described):
        for status, answer in operation["responses"].items():
            if int(status) >= 400:
                schema = answer["content"]["application/json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/Error"}, (name, status)
