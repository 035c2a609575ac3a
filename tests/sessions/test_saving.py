"""A change is made on the session as it was seen last; where it is not so any more, it is made again."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import NoReturn

import pytest

from app.sessions.document import Document
from app.sessions.edits import Draft
from app.sessions.errors import NodeUnknown, SessionUnknown, StaleVersion
from app.sessions.library import Library
from app.sessions.saving import Saving
from app.sessions.sqlite import SqliteStore
from app.sessions.store import Stored
from app.sessions.threads import Threads
from app.sessions.timeline import fresh
from tests.sessions.graphs import neuron

pytestmark = pytest.mark.anyio


def never(program: str, seed: int, columns: dict[str, float]) -> NoReturn:
    raise AssertionError("no program is run here")


@pytest.fixture
async def two(anyio_backend: str, tmp_path: Path) -> AsyncIterator[tuple[Saving, Saving]]:
    """Two servers on one file; both have seen the session "s", and the other one has changed its seed to 1 since."""
    stores = [SqliteStore(tmp_path / "s") for _ in range(2)]
    here, there = (Saving(store, Library(never, Threads(1), Threads(1), 100), lambda: 5.0) for store in stores)
    await stores[0].create("s", "ann", Document(program=""), 0.0)
    await stores[1].load("s")
    await seed(there, 1)
    yield here, there
    for store in stores:
        await store.close()


async def seed(saving: Saving, number: int, version: int | None = None) -> Stored:
    async def make(stored: Stored) -> tuple[Draft, None]:
        return Draft(stored.document.but(seed=number), fresh(neuron())), None

    _, session, _ = await saving.change("s", "ann", version, make)
    return session.stored


@pytest.mark.parametrize("number", [0, 1, 2])
async def test_what_another_server_has_saved_is_changed_and_not_what_was_seen_last(
    two: tuple[Saving, Saving], number: int
) -> None:
    here, there = two
    saved = await seed(here, number)
    assert (saved.version, saved.document.seed) == (2 if number == 1 else 3, number)
    assert (await there.owned("s", "ann")).document == saved.document


async def test_a_change_may_name_the_version_that_another_server_has_saved(two: tuple[Saving, Saving]) -> None:
    assert (await seed(two[0], 7, version=2)).version == 3


async def test_a_change_of_an_older_version_is_refused(two: tuple[Saving, Saving]) -> None:
    for number in (0, 7):
        with pytest.raises(StaleVersion, match="at version 2 now"):
            await seed(two[0], number, version=1)


async def test_nothing_is_refused_for_what_is_not_so_any_more(two: tuple[Saving, Saving]) -> None:
    async def make(stored: Stored) -> tuple[Draft, None]:
        if stored.document.seed != 1:
            raise NodeUnknown(7, 6)
        return Draft(stored.document.but(seed=7), fresh(neuron())), None

    assert (await two[0].change("s", "ann", None, make))[1].version == 3
    with pytest.raises(NodeUnknown):
        await two[0].change("s", "ann", None, make)


async def test_a_session_that_was_deleted_elsewhere_is_gone(two: tuple[Saving, Saving]) -> None:
    await two[1]._store.delete("s")
    for number in (0, 7):
        with pytest.raises(SessionUnknown):
            await seed(two[0], number)
