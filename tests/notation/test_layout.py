"""Formulas that fit."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.notation.expression import Binary, Call, Expression, Name, Negative, Number, Partial, Term
from app.notation.layout import ROOM, abbreviated, lines
from app.notation.mathml import Math, width
from app.notation.parsing import parse
from app.notation.spelling import spell
from app.notation.typeset import typeset

names = st.text("abmwxW_01", min_size=1, max_size=40).map(Name)
leaves = names | st.floats(allow_nan=True).map(Number)
expressions = st.recursive(
    leaves,
    lambda inner: (
        st.builds(Binary, st.sampled_from(["+", "-", "*", "/", "//", "**"]), inner, inner)
        | st.builds(Negative, inner)
        | st.builds(Term, st.integers(0, 9), inner)
        | st.builds(
            lambda name, some: Call(name, tuple(some)), st.sampled_from(["tanh", "leaky_relu"]), st.lists(inner)
        )
    ),
    max_leaves=12,
)


def tokens(math: Math) -> str:
    return math.text + "".join(map(tokens, math.children))


def test_what_fits_stays_in_one_line() -> None:
    (line,) = lines([("", parse("o")), ("=", parse("tanh(n)"))])
    assert tokens(line) == "o=tanh(n)"


def test_a_long_formula_breaks_before_an_equals_sign() -> None:
    first, second = lines([("", parse("total")), ("=", parse("x1*w1 + x2*w2 + b1"))])
    assert (tokens(first), tokens(second)) == ("total", "=x1w1+x2w2+b1")


def test_a_side_that_is_too_long_breaks_before_a_plus() -> None:
    parts = lines([("", parse("n")), ("=", parse("x1*w1 + x2*w2 + x3*w3 + x4*w4 + b"))])
    assert len(parts) > 2
    assert all(tokens(line)[0] in "n=+" for line in parts)
    assert "".join(map(tokens, parts)) == "n=x1w1+x2w2+x3w3+x4w4+b"


@pytest.mark.parametrize(
    ("text", "room", "short"),
    [
        ("x1*w1 + x2*w2 + b", 8.0, "x1*w1 + … + b"),
        ("x1*w1 + x2*w2 + x3*w3 + b", 6.0, "x1*w1 + …"),
        ("tanh(x1*w1 + x2*w2)", 6.0, "tanh(…)"),
        ("a_very_long_name_of_a_loss", 6.0, "a_ve…oss"),
    ],
)
def test_what_cannot_break_is_abbreviated(text: str, room: float, short: str) -> None:
    assert spell(abbreviated(parse(text), room)) == short


@settings(deadline=None)
@given(expressions, expressions)
def test_no_line_is_wider_than_its_room(left: Expression, right: Expression) -> None:
    fraction = Partial(Term(1, left), Term(2, right))
    short: list[tuple[str, Expression]] = [("", left), ("=", right)]
    long: list[tuple[str, Expression]] = [("", fraction), ("+=", Binary("*", fraction, right))]
    for parts in (short, long):
        for line in lines(parts):
            assert width(line) <= ROOM


@settings(deadline=None)
@given(expressions)
def test_an_abbreviation_is_never_wider_than_what_it_stands_for(expression: Expression) -> None:
    assert width(typeset(abbreviated(expression, 6.0))) <= max(6.0, width(typeset(expression)))
