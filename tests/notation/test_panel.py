"""Every step of any graph can be explained, and the panel is well-formed, escaped and never wider than it may be."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.builder import GraphBuilder
from app.engine.replay import Backward, Forward, Update, ZeroGrad
from app.notation.explanation import Explanation
from app.notation.layout import ALONE, ROOM
from app.notation.mathml import width
from app.notation.phrases import plain
from tests.engine.graphs import neuron, random_graph
from tests.notation.telling import html, told

RAW = re.compile(r"\b(nan|inf|None|Undefined|Infinity|NaN)\b")
PHASES = (Forward(), Backward(), Update(0.1), ZeroGrad(), Backward())
seeds = st.integers(0, 2**32 - 1)


def check(explanation: Explanation) -> None:
    page = html(explanation)
    ElementTree.fromstring(page)
    shown = re.sub(r"<[^>]*>", " ", page)
    assert not RAW.search(shown), shown
    assert not RAW.search(explanation.spoken)
    assert plain(explanation.sentence).endswith(".")
    assert explanation.title
    assert explanation.spoken
    for formula in explanation.formulas:
        assert all(width(line) <= ROOM for line in formula.lines), formula.text
    for row in explanation.rows:
        assert row.formula is None or all(width(line) <= ALONE for line in row.formula.lines)
    assert orjson.loads(orjson.dumps(explanation))["title"] == explanation.title


@settings(max_examples=12, deadline=None)
@given(seeds, st.integers(1, 12), st.sampled_from([0.0, 0.4]), st.booleans())
def test_every_step_of_a_random_graph_can_be_explained(seed: int, nodes: int, special: float, single: bool) -> None:
    for explanation in told(random_graph(seed, nodes, special=special, single=single), *PHASES):
        check(explanation)


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=300), st.text(max_size=80))
def test_any_label_is_shown_and_none_is_markup(one: str, two: str) -> None:
    b = GraphBuilder()
    b.op("tanh", b.op("mul", b.leaf(2.0, one), b.leaf(-3.0, two)), label=one)
    for explanation in told(b.graph(), *PHASES):
        page = html(explanation)
        assert set(re.findall(r"<(\w+)", page)) <= {
            "article", "h2", "p", "em", "a", "div", "math", "table", "tbody", "tr", "th", "td",
            "mrow", "mfrac", "msub", "msup", "msqrt", "mi", "mn", "mo", "mtext", "mspace",
        }  # fmt: skip


def test_a_script_in_a_label_is_text() -> None:
    b = GraphBuilder()
    b.op("exp", b.leaf(2.0, "<script>alert(1)</script>"), label='"><img src=x onerror=alert(1)>')
    for explanation in told(b.graph()):
        assert "<script" not in html(explanation)
        assert "<img" not in html(explanation)


def test_names_in_sentences_and_rows_are_links_to_the_tape() -> None:
    page = ElementTree.fromstring(html(told(neuron())[-2]))
    links = [(link.text, link.get("data-node"), link.get("href")) for link in page.iter("a")]
    assert links == [
        ("x1*w1", "5", "#tape-5"),
        ("x1.grad", "0", "#tape-0"),
        ("x1.grad", "0", "#tape-0"),
    ]


def test_the_terms_of_a_formula_tell_their_nodes() -> None:
    page = ElementTree.fromstring(html(told(neuron())[-2]))
    formulas = [element for element in page.iter("div") if element.get("class") == "formula"]
    assert [formula.get("aria-label") for formula in formulas] == ["∂o/∂x1 = ∂o/∂(x1*w1)*w1", "= 0.5*(-3) = -1.5"]
    nodes = {part.get("data-node") for formula in formulas for part in formula.iter() if part.get("data-node")}
    assert nodes == {"0", "2", "5", "9"}


def test_a_screen_reader_is_told_one_short_sentence() -> None:
    for explanation in told(neuron(), *PHASES):
        page = ElementTree.fromstring(html(explanation))
        (status,) = [element for element in page.iter() if element.get("role") == "status"]
        assert status.text == explanation.spoken
        assert len(explanation.spoken) < 120


def test_every_digit_of_a_figure_is_there_on_hover() -> None:
    page = html(told(neuron())[-2])
    assert 'title="0.4999999999999999"' in page
    assert ">0.5000</td>" in page


def test_there_is_no_inline_style_and_no_script() -> None:
    for explanation in told(neuron(), *PHASES):
        assert not re.search(r"\bstyle=|<script|\son\w+=", html(explanation))
