"""What nodes are called."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.builder import GraphBuilder
from app.notation.expression import Binary, Expression, Name, Negative
from app.notation.names import LONGEST, node_names
from app.notation.parsing import parse
from app.notation.spelling import spell
from tests.engine.graphs import lecture_mlp, neuron, random_graph


def built(*, deep: bool) -> GraphBuilder:
    """100,000 nodes: a chain, or eight products summed up again and again."""
    b = GraphBuilder()
    leaves = [b.leaf(1.0, f"w{i}") for i in range(8)]
    total = leaves[0]
    while len(leaves) + 2 * 49_990 > total:
        total = b.op("tanh", total) if deep else b.op("add", total, b.op("mul", leaves[total % 8], leaves[total % 3]))
    return b


def test_a_node_without_a_label_is_an_expression_of_its_inputs() -> None:
    assert node_names(neuron()) == ["x1", "x2", "w1", "w2", "b", "x1*w1", "x2*w2", "x1*w1 + x2*w2", "n", "o"]


@pytest.mark.parametrize(
    "text",
    [
        "a + b*c", "(a + b)*c", "a - (b - c)", "a - b - c", "a + (b + c)", "a/(b*c)", "a/b*c", "-a*b", "-(a + b)",
        "-(-a)", "(-a)**2", "-a**2", "a**b**c", "(a**b)**c", "a + (-b)", "a*(-b)", "tanh(a + b)*c", "max(a, b + c)**2",
        "(a*b)**2", "log(a)/exp(b)", "abs(a - b)",
    ],
)  # fmt: skip
def test_parentheses_stand_where_they_are_needed_and_nowhere_else(text: str) -> None:
    b = GraphBuilder()
    leaves = {name: b.leaf(1.0, name) for name in "abc"}
    ops = {"+": "add", "-": "sub", "*": "mul", "/": "div", "**": "pow"}

    def made(expression: Expression) -> int:
        match expression:
            case Name(name):
                return leaves[name]
            case Negative(operand):
                return b.op("neg", made(operand))
            case Binary(sign, left, right):
                if sign == "**" and not isinstance(right, Name | Binary):
                    return b.op("pow", made(left), param=float(spell(right)))
                return b.op(ops[sign], made(left), made(right))
            case _:
                return b.op(expression.function, *map(made, expression.arguments))  # type: ignore[union-attr]

    made(parse(text))
    assert node_names(b.graph())[-1] == text


def test_an_exponent_and_a_constant_are_their_numbers() -> None:
    b = GraphBuilder()
    x = b.leaf(3.0, "x")
    square = b.op("pow", x, param=2.0)
    b.op("add", b.op("mul", b.constant(-0.5), square), b.constant(-1e-8))
    assert node_names(b.graph())[2:] == ["-0.5", "-0.5*x**2", "-1e-8", "-0.5*x**2 + (-1e-8)"]


def test_a_slope_that_is_the_usual_one_is_left_out() -> None:
    b = GraphBuilder()
    x = b.leaf(3.0, "x")
    for param in (float("nan"), 0.01, 0.2):
        b.op("leaky_relu", x, param=param)
    assert node_names(b.graph())[1:] == ["leaky_relu(x)", "leaky_relu(x)", "leaky_relu(x, 0.2)"]


def test_a_label_given_again_and_again_is_numbered() -> None:
    b = GraphBuilder()
    x = b.leaf(1.0, "x")
    for _ in range(2):
        x = b.op("mul", x, b.leaf(2.0, "a"), label="x")
    b.op("exp", x)
    assert node_names(b.graph()) == ["x", "a", "x#2", "a#2", "x#3", "exp(x#3)"]


def test_leaves_without_a_name_are_counted() -> None:
    b = GraphBuilder()
    b.op("mul", b.leaf(1.0), b.leaf(2.0))
    assert node_names(b.graph()) == ["leaf1", "leaf2", "leaf1*leaf2"]


def test_a_label_that_is_an_expression_is_put_in_parentheses_where_it_needs_them() -> None:
    b = GraphBuilder()
    s = b.op("add", b.leaf(1.0, "x"), b.leaf(2.0, "y"), label="x*w + b")
    b.op("mul", s, b.leaf(2.0, "c"))
    b.op("add", s, 3)
    assert node_names(b.graph())[-2:] == ["(x*w + b)*c", "x*w + b + c"]


def test_what_does_not_fit_is_left_out_in_the_middle() -> None:
    b = GraphBuilder()
    total = b.op("mul", b.leaf(1.0, "x0"), b.leaf(1.0, "w0"))
    for i in range(1, 10):
        total = b.op("add", total, b.op("mul", b.leaf(1.0, f"x{i}"), b.leaf(1.0, f"w{i}")))
    b.op("tanh", total)
    assert node_names(b.graph())[-2:] == ["x0*w0 + … + x8*w8 + x9*w9", "tanh(x0*w0 + … + x8*w8 + x9*w9)"]


def test_a_label_loses_what_cannot_be_seen_and_what_is_too_long() -> None:
    b = GraphBuilder()
    b.leaf(1.0, "a\u202eb\n\tc")
    b.leaf(1.0, "l" * 10_000)
    b.leaf(1.0, "\u200b")
    names = node_names(b.graph())
    assert names[0] == "a b c"
    assert len(names[1]) == LONGEST
    assert names[2] == "leaf1"


def test_a_sum_of_a_hundred_thousand_inputs_has_a_short_name() -> None:
    b = GraphBuilder()
    b.op("sum", *(b.leaf(1.0, f"x{i}") for i in range(100_000)))
    assert node_names(b.graph())[-1] == "sum(x0, …, x99999)"


@pytest.mark.parametrize("deep", [True, False])
def test_a_hundred_thousand_nodes_have_names_without_recursion(deep: bool) -> None:
    names = node_names(built(deep=deep).graph())
    assert len(names) > 99_000
    assert max(map(len, names)) <= LONGEST


def test_every_node_of_the_lectures_network_has_a_name() -> None:
    assert all(0 < len(name) <= LONGEST for name in node_names(lecture_mlp()))


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 200))
def test_names_of_random_graphs_are_short_and_read_back(seed: int, nodes: int) -> None:
    for name in node_names(random_graph(seed, nodes, special=0.3)):
        assert 0 < len(name) <= LONGEST
        assert spell(parse(name)) == name


@given(st.text(max_size=60))
def test_any_label_makes_a_name(label: str) -> None:
    b = GraphBuilder()
    b.op("mul", b.leaf(1.0, label), b.leaf(1.0, label))
    for name in node_names(b.graph()):
        assert 0 < len(name) <= LONGEST
        assert name.isprintable()
