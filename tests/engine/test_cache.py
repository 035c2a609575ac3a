from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from numba.core.caching import FunctionCache
from numba.core.dispatcher import Dispatcher

from app.engine import cache, kernel, learning, rows
from app.engine.batch import Batch
from app.engine.composite import open_ops
from app.engine.descent import ADAMW, Descent
from app.engine.gradcheck import GradCheck
from app.engine.order import depth_first, levels, visit
from app.engine.replay import Backward, Forward, Replay, Start, Update, ZeroGrad
from app.engine.rules import fingerprint
from app.engine.straight import train
from app.engine.tape import Tape
from app.engine.warm import warm
from tests.engine.graphs import neuron, random_graph

READ_ONLY = """
import tempfile
from numba.core.caching import IndexDataCacheFile

def refuse(*args, **kwargs):
    raise PermissionError("read-only file system")

tempfile.TemporaryFile = IndexDataCacheFile._open_for_write = refuse
from app.engine import kernel, rows
from app.engine.warm import warm
warm()
print(sum(sum(loop.stats.cache_misses.values()) for loop in (kernel.forward, kernel.backward, rows.backward)))
"""


def signatures() -> dict[str, int]:
    """How many versions of each loop are compiled."""
    return {
        f"{room.__name__}.{name}": len(loop.signatures)
        for room in (kernel, rows, learning)
        for name, loop in vars(room).items()
        if isinstance(loop, Dispatcher) and fingerprint() in loop.py_func.__qualname__
    }


def test_after_warm_nothing_is_compiled_any_more() -> None:
    warm()
    before = signatures()
    for graph in (neuron(), neuron(single=True), neuron(rounded=True), random_graph(1, 60, special=0.2)):
        graph.op.setflags(write=False)
        tape = Tape(graph)
        replay = Replay(graph, Start(), (Forward(), Backward(), ZeroGrad(), Backward(), Update(1)), tape)
        assert len(list(replay.steps())) == replay.length
        replay.state(replay.length // 2)
        train(tape, Start(), 2, 1, zero_grad=False)
        leaf = int(tape.trainable[0])
        GradCheck(graph, Start()).nudge(leaf, 0.1)
        visit(tape, depth_first(tape))
        levels(graph)
        Batch(tape, Start(), {leaf: np.array([1, 2])}, mean=True).train(1, 1)
        down = Descent(tape, Start(), {leaf: np.array([1.0, 2.0])}, 1, mean=True, held={})
        down.advance(np.ones(1), np.zeros((1, 1), np.int64), ADAMW, np.full(5, 0.5), False, np.zeros(1, np.bool_))
    open_ops(neuron(), [9])
    assert signatures() == before
    assert min(before.values()) >= 1


def test_a_read_only_file_system_still_has_its_machine_code_read() -> None:
    warm()
    done = subprocess.run([sys.executable, "-c", READ_ONLY], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout == "0\n"


def test_without_any_folder_the_loops_are_compiled_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(function: Any) -> None:
        raise RuntimeError("cannot cache function: no locator available")

    monkeypatch.setattr(cache, "_Cache", nowhere)
    assert cache.compiled(lambda x: x + 1)(2) == 3


def test_a_full_disk_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: FunctionCache, sig: Any, data: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FunctionCache, "save_overload", full)

    def half(x: float) -> float:
        return x / 2

    assert cache.compiled(half)(5.0) == 2.5


def test_machine_code_carries_the_fingerprint_of_the_table() -> None:
    assert kernel.forward.py_func.__qualname__ == f"forward_{fingerprint()}"
