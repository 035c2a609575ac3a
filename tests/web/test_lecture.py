"""The lecture's numbers, through the API alone, held against HIPS autograd always and PyTorch where it is installed."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import autograd
import autograd.numpy as anp
import pytest

from tests.web.learner import Learner, Session

NEURON = {"x1": 2.0, "x2": 0.0, "w1": -3.0, "w2": 1.0, "b": 6.8813735870195432}
Numbers = dict[str, float]


@dataclass(frozen=True)
class Lesson:
    """An expression: the program without its leaves, the same for the oracles, and what the lecture says."""

    name: str
    leaves: Numbers
    lines: str
    formula: Callable[..., Any]  # of a module with exp and tanh, and the leaves
    root: str
    data: float
    grads: Numbers

    @property
    def program(self) -> str:
        return "".join(f"{name} = Value({number!r})\n" for name, number in self.leaves.items()) + self.lines


LESSONS = (
    Lesson("parabola", {"x": 3.0}, "y = 3*x**2 - 4*x + 5", lambda m, x: 3 * x**2 - 4 * x + 5, "y", 20.0, {"x": 14.0}),
    Lesson(
        "parabola falling",
        {"x": -3.0},
        "y = 3*x**2 - 4*x + 5",
        lambda m, x: 3 * x**2 - 4 * x + 5,
        "y",
        44.0,
        {"x": -22.0},
    ),
    Lesson(
        "parabola at rest",
        {"x": 2 / 3},
        "y = 3*x**2 - 4*x + 5",
        lambda m, x: 3 * x**2 - 4 * x + 5,
        "y",
        11 / 3,
        {"x": 0.0},
    ),
    Lesson(
        "three leaves",
        {"a": 2.0, "b": -3.0, "c": 10.0},
        "d = a*b + c",
        lambda m, a, b, c: a * b + c,
        "d",
        4.0,
        {"a": -3.0, "b": 2.0, "c": 1.0},
    ),
    Lesson(
        "four leaves",
        {"a": 2.0, "b": -3.0, "c": 10.0, "f": -2.0},
        "e = a*b\nd = e + c\nL = d*f",
        lambda m, a, b, c, f: (a * b + c) * f,
        "L",
        -8.0,
        {"a": 6.0, "b": -4.0, "c": -2.0, "d": -2.0, "f": 4.0},
    ),
    Lesson(
        "neuron",
        NEURON,
        "n = x1*w1 + x2*w2 + b\no = n.tanh()",
        lambda m, x1, x2, w1, w2, b: m.tanh(x1 * w1 + x2 * w2 + b),
        "o",
        0.7071067811865476,
        {"x1": -1.5, "w1": 1.0, "x2": 0.5, "w2": 0.0, "b": 0.5},
    ),
    Lesson(
        "neuron with exp",
        NEURON,
        "n = x1*w1 + x2*w2 + b\ne = (2*n).exp()\no = (e - 1) / (e + 1)",
        lambda m, x1, x2, w1, w2, b: (
            (m.exp(2 * (x1 * w1 + x2 * w2 + b)) - 1) / (m.exp(2 * (x1 * w1 + x2 * w2 + b)) + 1)
        ),
        "o",
        0.7071067811865476,
        {"x1": -1.5, "w1": 1.0, "x2": 0.5, "w2": 0.0, "b": 0.5, "e": 0.04289321881345253},
    ),
    Lesson("twice", {"a": 3.0}, "b = a + a", lambda m, a: a + a, "b", 6.0, {"a": 2.0}),
    Lesson(
        "crossing",
        {"a": -2.0, "b": 3.0},
        "d = a*b\ne = a + b\nf = d*e",
        lambda m, a, b: (a * b) * (a + b),
        "f",
        -6.0,
        {"a": -3.0, "b": -8.0},
    ),
)
every_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)


def played(ann: Learner, lesson: Lesson) -> Session:
    session = ann.begin(lesson.program)
    session.post("/backward")
    return session


@every_lesson
def test_data_and_gradients_are_the_lectures(ann: Learner, lesson: Lesson) -> None:
    session = played(ann, lesson)
    assert session.seen([lesson.root], "data") == pytest.approx([lesson.data], rel=1e-12)
    expected = list(lesson.grads.values())
    assert session.seen(list(lesson.grads), "grad") == pytest.approx(expected, rel=1e-12, abs=1e-12)


@every_lesson
def test_gradients_are_those_of_hips_autograd(ann: Learner, lesson: Lesson) -> None:
    oracle = autograd.grad(lambda *leaves: lesson.formula(anp, *leaves), tuple(range(len(lesson.leaves))))
    expected = [float(grad) for grad in oracle(*lesson.leaves.values())]
    assert played(ann, lesson).seen(list(lesson.leaves), "grad") == pytest.approx(expected, rel=1e-12, abs=1e-15)


@every_lesson
def test_gradients_are_those_of_pytorch(ann: Learner, lesson: Lesson) -> None:
    torch = pytest.importorskip("torch")
    leaves = [torch.tensor(number, dtype=torch.float64, requires_grad=True) for number in lesson.leaves.values()]
    lesson.formula(torch, *leaves).backward()
    expected = [leaf.grad.item() for leaf in leaves]
    assert played(ann, lesson).seen(list(lesson.leaves), "grad") == pytest.approx(expected, rel=1e-12, abs=1e-15)


def test_the_neuron_has_ten_values_and_the_numbers_of_the_blog(ann: Learner) -> None:
    session = played(ann, LESSONS[5])
    graph = session.get("/graph")
    assert graph["nodes"] == 10
    assert sum(index in {"add", "mul", "tanh"} for index in (graph["strings"][op] for op in graph["op"])) == 5
    assert session.seen(["n", "o"], "data") == pytest.approx([0.8813735870195432, 0.7071067811865476], rel=1e-15)


def test_exp_of_two_n_is_5_8284(ann: Learner) -> None:
    assert played(ann, LESSONS[6]).seen(["e"], "data") == pytest.approx([5.8284], abs=5e-5)


def test_a_value_added_to_itself_receives_two_contributions(ann: Learner) -> None:
    steps = ann.begin("a = Value(3.0)\nb = a + a").post("/backward")["steps"]
    assert [step for step in steps if step["kind"] == "backward"] == [
        {
            "kind": "backward",
            "node": 1,
            "input": 0,
            "slot": 0,
            "upstream": 1,
            "local": 1,
            "contribution": 1,
            "total": 1,
        },
        {
            "kind": "backward",
            "node": 1,
            "input": 0,
            "slot": 1,
            "upstream": 1,
            "local": 1,
            "contribution": 1,
            "total": 2,
        },
    ]


def test_two_backwards_with_zero_grad_between_give_the_same_gradients(ann: Learner) -> None:
    session = played(ann, LESSONS[5])
    once = session.values()["grad"]
    session.post("/zero-grad")
    assert session.seen(list(NEURON), "grad") == [0, 0, 0, 0, 0]
    session.post("/backward")
    assert session.values()["grad"] == once


def test_two_backwards_without_zero_grad_double_the_leaves_and_nothing_else(ann: Learner) -> None:
    session = played(ann, LESSONS[5])
    once = session.values()["grad"]
    session.post("/backward")
    assert session.values()["grad"] == [2 * grad for grad in once[:5]] + once[5:]


def test_gradient_descent_on_squares_follows_pytorch_step_by_step(ann: Learner) -> None:
    torch = pytest.importorskip("torch")
    xs, ys = [-1.0, 0.0, 1.0, 2.0], [-1.0, 1.0, 3.5, 5.0]
    session = ann.begin(f"w = Value(0.5)\nb = Value(-1.0)\nloss = sum((w*x + b - y)**2 for x, y in zip({xs}, {ys}))\n")
    losses = session.post("/step", count=30, learning_rate=0.03)["losses"]
    w, b = (torch.tensor(number, dtype=torch.float64, requires_grad=True) for number in (0.5, -1.0))
    expected = []
    for _ in range(30):
        loss = sum((w * x + b - y) ** 2 for x, y in zip(xs, ys, strict=True))
        w.grad = b.grad = None
        loss.backward()
        with torch.no_grad():
            w -= 0.03 * w.grad
            b -= 0.03 * b.grad
        expected.append(loss.item())
    assert losses == pytest.approx(expected, rel=1e-12)
    assert session.seen(["w", "b"], "data") == pytest.approx([w.item(), b.item()], rel=1e-12)
    assert losses[-1] < losses[0] / 50


def test_what_is_not_finite_is_said_in_words(ann: Learner) -> None:
    session = ann.begin("x = Value(0.0)\ny = log(x)\nz = y - y")
    session.post("/backward")
    assert session.seen(["y", "z"], "data") == ["-Infinity", "NaN"]
    numbers = session.values()
    frame = session.frame(session.get()["timeline"]["cursor"])
    assert [math.isnan(number) for number in frame[2]] == [number == "NaN" for number in numbers["data"]]
