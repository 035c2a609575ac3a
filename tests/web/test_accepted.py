"""The page of accepted Python says what is so: each thing that it refuses is refused, with the words that it gives."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.program import refused
from app.program.accepted import MODULES, How
from app.program.errors import ProgramError
from app.program.sandbox import Sandbox
from tests.web.learner import Learner
from tests.web.markup import read

ROWS = [row for table in (refused.NAMES, refused.MODULES, refused.BASES, refused.SYNTAX) for row in table.values()]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    sandbox = Sandbox()
    yield sandbox
    sandbox.close()


def test_the_page_lists_every_module_and_every_refusal(ann: Learner) -> None:
    text = read(ann.ask("GET", "/python").decode()).text
    for name in MODULES:
        assert name in text
    for _, instead in ROWS:
        assert instead in text
    assert "100,000" in text


def test_the_session_leads_to_it(ann: Learner) -> None:
    assert 'href="/python"' in ann.ask("GET", f"/s/{ann.begin().id}").decode()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].splitlines()[0])
def test_what_is_refused_is_refused_with_what_to_write_instead(sandbox: Sandbox, row: refused.Row) -> None:
    example, instead = row
    with pytest.raises(ProgramError) as caught:
        sandbox.record(example)
    assert caught.value.hint == instead
    assert caught.value.line


@pytest.mark.parametrize("name", [row.name for row in MODULES.values() if row.how is not How.SKIPPED])
def test_every_module_has_the_names_that_the_page_lists(sandbox: Sandbox, name: str) -> None:
    names = MODULES[name].names.split()
    sandbox.record("\n".join([f"import {name}", *(f"from {name} import {each}" for each in names)]))
    for each in names:
        with pytest.raises(ProgramError, match="stop here"):
            sandbox.record(f"from {name} import {each}\ncallable({each})\nraise ValueError('stop here')")
