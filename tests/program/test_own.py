"""Programs with a Value of their own: traced as they are, and a likely mistake called by its name."""

from __future__ import annotations

import numpy as np
import pytest

from app.engine.graph import CONSTANT, LEAF
from app.engine.ops import OPS
from app.program.recording import Recording
from app.program.sandbox import Sandbox
from tests.program import own_classes as own

NEURON = """\
x1, x2 = Value(2.0, label="x1"), Value(0.0, label="x2")
w1, w2 = Value(-3.0, label="w1"), Value(1.0, label="w2")
b = Value(6.8813735870195432, label="b")
n = x1*w1 + x2*w2 + b; n.label = "n"
o = n.tanh(); o.label = "o"
o.backward()
print(x1.grad, w1.grad)
"""


def names(recording: Recording) -> list[str]:
    return [OPS[code].name for code in recording.graph.op]


def kinds(recording: Recording) -> list[str]:
    assert recording.own
    return [mistake.kind for mistake in recording.own.mistakes]


def test_the_lectures_class_gives_the_lectures_graph(sandbox: Sandbox) -> None:
    recording = sandbox.record(own.CLOSURES + NEURON)
    graph = recording.graph
    assert names(recording) == ["leaf"] * 5 + ["mul", "mul", "add", "add", "tanh"]
    assert graph.inputs.tolist() == [0, 2, 1, 3, 5, 6, 7, 4, 8]
    assert graph.label == ("x1", "x2", "w1", "w2", "b", "", "", "", "n", "o")
    assert graph.root == 9
    assert graph.span[5].tolist()[0] == own.CLOSURES.count("\n") + 4
    assert set(recording.literals) == {0, 1, 2, 3, 4}


def test_its_own_numbers_stand_beside_the_right_ones(sandbox: Sandbox) -> None:
    recording = sandbox.record(own.CLOSURES + NEURON)
    assert recording.own
    assert recording.own.grad[0, [0, 2, 1, 3, 4]] == pytest.approx([-1.5, 1.0, 0.5, 0.0, 0.5])
    assert recording.own.data[0, 9] == pytest.approx(0.7071067811865476)
    assert recording.own.mistakes == ()


def test_numbers_that_an_operation_wraps_are_constants(sandbox: Sandbox) -> None:
    recording = sandbox.record(own.CLOSURES + "a = Value(2.0)\nb = 2 * a + 1 - a / 4\nb.backward()")
    graph = recording.graph
    assert np.flatnonzero(graph.op == LEAF).tolist() == [0]
    assert graph.data[graph.op == CONSTANT].tolist() == [2.0, 1.0, 4.0, -1.0] or (graph.op == CONSTANT).sum() >= 3
    assert kinds(recording) == []


def test_the_exponential_version_of_tanh_is_traced_through(sandbox: Sandbox) -> None:
    program = own.CLOSURES + "n = Value(0.8813735870195432)\ne = (2*n).exp()\no = (e - 1) / (e + 1)\no.backward()"
    recording = sandbox.record(program)
    assert recording.own
    assert recording.own.grad[0, 0] == pytest.approx(0.5)
    assert "exp" in names(recording)
    assert kinds(recording) == []


RIGHT = {
    "closures": own.CLOSURES + own.USE,
    "networks": own.CLOSURES
    + "import random\nws = [Value(random.uniform(-1, 1)) for _ in range(3)]\n"
    + "for k in range(5):\n"
    + "    ys = [sum((w * x for w, x in zip(ws, row)), Value(0.1)).tanh() for row in ([1, 2, 3], [0, -1, 2])]\n"
    + "    loss = sum((y - 1)**2 for y in ys)\n    for w in ws: w.grad = 0\n    loss.backward()\n"
    + "    for w in ws: w.data -= 0.1 * w.grad\n",
    "it forgets to zero": own.CLOSURES
    + "a = Value(2.0)\nfor k in range(3):\n    b = a * a + a\n    b.backward()\n    a.data -= 0.01 * a.grad\n",
    "locals": own.LOCALS.replace("PARENTS", "parents")
    + own.SMALL_USE.replace("KIND", "Scalar").replace("RUN", "backprop"),
    "a set that loses nothing": own.LOCALS.replace("PARENTS", "set(parents)")
    + "a, b = Scalar(3.0), Scalar(2.0)\nc = a * b + a\nc.backprop()\n",
    "recursive": own.RECURSIVE
    + own.SMALL_USE.replace("KIND", "Var").replace("RUN", "backward")
    + "e = (d * a).sin()\ne.grad\n",
    "dataclass": own.DATACLASS + own.SMALL_USE.replace("KIND", "Node").replace("RUN", "backward"),
    "methods and properties": own.METHODS
    + "a, b = Tensor(3.0), Tensor(2.0)\nc = (a * b + a).sigmoid()\nc.backward()\n",
    "by hand": own.CLOSURES
    + "a, b = Value(2.0), Value(-3.0)\nc = a * b\nd = c + a\nd.grad = 1.0\nd._backward()\nc._backward()\n",
    "by a function": own.CLOSURES.replace("    def backward(self):", "    def _unused(self):")
    + """
def backward(root):
    order, seen = [], set()
    def visit(node):
        if node not in seen:
            seen.add(node)
            for child in node._prev: visit(child)
            order.append(node)
    visit(root)
    root.grad = 1.0
    for node in reversed(order): node._backward()
a, b = Value(2.0), Value(-3.0)
c = a * b + a
backward(c)
""",
    "not a number": own.CLOSURES + "a = Value(1e308)\nb = a * a * a - a * a\nb.backward()",
}


@pytest.mark.parametrize("name", RIGHT)
def test_a_class_that_is_right_is_never_accused(sandbox: Sandbox, name: str) -> None:
    recording = sandbox.record(RIGHT[name])
    assert recording.own is not None
    assert recording.own.mistakes == ()
    assert np.isfinite(recording.own.grad).any()


CHAIN_USE = "a = Value(0.5)\nb = a.tanh() * 3\nb.backward()\n"
WRONG = {  # kind, and what is written instead of what
    "overwritten": ("overwritten", own.CLOSURES.replace(".grad += ", ".grad = ") + own.USE),
    "overwritten in one operation": (
        "overwritten",
        own.CLOSURES.replace(
            "self.grad += out.grad\n            other.grad +=", "self.grad = out.grad\n            other.grad ="
        )
        + "a = Value(3.0)\nb = a + a\nb.backward()",
    ),
    "a set keeps one of two": (
        "lost_edge",
        own.LOCALS.replace("PARENTS", "set(parents)")
        + own.SMALL_USE.replace("KIND", "Scalar").replace("RUN", "backprop"),
    ),
    "a child is forgotten": ("lost_edge", own.CLOSURES.replace('(self, other), "*"', '(self,), "*"') + own.USE),
    "a wrong derivative of tanh": ("derivative", own.CLOSURES.replace("(1 - t ** 2)", "(1 - t)") + own.USE),
    "a wrong derivative of a product": (
        "derivative",
        own.CLOSURES.replace("+= other.data *", "+= self.data *") + own.USE,
    ),
    "a wrong derivative of a power": (
        "derivative",
        own.CLOSURES.replace("k * self.data ** (k - 1)", "self.data ** (k - 1)")
        + "a = Value(3.0)\nb = a ** 3 + a\nb.backward()",
    ),
    "a wrong sign": (
        "derivative",
        own.CLOSURES.replace("other.grad += out.grad", "other.grad -= out.grad")
        + "a, b = Value(1.0), Value(2.0)\n(a + b).backward()",
    ),
    "the chain factor of tanh": ("chain", own.CLOSURES.replace("(1 - t ** 2) * out.grad", "(1 - t ** 2)") + CHAIN_USE),
    "the chain factor of a product": (
        "chain",
        own.CLOSURES.replace("other.data * out.grad", "other.data").replace("self.data * out.grad", "self.data")
        + own.USE,
    ),
    "depth first": (
        "order",
        own.CLOSURES.replace("                order.append(node)\n", "")
        .replace(
            "                seen.add(node)\n", "                seen.add(node)\n                order.append(node)\n"
        )
        .replace("reversed(order)", "order")
        + own.USE,
    ),
    "not reversed": ("order", own.CLOSURES.replace("reversed(order)", "order") + own.USE),
    "a second backward": ("not_zeroed", own.CLOSURES + own.USE + "g.backward()\n"),
    "no seed": ("seed", own.CLOSURES.replace("        self.grad = 1.0\n", "") + own.USE),
    "a wrong value": (
        "value",
        own.CLOSURES.replace("self.data * other.data, (", "self.data + other.data, (") + own.USE,
    ),
    "no step": (
        "silent",
        own.CLOSURES.replace("(1 - t ** 2) * out.grad\n        out._backward = _backward", "(1 - t ** 2) * out.grad")
        + own.USE,
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_called_by_its_name(sandbox: Sandbox, name: str) -> None:
    kind, program = WRONG[name]
    recording = sandbox.record(program)
    assert kinds(recording) == [kind]
    assert recording.own
    (mistake,) = recording.own.mistakes
    assert mistake.message.endswith(".")
    assert mistake.hint.endswith(".")
    assert mistake.line > 0
    assert mistake.nodes


def test_every_round_of_a_loop_has_its_own_numbers(sandbox: Sandbox) -> None:
    recording = sandbox.record(RIGHT["networks"])
    assert recording.epochs
    assert recording.own
    assert recording.own.grad.shape == (5, len(recording.graph.op))
    leaves = [place for place, label in enumerate(recording.graph.label) if label.startswith("ws")]
    moved = np.diff(recording.epochs.data[:, [recording.epochs.nodes.tolist().index(leaf) for leaf in leaves]], axis=0)
    assert moved == pytest.approx(-0.1 * recording.own.grad[:, leaves])


def test_an_operation_that_nobody_knows_is_a_leaf_with_a_note(sandbox: Sandbox) -> None:
    odd = "    def odd(self):\n        return Value(self.data ** 2 + math.cos(self.data), (self,), 'odd')\n"
    recording = sandbox.record(own.CLOSURES + odd + "a = Value(2.0)\nb = a.odd() * 2\nb.backward()")
    assert names(recording)[:2] == ["leaf", "leaf"]
    assert [note.line for note in recording.notes] == [own.CLOSURES.count("\n") + 4]
    assert kinds(recording) == []


def test_an_operation_is_known_by_what_it_computes(sandbox: Sandbox) -> None:
    more = """\
    def square(self):
        return Value(self.data ** 2, (self,), "sq")
    def squash(self):
        return Value(1 / (1 + math.exp(-self.data)), (self,), "squash")
    def leaky(self, slope=0.1):
        return Value(self.data if self.data > 0 else slope * self.data, (self,), "leaky")
"""
    recording = sandbox.record(
        own.CLOSURES + more + "a = Value(-2.0)\nb = a.square() * a.squash() * a.leaky()\nb.backward()"
    )
    assert [name for name in names(recording) if name not in ("leaf", "mul")] == ["pow", "sigmoid", "leaky_relu"]


def test_objects_of_a_class_with_arithmetic_alone_are_left_in_peace(sandbox: Sandbox) -> None:
    program = (
        "class Vector:\n    def __init__(self, x): self.x = x\n    def __add__(self, o): return Vector(self.x + o.x)\n"
    )
    recording = sandbox.record(program + "print((Vector(1) + Vector(2)).x)")
    assert len(recording.graph.op) == 0
    assert recording.own is None
    assert recording.prints[0].text == "3\n"


def test_a_class_that_is_not_followed_is_told_why(sandbox: Sandbox) -> None:
    program = "import math\n\nclass Box:\n    def __init__(self, inside):\n        self.inside = inside\n\nBox(2.0)\n"
    (note,) = sandbox.record(program).notes
    assert (note.line, "data, grad" in note.text, "Box" in note.text) == (3, True, True)
    assert not sandbox.record(f"{program}x = Value(1.0)\ny = x*x\n").notes


def test_weights_made_in_a_class_of_the_program_are_called_by_their_attribute(sandbox: Sandbox) -> None:
    neuron = "class Neuron:\n    def __init__(self):\n        self.w, self.b = [Value(0.5), Value(-1.0)], Value(0.1)\n"
    use = "n = Neuron()\ny = n.w[0] * 2.0 + n.w[1] + n.b\ny.backward()\n"
    assert {"w[0]", "w[1]", "b", "y"} <= set(sandbox.record(own.CLOSURES + neuron + use).graph.label)
