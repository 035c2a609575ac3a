"""What the process that reads programs hands over is the recording that it made, and nothing that could not be one."""

from __future__ import annotations

import io
import random
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
import pytest

from app.engine.tape import Tape
from app.program.errors import ProgramError, UnknownNames
from app.program.handover import answer_in, fault_wrapped, recording_wrapped, refusal_wrapped
from app.program.parcel import Damaged, Parcel, opened, wrapped
from app.program.recording import Recording
from app.program.sandbox import Sandbox
from tests.program import own_classes as own

LOOP = """\
import matplotlib.pyplot as plt
a = Value(1.0, label="ä")
for i in range(5):
    b = a * a + float("nan")
    a.grad = 0.0
    b.backward()
    a.data -= 0.1 / (i + 1) * a.grad
    print(i, b)
plt.plot([1])
"""
MISTAKEN = (own.CLOSURES + "a = Value(2.0)\nb = a * a + a\nb.backward()\nprint(a.grad)\n").replace("+=", "=")
PROGRAMS = {"nothing": "", "loop": LOOP, "mistaken class": MISTAKEN, "network": "MLP(2, [3, 1])([1.0, 2.0])"}


def sent(wrapped: bytes) -> Parcel:
    return opened(io.BytesIO(wrapped))


def same(one: Any, other: Any) -> bool:
    """Whether two recordings, or parts of them, are equal in everything."""
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
    if is_dataclass(one):
        pairs = [(getattr(one, field.name), getattr(other, field.name)) for field in fields(one)]
        return type(one) is type(other) and all(same(*pair) for pair in pairs)
    return type(one) is type(other) and bool(one == other)


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_a_recording_arrives_as_it_was_made(sandbox: Sandbox, program: str) -> None:
    made = sandbox.record(program)
    parcel = sent(recording_wrapped(5, made))
    assert parcel.facts["number"] == 5
    assert same(answer_in(parcel), made)


def test_what_is_tested_has_all_that_a_recording_can_have(sandbox: Sandbox) -> None:
    loop, mistaken = sandbox.record(LOOP), sandbox.record(MISTAKEN)
    assert loop.epochs
    assert loop.prints
    assert loop.notes
    assert loop.literals
    assert loop.lines
    assert mistaken.own
    assert mistaken.own.mistakes


def test_what_is_wrong_with_a_program_arrives() -> None:
    unknown = UnknownNames("They are unknown.", ("é", "b"), hint="Make them.", span=(1, 2, 3, 4))
    for error in (ProgramError("No.", hint="Yes.", code="x", span=(1, 2, 3, 4)), unknown):
        arrived = answer_in(sent(refusal_wrapped(1, error)))
        assert (type(arrived), vars(arrived)) == (type(error), vars(error))
    assert str(answer_in(sent(fault_wrapped(1, "ours")))) == "ours"


def changed(parcel: Parcel, facts: dict[str, object], columns: dict[str, object]) -> Parcel:
    other = {name: column for name, column in (parcel.columns | columns).items() if column is not None}
    return sent(wrapped(parcel.facts | facts, other))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "columns"),
    [
        ({"said": "something else"}, {}),
        ({"root": 99}, {}),
        ({"root": 1.0}, {}),
        ({"groups": []}, {}),
        ({"groups": [1]}, {}),
        ({"texts": []}, {}),
        ({"texts": None}, {}),
        ({"prints": ["fewer"]}, {}),
        ({"notes": [[1, 2]]}, {}),
        ({"notes": [[1]]}, {}),
        ({"reads_data": 1}, {}),
        ({"lines": {"backward": "1"}}, {}),
        ({"mistakes": []}, {}),
        ({}, {"op": None}),
        ({}, {"op": np.zeros(0, np.int16)}),
        ({}, {"op": np.full(4, 999, np.int16)}),
        ({}, {"inputs": np.full(4, 3, np.int32)}),
        ({}, {"start": np.full(5, 9, np.int32)}),
        ({}, {"span": np.zeros((4, 3), np.int32)}),
        ({}, {"data": np.zeros(4, np.int64)}),
        ({}, {"label": np.full(4, -1, np.int32)}),
        ({}, {"name": np.full(4, 9, np.int32)}),
        ({}, {"group": np.full(4, 9, np.int32)}),
        ({}, {"literals": np.full((1, 5), 9, np.int32)}),
        ({}, {"epoch_nodes": np.array([-1])}),
        ({}, {"epoch_loss": np.zeros(3)}),
        ({}, {"epoch_grad": np.zeros((6, 2))}),
        ({}, {"phase_kind": np.full(20, 4, np.int8)}),
        ({}, {"phase_begin": np.array([0, 4, 2, 12, 16, 20], np.int32)}),
        ({}, {"phase_rate": np.zeros(3)}),
    ],
)
def test_what_could_be_no_recording_is_refused(
    sandbox: Sandbox, facts: dict[str, object], columns: dict[str, object]
) -> None:
    parcel = sent(recording_wrapped(1, sandbox.record(LOOP)))
    assert (len(parcel.columns["op"]), len(parcel.columns["phase_kind"])) == (4, 20)
    with pytest.raises((Damaged, ValueError)):
        answer_in(changed(parcel, facts, columns))


@pytest.mark.parametrize("program", [LOOP, MISTAKEN], ids=["loop", "mistaken class"])
def test_with_bytes_that_are_others_it_is_refused_or_a_recording_that_can_be_played(
    sandbox: Sandbox, program: str
) -> None:
    whole, chance, refused = recording_wrapped(1, sandbox.record(program)), random.Random(0), 0
    for _ in range(400):
        damaged = bytearray(whole)
        for _ in range(chance.choice([1, 1, 5])):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            recording = answer_in(sent(bytes(damaged)))
        except (ValueError, KeyError, TypeError):
            refused += 1
            continue
        if isinstance(recording, Recording):
            Tape(recording.graph).gradients()
            assert len([*recording.graph.label]) == len([*recording.names]) == len(recording.graph.op)
            for epoch in range(len(recording.epochs or ())):
                assert recording.epochs
                recording.epochs.start(epoch), recording.epochs.phases[epoch]
    assert 100 < refused < 400
