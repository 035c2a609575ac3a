"""Expressions as MathML."""

from __future__ import annotations

import pytest

from app.notation.expression import Expression, Number, Partial, Term
from app.notation.mathml import LINK, Math, width
from app.notation.parsing import parse
from app.notation.typeset import typeset


def drawn(math: Math) -> str:
    """MathML in one line: fractions as {above|below}, scripts with _ and ^, links in angle brackets."""
    inside = [drawn(child) for child in math.children]
    match math.tag:
        case "mfrac":
            return f"{{{inside[0]}|{inside[1]}}}"
        case "msub":
            return f"{inside[0]}_{inside[1]}"
        case "msup":
            return f"{inside[0]}^{inside[1]}"
        case "msqrt":
            return f"√{{{inside[0]}}}"
        case "mspace":
            return " "
        case "link":
            return f"<{inside[0]}>"
    return math.text + "".join(inside)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x1*w1 + b", "x_1 w_1+b"),
        ("2*x", "2 x"),
        ("x*2", "x·2"),
        ("2*3", "2×3"),
        ("0.5*-3", "0.5×(−3)"),
        ("-3*0.5", "(−3)×0.5"),
        ("-x*y", "−x y"),
        ("a*(b + c)", "a·(b+c)"),
        ("loss*w", "loss·w"),
        ("a*(b*c)", "a b c"),
        ("a - (b - c)", "a−(b−c)"),
        ("a + -3", "a+(−3)"),
        ("a + -b", "a+(−b)"),
        ("1/x", "{1|x}"),
        ("-out/y", "−{out|y}"),
        ("(a + b)/(c*d)", "{a+b|c d}"),
        ("(a/b)**2", "({a|b})^2"),
        ("(-2)**2", "(−2)^2"),
        ("x**(k - 1)", "x^k−1"),
        ("(x + 1)**2", "(x+1)^2"),
        ("tanh(x)**2", "tanh(x)^2"),
        ("sqrt(2*pi)", "√{2 π}"),
        ("abs(x)", "|x|"),
        ("max(x, y)", "max(x,y)"),
        ("1e-8", "10^−8"),
        ("-1.25e-8", "−1.25×10^−8"),
        ("2*1.25e-8", "2×(1.25×10^−8)"),
        ("1 if x > 0 else 0", "1 if x>0, else 0"),
        ("0 if x < y else 0.5 if x == y else 1", "0 if x<y, 0.5 if x=y, else 1"),
        ("w[0][2]", "w_0,2"),
        ("h1[3]", "h_1,3"),
        ("w_out", "w_out"),
        ("layer_1", "layer_1"),
        ("very_long_name", "very_long_name"),
        ("n#2", "n_#2"),
        ("x1#3", "x_1 #3"),
        ("my label!", "my label!"),
        ("α", "α"),
    ],
)
def test_an_expression_is_drawn_as_in_a_textbook(text: str, expected: str) -> None:
    assert drawn(typeset(parse(text))).replace("\u00a0", " ") == expected


def test_numbers_beyond_reach_are_words() -> None:
    for value, expected in ((float("inf"), "infinity"), (float("-inf"), "−infinity"), (float("nan"), "not a number")):
        assert drawn(typeset(Number(value))) == expected


def test_what_is_put_in_for_a_node_is_a_link_and_carries_its_parentheses() -> None:
    product = parse("a*b")
    assert drawn(typeset(Partial(Term(3, parse("o")), Term(7, product)))) == "{∂<o>|∂<(a b)>}"


def test_a_number_tells_whether_it_is_data_or_gradient() -> None:
    math = typeset(Number(-2.5, "gradient"))
    assert [child.kind for child in math.children] == ["sign gradient", "gradient"]


def test_links_are_not_nested() -> None:
    def links(math: Math, within: bool = False) -> int:
        assert not (within and math.tag == LINK)
        return sum(links(child, within or math.tag == LINK) for child in math.children)

    links(typeset(Term(1, Term(2, parse("a + b")))))


@pytest.mark.parametrize("text", ["x", "x1*w1", "tanh(x)/2", "a_very_long_name"])
def test_more_is_wider(text: str) -> None:
    one: Expression = parse(text)
    assert 0 < width(typeset(one)) < width(typeset(parse(f"{text} + {text}")))
