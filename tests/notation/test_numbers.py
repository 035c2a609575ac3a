"""numbers.json is the golden file that the browser's own number formatting is held to as well."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.notation.numbers import MINUS, full, short, trimmed

GOLDEN = json.loads((Path(__file__).parent / "numbers.json").read_text(encoding="utf-8"))
finite = st.floats(allow_nan=False, allow_infinity=False)


def read(text: str) -> Decimal:
    return Decimal(text.replace(MINUS, "-"))


@pytest.mark.parametrize("row", GOLDEN["rows"], ids=[str(row[0]) for row in GOLDEN["rows"]])
def test_a_number_is_written_as_the_golden_file_says(row: list[Any]) -> None:
    number = row[0] if row[0] is None else float(row[0])
    assert dict(zip(GOLDEN["columns"], [row[0], short(number), trimmed(number), full(number)], strict=True)) == dict(
        zip(GOLDEN["columns"], row, strict=True)
    )


@given(finite)
def test_short_keeps_four_significant_digits_and_ten_places_at_most(x: float) -> None:
    exact = Decimal(x)
    assert abs(read(short(x)) - exact) <= abs(exact) * Decimal("0.0005")
    assert len(short(abs(x))) <= 10


@given(finite)
def test_trimmed_says_the_same_number_as_short(x: float) -> None:
    assert read(trimmed(x)) == read(short(x))
    assert len(trimmed(x)) <= len(short(x))


@given(finite)
def test_full_reads_back_as_the_same_float64(x: float) -> None:
    assert float(read(full(x))) == x


@given(st.floats())
def test_no_number_is_ever_written_as_raw_nan_or_inf_or_with_an_ascii_minus(x: float) -> None:
    for text in (short(x), trimmed(x), full(x)):
        assert "-" not in text
        assert "nan" not in text.lower()
        assert text.removeprefix(MINUS) == "infinity" or "inf" not in text
