"""What a start of the server makes ready, and what it leaves for later."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from app.main import create_app
from app.settings import Settings
from tests.serving import ROOT

START = """
import sys
import app.__main__ as main
def stop(settings, sandbox):
    import json
    from fastapi.openapi.models import OpenAPI
    from app.main import ASKED_FOR, create_app
    routes = [route for module in ASKED_FOR for route in module.router.routes]
    started = {
        "modules": sorted(name for name, module in sys.modules.items() if module),
        "ready": [route.path for route in routes if "path" in vars(route)],
        "built": OpenAPI.__pydantic_complete__,
    }
    print(json.dumps(started | {"described": create_app(settings).openapi()}))
main.SandboxApart = lambda limits: None
sys.argv = ["backlight"]
main.import_fastapi()
import app.server
app.server.serve = stop
main.main()
"""
OTHERS = (
    "limits",
    "numba",
    "numpy.ma",
    "numpy.random",
    "pydantic.v1",
    "pydantic_monty",
    "app.engine.compiler",
    "app.program.sandbox",
    "app.web.answers",
    "app.web.training_answers",
)


@pytest.fixture(scope="module")
def started() -> dict[str, Any]:
    command = [sys.executable, "-c", START]
    return dict(json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout))


@pytest.mark.parametrize("module", OTHERS)
def test_what_only_others_need_is_not_loaded(started: dict[str, Any], module: str) -> None:
    assert "app.server" in started["modules"]
    assert module not in started["modules"]


def test_no_route_is_ready_before_somebody_comes(started: dict[str, Any]) -> None:
    assert started["ready"] == []


def test_what_only_describes_is_not_built(started: dict[str, Any]) -> None:
    assert started["built"] is False


def test_a_server_describes_itself_as_an_application_does(started: dict[str, Any]) -> None:
    assert started["described"] == create_app(Settings()).openapi()
