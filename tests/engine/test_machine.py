from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from app.engine import compiler, kernel, machine, rows
from app.engine.loops import Given, Loop, Numbers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

START = """
import sys
from app.engine import machine
from app.engine.builder import GraphBuilder
from app.engine.tape import Tape
machine.warm()
graph = GraphBuilder()
graph.op("tanh", graph.leaf(0.0))
print(Tape(graph.graph()).gradients()[1].tolist(), "numba" in sys.modules)
"""


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Two empty ones to keep code in."""
    found = [tmp_path / "beside", tmp_path / "cache" / "backlight"]
    monkeypatch.setattr(machine, "folders", lambda: found)
    return found


def test_code_that_is_kept_runs_without_the_compiler() -> None:
    machine.warm()
    done = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout == "[1.0, 1.0] False\n"


def test_what_is_kept_is_what_is_read(folders: list[Path]) -> None:
    assert machine.kept() == b""
    machine.keep(b"code")
    assert machine.kept() == b"code"
    assert [path.name for path in folders[0].iterdir()] == [machine.file_name()]
    assert not folders[1].exists()


def test_where_the_first_folder_cannot_be_written_the_next_is_taken(folders: list[Path]) -> None:
    folders[0].write_text("in the way")
    machine.keep(b"code")
    assert machine.kept() == b"code"
    assert [path.name for path in folders[1].iterdir()] == [machine.file_name()]


def test_where_nothing_can_be_written_that_is_no_error(folders: list[Path]) -> None:
    for folder in folders:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.write_text("in the way")
    machine.keep(b"code")
    assert machine.kept() == b""


def test_a_full_disk_is_no_error_and_keeps_nothing(folders: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def half(self: Path, content: bytes) -> int:
        with self.open("wb") as file:
            file.write(content[: len(content) // 2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", half)
    machine.keep(b"code")
    assert [list(folder.iterdir()) for folder in folders] == [[], []]


@pytest.mark.parametrize("damage", [lambda code: code[:-1], lambda code: b"x" + code[1:], lambda code: b""])
def test_a_damaged_file_is_not_run(folders: list[Path], damage: Callable[[bytes], bytes]) -> None:
    machine.keep(b"machine code")
    file = folders[0] / machine.file_name()
    file.write_bytes(damage(file.read_bytes()))
    assert machine.kept() == b""


def test_code_belongs_to_a_processor_and_to_the_files_that_it_is_made_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [machine.file_name()]
    monkeypatch.setattr(machine, "processor", lambda: ("another", ""))
    names.append(machine.file_name.__wrapped__())
    for name in machine.MADE_FROM:
        (tmp_path / f"{name}.py").write_bytes((machine.HERE / f"{name}.py").read_bytes() + b"#" * (name == "ops"))
    monkeypatch.setattr(machine, "HERE", tmp_path)
    names.append(machine.file_name.__wrapped__())
    assert len(set(names)) == 3


def test_code_is_made_from_all_files_that_the_loops_come_from() -> None:
    script = (
        "import sys; from app.engine import compiler; print(*(name for name in sys.modules if 'app.engine.' in name))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert {name.rpartition(".")[2] for name in done.stdout.split()} == set(machine.MADE_FROM)


def test_every_loop_is_compiled() -> None:
    loops = compiler.all_loops()
    assert {kernel.forward, kernel.descend, rows.backward} <= set(loops)
    assert all(machine.address(loop.name) for loop in loops)


@pytest.mark.parametrize(
    "level",
    [
        np.zeros(2, np.int64),
        np.zeros((2, 1), np.int32),
        np.zeros(4, np.int32)[::2],
        np.frombuffer(bytes(8), np.int32),
    ],
    ids=["another element", "two dimensions", "not in one piece", "read-only"],
)
def test_an_array_that_the_code_would_misread_is_refused(level: NDArray[Any]) -> None:
    start, inputs = np.array([0, 0, 1], np.uint32), np.array([0], np.uint32)
    with pytest.raises((TypeError, BufferError, ValueError)):
        kernel.levels(start, inputs, level)
    right = np.zeros(2, np.int32)
    kernel.levels(start, inputs, right)
    assert right.tolist() == [0, 1]


def test_arguments_made_ready_are_the_same_arguments() -> None:
    start, inputs, level = np.array([0, 0, 1], np.uint32), np.array([0], np.uint32), np.zeros(2, np.int32)
    kernel.levels(Given(start, inputs), level)
    assert level.tolist() == [0, 1]
    with pytest.raises(TypeError, match="kernel_levels"):
        kernel.levels(Given(start), level)


def refusing(numbers: Numbers) -> None:
    if numbers[0] < 0:
        raise ValueError


def test_a_loop_that_may_raise_is_not_compiled() -> None:
    with pytest.raises(RuntimeError, match="the loops are to call no"):
        compiler.object_file([Loop(refusing)])
