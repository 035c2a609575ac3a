"""One sandbox for all tests of programs: starting workers is what takes time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.program.sandbox import Sandbox


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    sandbox = Sandbox()
    yield sandbox
    sandbox.close()
