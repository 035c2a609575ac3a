"""Stores to test: every SessionStore goes through the same tests."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.sessions.sqlite import SqliteStore
from app.sessions.store import SessionStore


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(params=["sqlite"])
async def store(anyio_backend: str, tmp_path: Path) -> AsyncIterator[SessionStore]:
    opened = SqliteStore(tmp_path / "sessions.sqlite3")
    yield opened
    await opened.close()
