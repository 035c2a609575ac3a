"""Programs run in the real sandbox, and what is recorded of them."""

from __future__ import annotations

import os
import re
import threading
import time

import numpy as np
import pytest
from pydantic_monty import MontySession

from app.engine.ops import OPS
from app.engine.replay import Backward, Forward, Replay, Start
from app.program.errors import ProgramError
from app.program.recording import Recording
from app.program.sandbox import Sandbox, SandboxLimits
from tests.program.processes import children
from tests.program.squares import squares_in_threads

NEURON = """\
x1 = Value(2.0)
x2 = Value(0.0)
w1, w2 = Value(-3.0), Value(1.0, label="second weight")
b = Value(6.8813735870195432)
n = x1*w1 + x2*w2 + b
o = tanh(n)
o.backward()
print(o.data, x1.grad)
"""


def ops(recording: Recording) -> list[str]:
    return [OPS[code].name for code in recording.graph.op]


def printed(recording: Recording) -> str:
    return "".join(line.text for line in recording.prints)


def test_the_neuron_of_the_lecture_is_ten_values(sandbox: Sandbox) -> None:
    graph = sandbox.record(NEURON).graph
    assert [OPS[code].name for code in graph.op] == ["leaf"] * 5 + ["mul", "mul", "add", "add", "tanh"]
    assert graph.inputs.tolist() == [0, 2, 1, 3, 5, 6, 7, 4, 8]
    assert graph.label == ("x1", "x2", "w1", "second weight", "b", "", "", "", "n", "o")
    assert graph.root == 9


def test_the_program_computes_its_own_gradients(sandbox: Sandbox) -> None:
    (line,) = sandbox.record(NEURON).prints
    assert line.line == 8
    assert [float(word) for word in line.text.split()] == pytest.approx([0.7071067811865476, -1.5], rel=1e-12)


def test_a_node_used_twice_keeps_both_of_its_edges(sandbox: Sandbox) -> None:
    recording = sandbox.record("a = Value(3.0)\nb = a + a\nb.backward()\nprint(a.grad)")
    assert recording.graph.inputs.tolist() == [0, 0]
    assert printed(recording) == "2.0\n"


def test_every_bare_number_is_a_constant_of_its_own(sandbox: Sandbox) -> None:
    recording = sandbox.record("a = Value(3.0)\nb = 2 * a + 2 - 1")
    assert ops(recording) == ["leaf", "constant", "mul", "constant", "add", "constant", "sub"]
    assert recording.graph.requires_grad.tolist()[:2] == [True, False]


def test_sum_starts_with_a_constant_zero(sandbox: Sandbox) -> None:
    recording = sandbox.record("sum([Value(1.0), Value(2.0)])")
    assert ops(recording) == ["leaf", "leaf", "constant", "add", "add"]
    assert recording.graph.data.tolist()[:3] == [1.0, 2.0, 0.0]


def test_an_exponent_is_a_number_of_its_node(sandbox: Sandbox) -> None:
    graph = sandbox.record("a = Value(3.0)\nb = a ** -2").graph
    assert graph.inputs.tolist() == [0]
    assert graph.param.tolist()[1] == -2.0


def test_an_exponent_that_is_a_value_is_an_input(sandbox: Sandbox) -> None:
    assert ops(sandbox.record("a = Value(3.0)\nb = a ** a\nc = 2 ** b")) == ["leaf", "pow", "constant", "pow"]


@pytest.mark.parametrize(
    "op", [op for op in OPS if op.arity == 1 and op.name not in ("neg", "pow")], ids=lambda op: op.name
)
def test_every_operation_of_the_table_is_a_function_and_a_method(sandbox: Sandbox, op: object) -> None:
    name = op.name  # type: ignore[attr-defined]
    recording = sandbox.record(f"a = Value(0.5)\nb = {name}(a)\nc = a.{name}() + b")
    assert ops(recording) == ["leaf", name, name, "add"]


VALUES = "x, y = Value(0.7), Value(-1.3)\n"
EXPRESSIONS = [re.sub(r"\bk\b", "0.3", op.call) for op in OPS if op.arity in (1, 2)]


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_what_a_program_prints_is_what_the_engine_computes(sandbox: Sandbox, expression: str) -> None:
    recording = sandbox.record(f"{VALUES}o = {expression}\no.backward()\nprint(o.data, x.grad, y.grad)")
    graph = recording.graph
    replay = Replay(graph, Start(), (Forward(), Backward()))
    state = replay.state(replay.length)
    expected = [state.data[graph.root], state.grad[0], state.grad[1]]
    assert [float(word) for word in printed(recording).split()] == pytest.approx(expected, rel=1e-14, nan_ok=True)


def test_the_root_is_what_backward_was_called_on(sandbox: Sandbox) -> None:
    assert sandbox.record("a = Value(1.0)\nb = a * 2\nb.backward()\nc = b + 1").graph.root == 2


def test_without_backward_the_root_is_what_the_last_line_gives(sandbox: Sandbox) -> None:
    assert sandbox.record("a = Value(1.0)\nb = a + a\nc = b * a\nd = a - a\nc").graph.root == 2


def test_without_backward_the_root_is_the_last_named_result(sandbox: Sandbox) -> None:
    assert sandbox.record("a = Value(1.0)\nb = a + a\nprint(a * a)").graph.root == 1


def test_a_gradient_is_added_to_the_one_before_it_in_leaves_alone(sandbox: Sandbox) -> None:
    program = "a = Value(3.0)\nb = a * a\nc = b * 2\nc.backward()\nc.backward()\nprint(a.grad, b.grad)"
    assert printed(sandbox.record(program)) == "24.0 2.0\n"


def test_a_leaf_may_want_no_gradient(sandbox: Sandbox) -> None:
    recording = sandbox.record(
        "a = Value(2.0, requires_grad=False)\nb = Value(3.0)\nc = a * b\nc.backward()\nprint(a.grad, b.grad)"
    )
    assert recording.graph.requires_grad.tolist() == [False, True, True]
    assert printed(recording) == "0.0 2.0\n"


NAMES = {
    "n = Value(1.0)": ("n",),
    "a, b = Value(1.0), Value(2.0)": ("a", "b"),
    "a, b = [Value(1.0), Value(2.0)]": ("a", "b"),
    "a = Value(1.0)\nb = a": ("a",),
    "a = Value(1.0)\na.label = 'other'": ("other",),
    "a = Value(1.0, label='mine')": ("mine",),
    "ws = [Value(1.0) for _ in range(2)]": ("ws[0]", "ws[1]"),
    "def f():\n    inner = Value(1.0)\n    return inner\nouter = f()": ("outer",),
    "def f():\n    inner = Value(1.0)\n    return inner\nf()": ("inner",),
    "if (w := Value(1.0)): pass": ("w",),
    "a = Value(1.0)\na += a": ("a", "a"),
}


@pytest.mark.parametrize("program", NAMES)
def test_what_is_put_in_a_variable_is_called_by_it(sandbox: Sandbox, program: str) -> None:
    assert sandbox.record(program).graph.label == NAMES[program]


def test_spans_are_those_of_expressions(sandbox: Sandbox) -> None:
    program = "a = Value(2.0)\nb = (a * 3\n     + a.tanh())\n"
    graph = sandbox.record(program).graph
    assert graph.span.tolist() == [[1, 4, 1, 14], [2, 5, 2, 10], [2, 5, 2, 10], [3, 7, 3, 15], [2, 5, 3, 15]]


def test_columns_count_characters(sandbox: Sandbox) -> None:
    assert sandbox.record("α = Value(2.0); β = α*α").graph.span.tolist()[1] == [1, 20, 1, 23]


def test_a_loop_gives_its_line_to_all_that_it_makes(sandbox: Sandbox) -> None:
    graph = sandbox.record("a = Value(1.0)\nfor i in range(2):\n    a = a * 2\n").graph
    assert graph.span[:, 0].tolist() == [1, 3, 3, 3, 3]


@pytest.mark.parametrize(
    ("program", "reads"),
    [
        ("a = Value(1.0)\nprint(a.data, a.grad, f'{a.data:.2f}')", False),
        ("a = Value(1.0)\nif a.data > 0: b = a * 2", True),
        ("a = Value(1.0)\nif a > 0: b = a * 2", True),
        ("a = Value(1.0)\nb = Value(float(a))", True),
        ("a = Value(1.0)\nb = a * 2\nb.backward()\na.data -= 0.1 * a.grad", True),
        ("a = Value(1.0)\nb = a * 2\nb.backward()", False),
    ],
)
def test_a_program_that_looks_at_numbers_says_so(sandbox: Sandbox, program: str, reads: bool) -> None:
    assert sandbox.record(program).reads_data is reads


def test_numbers_run_to_infinity_and_not_a_number_as_in_pytorch(sandbox: Sandbox) -> None:
    program = "z = Value(0.0)\nprint((1/z).data, log(z).data, log(z - 1).data, exp(z + 1000).data, (z - 4)**0.5, z**-1)"
    assert printed(sandbox.record(program)) == "inf -inf nan inf Value(data=nan) Value(data=inf)\n"


def test_the_same_seed_gives_the_same_numbers_and_another_seed_others(sandbox: Sandbox) -> None:
    program = "import random\na = Value(random.uniform(-1, 1))"
    first, same, other = (sandbox.record(program, seed).graph.data.tolist() for seed in (7, 7, 8))
    assert first == same != other


def test_random_numbers_with_a_seed_of_their_own_are_those_of_python(sandbox: Sandbox) -> None:
    import random

    random.seed(1337)
    program = "import random\nrandom.seed(1337)\na = Value(random.uniform(-1, 1))\nb = Value(random.gauss(0, 1))"
    assert sandbox.record(program).graph.data.tolist() == [random.uniform(-1, 1), random.gauss(0, 1)]


def test_a_program_without_values_is_an_empty_graph(sandbox: Sandbox) -> None:
    recording = sandbox.record("# nothing yet\n")
    assert len(recording.graph.op) == 0
    assert recording.graph.root == -1


def test_no_name_and_no_change_reaches_the_next_program(sandbox: Sandbox) -> None:
    for _ in range(SandboxLimits().workers + 1):
        with pytest.raises(ProgramError):
            sandbox.record("print(secret)")
        sandbox.record("import math\nsecret = 42\nValue.tanh = None\ntanh = sum = print = 7")
    assert printed(sandbox.record("import math\nprint(tanh(Value(0.0)), math.pi)")).startswith(
        "Value(data=0.0) 3.14159"
    )


def test_a_program_cannot_reach_into_what_records_it(sandbox: Sandbox) -> None:
    program = (
        "len = isinstance = float = int = list = max = None\na = Value(2.0)\nb = a * 3 + a\nb.backward()\nprint(a.grad)"
    )
    assert printed(sandbox.record(program)) == "4.0\n"


def test_a_process_that_is_killed_is_replaced_and_only_its_own_run_is_told() -> None:
    sandbox = Sandbox(SandboxLimits(seconds=0.3, grace=0.1))
    outcomes: list[str] = []

    def healthy() -> None:
        for _ in range(5):
            outcomes.append(printed(sandbox.record("print((Value(2.0) * 3).data)")))

    try:
        other = threading.Thread(target=healthy)
        other.start()
        with pytest.raises(ProgramError) as error:
            sandbox.record("x = 3\nwhile True:\n    x = x * x")
        other.join()
        assert (error.value.code, error.value.line) == ("timeout", 2)
        assert outcomes == ["6.0\n"] * 5
        assert printed(sandbox.record("print(1)")) == "1\n"
    finally:
        sandbox.close()


def test_processes_stand_back_and_none_is_left_when_the_sandbox_is_closed() -> None:
    before = children()
    sandbox = Sandbox()
    sandbox.record("a = Value(1.0)")
    workers = children() - before
    assert workers
    own = os.getpriority(os.PRIO_PROCESS, 0)
    assert all(os.getpriority(os.PRIO_PROCESS, worker) > own for worker in workers), "who answers goes first"
    sandbox.close()
    deadline = time.monotonic() + 5
    while workers & children() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not workers & children()


def test_programs_of_many_threads_do_not_mix(sandbox: Sandbox) -> None:
    results = squares_in_threads(sandbox.record)
    assert results == {number: [number, number * number] for number in range(8)}


def test_a_large_graph_is_recorded_whole(sandbox: Sandbox) -> None:
    graph = sandbox.record("a = Value(1.0)\nfor i in range(30_000):\n    a = a * 1.0").graph
    assert len(graph.op) == 60_001
    assert np.array_equal(graph.start, np.cumsum([0] + [2 if code > 1 else 0 for code in graph.op]))


def test_a_session_that_could_not_be_made_ready_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    warm, failures = Sandbox._warm, [TimeoutError("too busy"), OSError("no process"), None]

    def now_and_then(self: Sandbox, seconds: float) -> MontySession:
        if (failure := failures.pop(0) if failures else None) is not None:
            raise failure
        return warm(self, seconds)

    monkeypatch.setattr(Sandbox, "_warm", now_and_then)
    sandbox = Sandbox(SandboxLimits(workers=1))
    for _ in range(3):
        assert len(sandbox.record("a = Value(2.0)").graph.op) == 1
    sandbox.close()


def test_who_asks_while_no_session_can_be_made_ready_is_told_and_the_next_one_is_served(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def failing(self: Sandbox, seconds: float) -> MontySession:
        raise OSError("no process")

    with monkeypatch.context() as broken:
        broken.setattr(Sandbox, "_warm", failing)
        sandbox = Sandbox(SandboxLimits(workers=1))
        with pytest.raises(ProgramError, match="too busy"):
            sandbox.record("a = Value(2.0)")
    assert len(sandbox.record("a = Value(2.0)").graph.op) == 1
    sandbox.close()
