"""What is made from our own code is kept from one start to the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.program import kept as module
from app.program.kept import kept


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the two rooms with one file each."""
    for room in module.ROOMS:
        (tmp_path / room).mkdir()
        (tmp_path / room / "code.py").write_text("first")
    monkeypatch.setattr(module, "__file__", str(tmp_path / "program" / "kept.py"))
    return tmp_path


def test_it_is_made_once() -> None:
    numbers = iter([1, 2, 3])
    assert [kept("thing", lambda: [next(numbers)]) for _ in range(3)] == [[1]] * 3


@pytest.mark.parametrize("room", module.ROOMS)
def test_it_is_made_anew_when_the_code_has_changed_and_the_old_one_goes(elsewhere: Path, room: str) -> None:
    kept("thing", lambda: "old")
    (elsewhere / room / "code.py").write_text("second")
    assert kept("thing", lambda: "new") == "new"
    assert len(list(elsewhere.glob("program/__pycache__/*"))) == 1


def test_a_damaged_one_is_made_anew(elsewhere: Path) -> None:
    kept("thing", lambda: "whole")
    for place in elsewhere.glob("program/__pycache__/*"):
        place.write_text('"who')
    assert kept("thing", lambda: "whole") == "whole"


def test_where_nothing_can_be_written_it_is_made_each_time(elsewhere: Path) -> None:
    (elsewhere / "program" / "__pycache__").write_text("a file stands in the way")
    assert kept("thing", lambda: "text") == "text"
    assert kept("thing", lambda: "again") == "again"
