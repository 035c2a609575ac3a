"""A right class is never accused, however it is written; a wrong one is told its mistake by the right name."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.program.sandbox import Sandbox
from tests.program import own_methods, own_right
from tests.program.own_wrong import WRONG

RIGHT = own_right.RIGHT | own_methods.RIGHT


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_class_is_never_accused(sandbox: Sandbox, name: str) -> None:
    recording = sandbox.record(RIGHT[name])
    assert recording.own is not None
    assert recording.own.mistakes == ()
    assert not recording.own.wrong.any()
    assert np.isfinite(recording.own.grad).any()


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_named(sandbox: Sandbox, name: str) -> None:
    kind, program = WRONG[name]
    recording = sandbox.record(program)
    assert recording.own is not None
    (mistake,) = recording.own.mistakes
    assert mistake.kind == kind
    assert 0 < mistake.line <= program.count("\n")
    assert recording.own.wrong.any()
    assert recording.own.wrong[:, mistake.nodes[0]].any()


def test_of_gradients_that_only_leaves_keep_the_wrong_one_is_told_beside_the_right_one(sandbox: Sandbox) -> None:
    program = (PASTED / "own_gradients_of_leaves_only.py").read_text("utf-8")
    own = sandbox.record(program.replace("return b * d_output, a * d_output", "return a * d_output, b * d_output")).own
    assert own is not None
    (mistake,) = own.mistakes
    assert mistake.kind == "gradient"
    assert mistake.message == "The gradient of y is 0.333333; the right one is 0.222222."


PASTED = Path(__file__).parent / "pasted"
SPOILED = (  # a right program, what is wrong in it then, its mistake, and words of the line that is pointed at
    ("own_match_on_op", "(1 - self.data ** 2)", "(1 - self.data)", "derivative", "def tanh"),
    ("own_match_on_op", "a.grad += self.data * self.grad", "a.grad += self.data", "chain", "def exp"),
    ("own_match_on_op", "o.backward()\n", "o.backward()\no.backward()\n", "not_zeroed", "def backward"),
    ("own_counts_uses", "self.grad += o.data", "self.grad += self.data", "derivative", "def __mul__"),
    ("own_counts_uses", "self.grad = 1.0", "self.grad = 2.0", "seed", "def backward"),
    ("own_leaky_relu_sin_sqrt", "out.data * out.grad\n        out._backward = b", "out.data", "silent", "def sqrt"),
    ("own_leaky_relu_sin_sqrt", "Value(math.sqrt(self.data)", "Value(self.data / 2", "value", "def sqrt"),
    ("own_derivative_with_lambdas", "a.derivative += d", "a.derivative = d", "overwritten", "a.derivative = d"),
    ("own_derivative_with_lambdas", "self.v ** (n - 1)", "self.v ** n", "derivative", "def __pow__"),
    ("own_grad_none_at_first", "(t.grad * (t.data > 0))", "(1.0 * (t.data > 0))", "chain", "def relu"),
    ("own_newest_first", "lambda g: (g, -g)", "lambda g: (g, g)", "derivative", "def __sub__"),
    (
        "own_class_for_each_op",
        "for i in self.inputs: i.grad",
        "for i in set(self.inputs): i.grad",
        "lost_edge",
        "def __init__",
    ),
)


@pytest.mark.parametrize(("name", "right", "wrong", "kind", "words"), SPOILED, ids=[each[3] for each in SPOILED])
def test_a_mistake_in_a_class_of_another_style_is_named(
    sandbox: Sandbox, name: str, right: str, wrong: str, kind: str, words: str
) -> None:
    program = (PASTED / f"{name}.py").read_text("utf-8")
    assert right in program
    spoiled = program.replace(right, wrong, 1).replace("z = x * y + x", "z = (x + x) * y")
    own = sandbox.record(spoiled).own
    assert own is not None
    (mistake,) = own.mistakes
    assert mistake.kind == kind
    assert words in spoiled.splitlines()[mistake.line - 1]
