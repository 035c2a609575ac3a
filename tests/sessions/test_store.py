"""The contract of a SessionStore."""

import asyncio
import math

import pytest

from app.sessions.document import Document, PhaseRow
from app.sessions.errors import NothingToUndo, SessionUnknown, StaleVersion
from app.sessions.store import SessionStore, Stored

pytestmark = pytest.mark.anyio


def document(number: int) -> Document:
    return Document(program=f"a = Value({number})")


async def chain(store: SessionStore, changes: int) -> Stored:
    """A session whose program was changed from Value(0) to Value(changes), one by one."""
    stored = await store.create("s", "ann", document(0), 0.0)
    for number in range(1, changes + 1):
        stored = await store.save(stored, document(number), float(number))
    return stored


async def test_a_document_comes_back_as_it_was_saved_to_the_last_digit(store: SessionStore) -> None:
    everything = Document(
        program="# café ∂\na = Value(0.1)",
        seed=7,
        precision="float32",
        learning_rate=1e-300,
        switches={3: False},
        data={0: 0.1 + 0.2, 1: math.inf, 2: 5e-324},
        grad={0: -0.0},
        phases=(PhaseRow(kind="forward"), PhaseRow(kind="update", learning_rate=0.5)),
        cursor=2,
        folded=12,
        revision=4,
    )
    created = await store.create("s", "ann", everything, 5.0)
    assert await store.load("s") == created == Stored("s", "ann", 1, everything, 5.0, "", False, False)
    assert math.copysign(1, created.document.grad[0]) == -1


async def test_not_a_number_comes_back(store: SessionStore) -> None:
    await store.create("s", "ann", document(0).but(data={0: math.nan}), 0.0)
    assert math.isnan((await store.load("s")).document.data[0])


async def test_every_save_raises_the_version_by_one(store: SessionStore) -> None:
    saved = await chain(store, 3)
    assert saved.version == 4
    assert await store.load("s") == saved


async def test_a_save_on_an_older_version_changes_nothing(store: SessionStore) -> None:
    first = await store.create("s", "ann", document(0), 0.0)
    second = await store.save(first, document(1), 1.0)
    for late in (store.save(first, document(2), 2.0), store.save_cursor(first, 3, 2.0)):
        with pytest.raises(StaleVersion):
            await late
    assert await store.load("s") == second


async def test_of_many_saves_at_once_exactly_one_wins(store: SessionStore) -> None:
    first = await store.create("s", "ann", document(0), 0.0)
    saves = (store.save(first, document(number), 1.0) for number in range(1, 21))
    results = await asyncio.gather(*saves, return_exceptions=True)
    [winner] = [result for result in results if isinstance(result, Stored)]
    assert sum(isinstance(result, StaleVersion) for result in results) == 19
    assert await store.load("s") == winner


async def test_undo_and_redo_walk_over_every_revision(store: SessionStore) -> None:
    stored = await chain(store, 3)
    for number in (2, 1, 0):
        stored = await store.undo(stored, 9.0)
        assert stored.document == document(number)
    assert not stored.can_undo
    for number in (1, 2, 3):
        stored = await store.redo(stored, 9.0)
        assert stored.document == document(number)
    assert (stored.version, stored.can_undo, stored.can_redo) == (10, True, False)
    assert await store.load("s") == stored


async def test_undo_at_the_first_and_redo_at_the_last_revision_are_refused(store: SessionStore) -> None:
    stored = await store.create("s", "ann", document(0), 0.0)
    with pytest.raises(NothingToUndo):
        await store.undo(stored, 1.0)
    with pytest.raises(NothingToUndo):
        await store.redo(stored, 1.0)


async def test_a_change_after_undo_takes_the_place_of_what_was_undone(store: SessionStore) -> None:
    stored = await store.undo(await store.undo(await chain(store, 3), 5.0), 6.0)
    stored = await store.save(stored, document(50), 7.0)
    assert not stored.can_redo
    seen = [stored.document]
    while stored.can_undo:
        stored = await store.undo(stored, 8.0)
        seen.append(stored.document)
    assert seen == [document(50), document(1), document(0)]


async def test_fifty_revisions_can_be_undone_and_no_more(store: SessionStore) -> None:
    stored = await chain(store, 60)
    undone = 0
    while stored.can_undo:
        stored = await store.undo(stored, 100.0)
        undone += 1
    assert undone == 50
    assert stored.document == document(10)


async def test_saves_of_one_stroke_are_undone_together(store: SessionStore) -> None:
    stored = await chain(store, 1)
    for number in (10, 11, 12):
        stored = await store.save(stored, document(number), 2.0, stroke="data 0")
    assert stored.version == 5
    stored = await store.save(stored, document(20), 3.0, stroke="data 1")
    seen = []
    while stored.can_undo:
        stored = await store.undo(stored, 4.0)
        seen.append(stored.document)
    assert seen == [document(12), document(1), document(0)]


async def test_a_stroke_ends_with_undo(store: SessionStore) -> None:
    stored = await store.create("s", "ann", document(0), 0.0)
    stored = await store.save(stored, document(1), 1.0, stroke="data 0")
    stored = await store.save(await store.undo(stored, 2.0), document(2), 3.0, stroke="data 0")
    assert (await store.undo(stored, 4.0)).document == document(0)


async def test_the_cursor_moves_without_a_version_and_comes_back_with_undo(store: SessionStore) -> None:
    stored = await chain(store, 1)
    await store.save_cursor(stored, 7, 2.0)
    moved = await store.load("s")
    assert (moved.version, moved.document.cursor, moved.changed) == (stored.version, 7, 2.0)
    saved = await store.save(moved, document(2), 3.0)
    assert (await store.undo(saved, 4.0)).document == document(1).but(cursor=7)


async def test_the_list_holds_the_owners_sessions_newest_change_first(store: SessionStore) -> None:
    one = await store.create("one", "ann", Document(program="# My neuron\na = Value(1)"), 1.0)
    await store.create("two", "ann", document(2), 2.0)
    await store.create("three", "bob", document(3), 3.0)
    await store.save(one, Document(program="# Our neuron"), 4.0)
    listed = await store.owned_by("ann")
    assert [(line.id, line.title, line.created, line.changed) for line in listed] == [
        ("one", "Our neuron", 1.0, 4.0),
        ("two", "a = Value(2)", 2.0, 2.0),
    ]


async def test_undo_brings_the_title_back(store: SessionStore) -> None:
    stored = await store.save(await store.create("s", "ann", document(0), 0.0), Document(program="# new"), 1.0)
    await store.undo(stored, 2.0)
    assert [line.title for line in await store.owned_by("ann")] == ["a = Value(0)"]


async def test_sessions_that_nobody_used_expire_with_their_revisions(store: SessionStore) -> None:
    old = await store.save(await store.create("old", "ann", document(0), 0.0), document(1), 10.0)
    used = await store.create("used", "ann", document(0), 0.0)
    await store.save_cursor(used, 1, 11.0)
    assert await store.expire(10.5) == 1
    assert await store.expire(10.5) == 0
    with pytest.raises(SessionUnknown):
        await store.undo(old, 12.0)
    assert [line.id for line in await store.owned_by("ann")] == ["used"]


async def test_a_store_that_works_answers(store: SessionStore) -> None:
    await store.ping()


async def test_a_deleted_session_is_gone_with_its_revisions(store: SessionStore) -> None:
    stored = await chain(store, 3)
    await store.delete("s")
    await store.delete("s")
    for call in (store.load("s"), store.save(stored, document(9), 9.0), store.undo(stored, 9.0)):
        with pytest.raises(SessionUnknown):
            await call
    fresh = await store.create("s", "bob", document(5), 10.0)
    assert not fresh.can_undo
