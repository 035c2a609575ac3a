"""A document is opened by every later release, and nothing that is none is taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from app.sessions.document import FORMAT, UPGRADES, Document, PhaseRow

HERE = Path(__file__).parent
EVERYTHING = Document(
    program="# Two leaves\na = Value(2.0)\nb = Value(-3.0)\nc = a*b\n",
    seed=7,
    precision="float32",
    learning_rate=0.1,
    switches={1: False},
    data={0: 2.5},
    grad={0: -3.0},
    has_values=True,
    phases=(PhaseRow(kind="forward"), PhaseRow(kind="backward"), PhaseRow(kind="update", learning_rate=0.1)),
    cursor=4,
    folded=9,
    revision=3,
)


@pytest.mark.parametrize("release", range(1, FORMAT + 1))
def test_a_document_of_any_release_is_opened(release: int) -> None:
    assert Document.read((HERE / f"document-{release}.json").read_text()) == EVERYTHING


def test_there_is_a_way_from_every_older_format_to_this_one() -> None:
    assert sorted(UPGRADES) == list(range(1, FORMAT))


def test_what_is_written_is_read_again() -> None:
    assert Document.read(EVERYTHING.model_dump_json()) == EVERYTHING
    assert Document.read(EVERYTHING.model_dump_json(indent=2)) == EVERYTHING


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"program": 1},
        {"program": "", "format": 999},
        {"program": "", "unknown": 1},
        {"program": "", "phases": [{"kind": "sideways"}]},
        {"program": "", "phases": [{"kind": "forward"}] * 25},
        {"program": "", "data": {"-1": 1.0}},
        {"program": "", "data": {"x": 1.0}},
        {"program": "", "learning_rate": float("nan")},
        {"program": "", "cursor": -1},
        {"program": "", "revision": 0},
    ],
    ids=str,
)
def test_what_is_no_document_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Document.of(wrong)


@pytest.mark.parametrize(
    ("program", "title"),
    [
        ("# A neuron\nx = 1", "A neuron"),
        ("\n\n  ## spaced ##  \n", "spaced ##"),
        ("x = Value(2.0)", "x = Value(2.0)"),
        ("", "Untitled"),
        ("#", "#"),
        ("#" + "long " * 100, ("long " * 100)[:80]),
    ],
)
def test_the_title_is_the_first_line_of_the_program(program: str, title: str) -> None:
    assert Document(program=program).title == title
