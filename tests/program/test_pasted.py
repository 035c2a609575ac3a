"""Programs as people publish them print here what they print in CPython, with PyTorch and micrograd where they import
them: `pasted/expected.json` holds what they printed there. Random numbers are Python's own, from the same seeds."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from app.engine.graph import LEAF
from app.program.sandbox import Sandbox

PASTED = Path(__file__).parent / "pasted"
EXPECTED: dict[str, str] = json.loads((PASTED / "expected.json").read_text("utf-8"))
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*(?:e[-+]?\d+)?)")
EPOCHS = {
    "adam_in_torch": 3,
    "blog_loop_as_it_stands": 20,
    "blog_training_loop": 20,
    "early_stopping_and_accuracy": 100,
    "kaggle_linear_regression": 30,
    "lecture_mlp_50_epochs": 50,
    "loop_with_break_and_nonlocal": 12,
    "module_base_class": 6,
    "momentum_by_hand": 8,
    "moons_demo": 4,
    "own_clipped_after_a_pass_by_hand": 4,
    "own_main_guard": 8,
    "parameters_by_generator": 3,
    "own_logistic_regression": 4,
    "torch_line_by_hand": 4,
    "torch_module_forward": 5,
    "typed_protocol_helpers": 4,
    "xor_with_lambda_activation": 25,
}
OWN = {
    "class_attributes_and_properties",
    "dataclass_node_kahn",
    "lecture_value_class",
    "scalar_class_with_ops_names",
    "slots_and_iterative_topo",
    "function_objects_like_pytorch",
    "value_with_lt_and_topo",
    "tensor_class_on_numpy",
}


def numbers(text: str) -> list[float]:
    return [float(each) for each in NUMBER.findall(text)]


def test_every_program_has_its_expected_text() -> None:
    assert {path.stem for path in PASTED.glob("*.py")} == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_a_pasted_program_prints_what_it_prints_elsewhere(sandbox: Sandbox, name: str) -> None:
    recording = sandbox.record((PASTED / f"{name}.py").read_text("utf-8"))
    printed = "".join(line.text for line in recording.prints)
    assert NUMBER.split(printed) == NUMBER.split(EXPECTED[name])
    assert numbers(printed) == pytest.approx(numbers(EXPECTED[name]), rel=1e-9, abs=1e-12)
    assert (recording.graph.op == LEAF).any()
    assert len(recording.epochs or ()) == EPOCHS.get(name, len(recording.epochs or ()))
    assert (recording.own is not None) is (name in OWN or name.startswith("own_"))
    assert recording.own is None or recording.own.mistakes == ()


def test_lines_that_draw_are_skipped_with_a_quiet_note(sandbox: Sandbox) -> None:
    program = (PASTED / "kaggle_linear_regression.py").read_text("utf-8")
    notes = sandbox.record(program).notes
    drawing = [n for n, line in enumerate(program.splitlines(), 1) if line.startswith(("plt.", "sns."))]
    assert [note.line for note in notes] == drawing
