"""Groups: objects and calls that a graph can be folded by."""

from __future__ import annotations

import pytest

from app.program.sandbox import Sandbox

NETWORK = """\
class Neuron:
    def __init__(self, n):
        self.w = [Value(0.1 * i) for i in range(n)]
        self.b = Value(0.0)
    def __call__(self, x):
        return sum((w * v for w, v in zip(self.w, x)), self.b).tanh()
class LinearLayer:
    def __init__(self, n, m):
        self.neurons = [Neuron(n) for _ in range(m)]
    def __call__(self, x):
        return [neuron(x) for neuron in self.neurons]
class Net:
    def __init__(self):
        self.layers = [LinearLayer(2, 2), LinearLayer(2, 1)]
    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x
net = Net()
def loss(y): return (y - 1) ** 2
total = loss(net.forward([1.0, 2.0])[0]) + loss(net.forward([2.0, 1.0])[0])
"""


def test_objects_are_groups_and_stay_the_same_for_all_their_calls(sandbox: Sandbox) -> None:
    graph = sandbox.record(NETWORK).graph
    assert graph.groups == (
        "",
        "net",
        "net/linear layer 1",
        "net/linear layer 1/neuron 1",
        "net/linear layer 1/neuron 2",
        "net/linear layer 2",
        "net/linear layer 2/neuron",
        "loss 1",
        "loss 2",
    )
    of_neuron = [i for i, group in enumerate(graph.group) if graph.groups[group] == "net/linear layer 1/neuron 1"]
    assert len(of_neuron) == 3 + 2 * 7


@pytest.mark.parametrize(
    ("program", "groups"),
    [
        ("def f(a, b): return a * b + a\nx = f(Value(1.0), Value(2.0))\ny = f(x, x)\nz = x + y", ("", "f 1", "f 2")),
        ("def f(a): return a * 2\nx = f(Value(1.0)) + 1", ("",)),
        ("def main():\n    a = Value(1.0)\n    return a * 2 + 1\nmain()", ("",)),
        ("def f(a):\n    return a if a.data > 9 else f(a * 2) + 1\ng = f(Value(1.0)) * f(Value(3.0))", None),
        ("m = MLP(2, [2, 1])\nm([1.0, 2.0])", ("", "m", "m/layer 1", "m/layer 1/neuron 1")),
        ("class A:\n    def twice(self, x): return x * 2 + x\na = A()\nb = a.twice(Value(1.0)) + 1", ("", "a")),
    ],
)
def test_calls_that_do_one_thing_or_everything_are_no_groups(
    sandbox: Sandbox, program: str, groups: tuple[str, ...] | None
) -> None:
    found = sandbox.record(program).graph.groups
    if groups is None:
        assert max(path.count("/") for path in found) < 6
    else:
        assert found[: len(groups)] == groups


def test_layers_of_pytorch_are_groups_of_the_module_that_holds_them(sandbox: Sandbox) -> None:
    program = "net = nn.Sequential(nn.Linear(2, 2), nn.Tanh(), nn.Linear(2, 1))\nnet(torch.tensor([1.0, 2.0]))"
    assert sandbox.record(program).graph.groups == ("", "net", "net/linear 1", "net/linear 2")


def test_a_function_that_ends_with_one_that_made_nothing_stays_a_group(sandbox: Sandbox) -> None:
    program = """\
def look(x):
    return None
def train(a):
    b = a * a
    c = b + a
    look(c)
    return c
a = Value(2.0)
(train(a) * 2).backward()
"""
    assert "train" in sandbox.record(program).graph.groups
