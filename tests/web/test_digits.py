"""The float32 lesson: the Check panel says where digits were lost and what the output would be with them."""

from __future__ import annotations

from pathlib import Path

from tests.web.learner import Learner
from tests.web.markup import read

BLOG = (Path(__file__).parents[1] / "program/pasted/blog_pytorch_neuron.py").read_text("utf-8")
EXACT = BLOG.replace("torch.Tensor([6.8813735870195432]).double()", "torch.tensor([6.8813735870195432]).double()")
FLOAT64 = BLOG.replace(
    "torch.Tensor([6.8813735870195432]).double()", "torch.tensor([6.8813735870195432], dtype=torch.float64)"
)


def panel(ann: Learner, program: str, precision: str = "float64") -> str:
    session = ann.begin(program)
    session.put("/settings", precision=precision)
    return " ".join(read(ann.ask("GET", f"/s/{session.id}/check")).text.split())


def test_the_blogs_neuron_is_told_why_it_is_not_what_it_seems(ann: Learner) -> None:
    text = panel(ann, BLOG)
    assert "o is 0.7071066904050358" in text
    assert "it would be 0.7071067811865476" in text
    assert "written 6.8813735870195432"[:24] in text
    assert "held 6.881373405456543" in text
    assert "cannot bring the others back" in text


def test_leaves_in_float64_from_the_beginning_need_no_lesson(ann: Learner) -> None:
    session = ann.begin(FLOAT64)
    assert session.seen(["o"], "data", at=session.get()["timeline"]["length"]) == [0.7071067811865476]
    assert "float32 lesson" not in panel(ann, FLOAT64)


def test_all_of_float32_rounds_on_the_way_too(ann: Learner) -> None:
    program = "a = Value(0.1)\nb = Value(0.2)\nc = a + b * 3\n"
    assert "Every operation rounds to float32 too" in panel(ann, program, "float32")
    assert "float32 lesson" not in panel(ann, program)


def test_nothing_is_told_of_an_empty_graph(ann: Learner) -> None:
    assert "float32 lesson" not in panel(ann, "", "float32")
