"""The application in this process, with a store of its own, and learners who ask it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.web.learner import Learner


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """No second passes while a test runs, and no program may run for more than one."""
    unlimited: dict[str, Any] = {"rate_address": "", "rate_begin": "", "rate_change": "", "rate_run": ""}
    settings = Settings(data=tmp_path_factory.mktemp("data"), run_seconds=1.0, **unlimited)
    return create_app(settings, clock=itertools.count(1.8e9, 1e-6).__next__)


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app) as client:
        yield client


@pytest.fixture
def newcomer(client: TestClient) -> Callable[[], Learner]:
    """Makes learners who do not share a cookie."""
    return lambda: Learner(client)


@pytest.fixture
def ann(newcomer: Callable[[], Learner]) -> Learner:
    return newcomer()
