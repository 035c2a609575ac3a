"""Deleting: only what was asked for goes, with all that is computed from it or with its input in its place."""

from __future__ import annotations

import pytest

from app.program.gestures import Delete
from tests.program.gesturing import Hand

LEAVES = "a = Value(2.0)\nb = Value(-3.0)\n"
NEURON = "# title\n" + LEAVES + "\nn = a*b + a  # sum\n# out\no = n.tanh()\no.backward()\nprint(o.data)\n"


def test_the_end_of_a_program_moves_to_what_it_was_made_from(hand: Hand) -> None:
    built = hand.build(NEURON, lambda n: Delete(n["o"]))
    assert built.program == "# title\n" + LEAVES + "\nn = a*b + a  # sum\n# out\nn.backward()\n"
    assert hand.root(built.program) == "n"
    assert built.said == "Deleted o."


def test_what_is_computed_from_a_node_goes_with_it_and_what_it_is_made_from_stays(hand: Hand) -> None:
    built = hand.build(NEURON, lambda n: Delete(n["n"]))
    assert built.program == "# title\n" + LEAVES + "\nc = a*b  # sum\n# out\nc.backward()\n"
    assert built.said == "Deleted n and what was computed from it: o."


def test_with_the_last_node_goes_the_last_line(hand: Hand) -> None:
    assert hand.program(LEAVES + "a.backward()\n", lambda n: Delete(n["a"])) == "b = Value(-3.0)\n"
    assert hand.program("a = Value(1.0)", lambda n: Delete(n["a"])) == ""


@pytest.mark.parametrize(
    ("program", "node", "after"),
    [
        ("o = a*b; o.label = 'out'; p = a + b\n", "out", "p = a + b\n"),
        ("p = a + b; o = a*b\n", "o", "p = a + b\n"),
        ("p = a + b; o = a*b; q = a - b  # all\n", "o", "p = a + b; q = a - b  # all\n"),
        ("p = (a + b).exp(); q = a - b\n", "p", "c = a + b; q = a - b\n"),
        ("if True:\n    o = a*b\n", "o", "if True:\n    pass\n"),
        ("xs = [a, a*b, b]\n", "xs[1]", "xs = [a, b]\n"),
        ("xs = [a, b, (a*b)]\n", "xs[2]", "xs = [a, b]\n"),
        ("xs = [(a*b).exp()]\n", "xs[0]", "c = a*b\nxs = []\n"),
        ("p, q = a*b, (a + b)\n", "p", "q = (a + b)\n"),
        ("p, q = a*b, (a + b)\n", "q", "p = a*b\n"),
        ("p = q = a*b\nr = p + q\n", "p", ""),
        ("p = a*b\nassert p.data < 0\nw = p.data\nprint(f'{w}')\n", "p", ""),
        ("p = a*b\nfor x in [a, p, b]:\n    x.data += 1\n", "p", "for x in [a, b]:\n    x.data += 1\n"),
        ("s = sum([a, b])\nt = s*2\n", "s", ""),
        ("c = a*b\nc += a\nd = c*2\n", "c += a", "c = a*b\n"),
    ],
)
def test_the_text_that_goes_is_what_spoke_of_it(hand: Hand, program: str, node: str, after: str) -> None:
    assert hand.program(LEAVES + program, lambda n: Delete(n[node])) == LEAVES + after


@pytest.mark.parametrize(
    ("program", "node", "after"),
    [
        ("n = a*b\no = n.tanh()\np = o*2\no.backward()\n", "o", "n = a*b\np = n*2\nn.backward()\n"),
        ("n = a*b\no = n.tanh(); o.label = 'out'\np = o*2\n", "out", "n = a*b\np = n*2\n"),
        ("n = a*b + a\no = n.tanh()\n", "n", "n = a*b\no = n.tanh()\n"),
        ("n = (a + b)*a\n", "a + b", "n = a*a\n"),
        ("n = (a*b).tanh()**2\n", "(a*b).tanh()", "n = (a*b)**2\n"),
        ("n = 2*a + b\n", "2*a", "n = a + b\n"),
        ("n = a*(b + 1).exp()\n", "n", "c = (b + 1).exp()\n"),
        ("c = a*b\nc += a\nd = c*2\n", "c += a", "c = a*b\nd = c*2\n"),
    ],
)
def test_the_first_input_takes_the_place_of_a_node(hand: Hand, program: str, node: str, after: str) -> None:
    assert hand.program(LEAVES + program, lambda n: Delete(n[node], "reconnect")) == LEAVES + after


def test_what_cannot_go_says_why(hand: Hand) -> None:
    assert hand.refusal(LEAVES, lambda n: Delete(n["a"], "reconnect")).startswith("a is a leaf: nothing goes into it.")
    loop = LEAVES + "for i in range(2):\n    c = a*i\n"
    said = "What is computed from it is also used where it may run many times. Change line {} of the program instead."
    assert hand.refusal(loop, lambda n: Delete(n["a"])) == said.format(4)
    number = LEAVES + "c = a*2\n"
    assert hand.refusal(number, lambda n: Delete(n["c"] - 1)).startswith("A bare number belongs to its op.")
    mentioned = LEAVES + "c = a*b\ndef f():\n    return c.data\n"
    assert hand.refusal(mentioned, lambda n: Delete(n["c"])) == said.format(5)


def test_a_chain_as_long_as_a_program_may_be_goes_at_once(hand: Hand) -> None:
    chain = "".join(f"v{i} = v{i - 1}*a\n" for i in range(1, 1500))
    built = hand.build(f"a = Value(1.0)\nv0 = Value(1.0)\n{chain}", lambda n: Delete(n["v0"]))
    assert built.program == "a = Value(1.0)\n"
    assert built.said == "Deleted v0 and what was computed from it: v1, v2, v3, v4 …."
