"""One sandbox for all tests of programs: starting workers is what takes time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.program.sandbox import Sandbox
from tests.program.gesturing import Hand


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    sandbox = Sandbox()
    yield sandbox
    sandbox.close()


@pytest.fixture
def hand(sandbox: Sandbox) -> Hand:
    return Hand(sandbox)
