"""What is handed over arrives as it was; what is damaged, cut short or lies is refused, and makes nothing."""

from __future__ import annotations

import io
import json
import pickle

import numpy as np
import pytest

from app.program.parcel import LENGTHS, MOST, Column, Damaged, Parcel, opened, wrapped

FACTS = {"text": "é \0 \n", "number": 3, "texts": ["a", ""], "nothing": None, "yes": True}
COLUMNS: dict[str, Column] = {
    "few": np.array([1, -2, 3], np.int16),
    "none": np.zeros((0, 4), np.int32),
    "table": np.array([[1.5, np.nan], [np.inf, -0.0], [5e-324, 2.0]]),
    "yes": np.array([True, False, True]),
}


def described(description: object, content: bytes = b"") -> bytes:
    text = description if isinstance(description, bytes) else json.dumps(description).encode()
    return LENGTHS.pack(len(text), len(content)) + text + content


def of(*columns: object, content: bytes = bytes(8), facts: object = None) -> bytes:
    return described({"facts": facts or {}, "columns": columns}, content)


def test_parcels_arrive_one_after_the_other_as_they_were_sent() -> None:
    stream = io.BytesIO(wrapped(FACTS, COLUMNS) + wrapped({}, {}) + wrapped(FACTS, COLUMNS))
    first, empty, last = opened(stream), opened(stream), opened(stream)
    assert empty == Parcel({}, {})
    for parcel in (first, last):
        assert parcel.facts == FACTS
        assert parcel.columns.keys() == COLUMNS.keys()
        for name, column in COLUMNS.items():
            assert parcel.columns[name].dtype == column.dtype
            assert np.array_equal(parcel.columns[name], column, equal_nan=column.dtype.kind == "f")
    with pytest.raises(EOFError):
        opened(stream)


def test_its_columns_cannot_be_written() -> None:
    column = opened(io.BytesIO(wrapped({}, COLUMNS))).columns["few"]
    with pytest.raises(ValueError, match="read-only"):
        column[0] = 7


def test_a_column_of_objects_cannot_be_sent() -> None:
    with pytest.raises(ValueError, match="another kind"):
        wrapped({}, {"objects": np.array([print])})


def test_cut_short_anywhere_it_is_refused() -> None:
    whole = wrapped(FACTS, COLUMNS)
    for length in range(1, len(whole)):
        with pytest.raises(Damaged):
            opened(io.BytesIO(whole[:length]))


@pytest.mark.parametrize(
    "sent",
    [
        LENGTHS.pack(2**63, 2**63),
        LENGTHS.pack(MOST, 1),
        described(b"[1"),
        described(b"\xff\xfe"),
        described(b"null"),
        described([]),
        described({"facts": {}}),
        described({"facts": [], "columns": []}),
        described({"facts": {}, "columns": [1]}),
        described({"facts": {}, "columns": [["a", "<i4"]]}),
        described({"facts": {}, "columns": []}, bytes(8)),
        described(pickle.dumps(print)),
        of(["a", "|O", [1]]),
        of(["a", "|V8", [1]]),
        of(["a", ">i4", [2]]),
        of(["a", ["<i4"], [2]]),
        of(["a", "<i4", [-2]]),
        of(["a", "<i4", [2.0]]),
        of(["a", "<i4", [True]]),
        of(["a", "<i4", 2]),
        of(["a", "<i4", [3]]),
        of(["a", "<i4", [2**62, 4]]),
        of(["a", "<i4", [2]], ["b", "|i1", [1]]),
        of(["a", "|b1", [8]], content=b"\0\1\0\2\0\0\0\0"),
        of(),
    ],
)
def test_what_lies_is_refused(sent: bytes) -> None:
    with pytest.raises(Damaged):
        opened(io.BytesIO(sent))


@pytest.mark.parametrize(
    "asked",
    [
        lambda parcel: parcel.column("few", np.int32, -1),
        lambda parcel: parcel.column("few", np.int16, 4),
        lambda parcel: parcel.column("few", np.int16, -1, -1),
        lambda parcel: parcel.column("many", np.int16, -1),
        lambda parcel: parcel.fact("yes", int),
        lambda parcel: parcel.fact("missing", str),
        lambda parcel: parcel.texts("text"),
    ],
)
def test_what_is_asked_for_must_be_what_is_there(asked: object) -> None:
    parcel = opened(io.BytesIO(wrapped(FACTS, COLUMNS)))
    assert parcel.column("few", np.int16, 3).tolist() == [1, -2, 3]
    assert (parcel.fact("yes", bool), parcel.texts("texts")) == (True, ("a", ""))
    with pytest.raises(Damaged):
        asked(parcel)  # type: ignore[operator]
