from __future__ import annotations

import numpy as np
import pytest

from app.engine.graph import LEAF
from app.program.errors import ProgramError, UnknownNames
from app.program.recording import Recording
from app.program.sandbox import Sandbox

COLUMNS = {"x1": 1.5, "x2": -2.0, "y": 1.0}
ONE_EXAMPLE = "model = MLP(2, [4, 4, 1])\no = model([x1, x2])\nloss = (o - y)**2\n"
OWN = """\
class Value:
    def __init__(self, data, children=()):
        self.data = data
        self.grad = 0.0
        self.children = children
        self._backward = lambda: None
    def __add__(self, other):
        out = Value(self.data + other.data, (self, other))
        def _backward():
            self.grad += out.grad
            other.grad += out.grad
        out._backward = _backward
        return out
    def __mul__(self, other):
        out = Value(self.data * other.data, (self, other))
        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad
        out._backward = _backward
        return out
w = Value(0.5)
loss = w*x1 + y
"""
TORCH = """\
import torch
w = torch.tensor([0.5, -0.5], requires_grad=True)
o = torch.tanh(w[0]*x1 + w[1]*x2)
loss = (o - y)**2
"""


def leaves(recording: Recording) -> dict[str, tuple[float, bool]]:
    graph = recording.graph
    named = [node for node in np.flatnonzero(graph.op == LEAF).tolist() if graph.label[node] in COLUMNS]
    return {graph.label[n]: (float(graph.data[n]), bool(graph.requires_grad[n])) for n in named}


def test_names_that_a_column_has_are_leaves_without_being_defined(sandbox: Sandbox) -> None:
    recording = sandbox.record(ONE_EXAMPLE, columns=COLUMNS)
    assert leaves(recording) == {"x1": (1.5, False), "x2": (-2.0, False), "y": (1.0, False)}
    graph = recording.graph
    assert graph.label[graph.root] == "loss"
    assert graph.span[graph.label.index("x2")].tolist() == [2, 15, 2, 17]
    assert graph.label.index("x2") not in recording.literals


def test_the_numbers_of_a_model_do_not_depend_on_columns(sandbox: Sandbox) -> None:
    with_columns = sandbox.record(ONE_EXAMPLE, 7, COLUMNS).graph
    written = "x1, x2, y = Value(1.5), Value(-2.0), Value(1.0)\n" + ONE_EXAMPLE
    without = sandbox.record(written, 7).graph
    assert with_columns.data[3:].tolist() == without.data[3:].tolist()


def test_what_the_program_defines_stays_its_own(sandbox: Sandbox) -> None:
    recording = sandbox.record("x1 = Value(7.0)\no = x1*x2", columns=COLUMNS)
    assert leaves(recording) == {"x1": (7.0, True), "x2": (-2.0, False)}
    recording = sandbox.record("def f(x1):\n    return x1*2\nf(Value(3.0))", columns=COLUMNS)
    assert "x1" not in leaves(recording)


def test_a_class_of_the_programs_own_makes_its_columns_itself(sandbox: Sandbox) -> None:
    recording = sandbox.record(OWN, columns=COLUMNS)
    assert {name: number for name, (number, _) in leaves(recording).items()} == {"x1": 1.5, "y": 1.0}
    assert recording.literals.keys() == {recording.graph.label.index("w")}


def test_a_program_with_torch_has_tensors_as_columns(sandbox: Sandbox) -> None:
    recording = sandbox.record(TORCH, columns=COLUMNS)
    assert leaves(recording) == {"x1": (1.5, False), "x2": (-2.0, False), "y": (1.0, False)}


def test_a_name_that_no_column_has_is_still_unknown(sandbox: Sandbox) -> None:
    with pytest.raises(UnknownNames) as caught:
        sandbox.record("o = x1*x3 + z", columns=COLUMNS)
    assert caught.value.names == ("x3", "z")


def test_a_column_may_be_called_as_a_module_is_usually(sandbox: Sandbox) -> None:
    recording = sandbox.record("o = np*2", columns={"np": 3.0})
    assert recording.graph.data[0] == 3.0


@pytest.mark.parametrize(
    ("arguments", "kinds"),
    [
        ("[2, 1]", "Tanh Tanh Tanh"),
        ("[2, 1], activation='relu'", "ReLU ReLU Linear"),
        ("[2, 1], activation='sigmoid'", "sigmoid sigmoid sigmoid"),
        ("[2, 1], output='linear'", "Tanh Tanh Linear"),
        ("[2, 1], activation='gelu', output='tanh'", "gelu gelu Tanh"),
        ("[2, 1], activation='linear'", "Linear Linear Linear"),
    ],
)
def test_an_activation_may_be_chosen_and_what_the_last_layer_ends_with(
    sandbox: Sandbox, arguments: str, kinds: str
) -> None:
    program = (
        f"m = MLP(1, {arguments})\nfor layer in m.layers:\n    for n in layer.neurons:\n        print(n)\nm([1.0])"
    )
    printed = [line.text.removesuffix("\n") for line in sandbox.record(program).prints]
    assert " ".join(line.split("Neuron")[0] for line in printed) == kinds


def test_an_activation_that_is_none_is_refused_with_those_there_are(sandbox: Sandbox) -> None:
    with pytest.raises(ProgramError, match="choose one of tanh"):
        sandbox.record("MLP(1, [1], activation='swoosh')")
