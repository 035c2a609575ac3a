"""The README describes every setting that there is."""

from __future__ import annotations

from docs.settings import PLACE, README, table


def test_the_readme_has_the_table_of_the_code() -> None:
    assert PLACE.findall(README.read_text()) == [table()], "run python -m docs.settings"
