"""Whatever is typed is recorded or refused with a sentence and a place; what is recorded can be played and told.

`BACKLIGHT_FUZZ=100000` tries so many programs, others on every run."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator

import pytest

from app.program.errors import ProgramError
from app.program.sandbox import Sandbox, SandboxLimits
from app.sessions.document import Document
from app.sessions.material import Material
from app.sessions.session import Session, document_of
from app.sessions.store import Stored
from app.sessions.timeline import fresh
from app.web.view import SessionView
from app.web.wire import graph_json, session_json, steps_json, values_json
from tests.program.fuzzing import programs

MANY = int(os.environ.get("BACKLIGHT_FUZZ", "0"))
COUNT = MANY or 1600
SEED = time.time_ns() if MANY else 4


@pytest.fixture(scope="module")
def short() -> Iterator[Sandbox]:
    sandbox = Sandbox(SandboxLimits(seconds=0.4, quick=0.4, grace=0.2, nodes=5_000, memory=64 * 1024 * 1024))
    yield sandbox
    sandbox.close()


def look_at_all(program: str, sandbox: Sandbox) -> None:
    """All that the API and the panels make of a program."""
    recording = sandbox.record(program)
    document = Document(program=program)
    material = Material.of(document, recording)
    for epoch in range(min(2, len(recording.epochs or (0,)))):
        timeline = fresh(material, epoch)
        stored = Stored("id", "owner", 1, document_of(document, timeline), 0.0, "", False, False)
        session = Session(stored, True, timeline.at(timeline.replay.length))
        session_json(session)
        graph_json(session)
        values_json(session.state())
        steps_json(timeline.replay.steps(0, 500))
        view = SessionView(session)
        assert view.explanation.title
        assert len(view.tape) <= material.nodes
        assert len(view.leaves) <= material.nodes


def complaint(program: str, sandbox: Sandbox) -> ProgramError | None:
    try:
        look_at_all(program, sandbox)
    except ProgramError as error:
        return error
    except Exception as error:
        raise AssertionError(f"of seed {SEED}:\n{program}") from error
    return None


def test_any_program_is_recorded_or_refused_with_a_sentence(short: Sandbox) -> None:
    refused = 0
    for program in programs(COUNT, SEED):
        if (error := complaint(program, short)) is None:
            continue
        refused += 1
        assert error.message.endswith((".", "?", "!")), (error.message, program)
        assert error.hint, (error.message, program)
        assert 0 <= error.line <= len(re.split(r"\r\n|\r|\n", program)), (error.line, program)
        assert "_backlight" not in error.message + error.hint, (error.message, program)
    assert 0 < refused < COUNT
