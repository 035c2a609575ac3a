"""Names, ops and inputs of nodes that are there: what changes in the text is what was asked for, and nothing else."""

from __future__ import annotations

import pytest

from app.program.gestures import Connect, Rename, Replace
from tests.program.gesturing import Hand

LEAVES = "a = Value(2.0)\nb = Value(-3.0)\n"
NEURON = LEAVES + "n = a*b + a  # sum\no = n.tanh()\no.backward()\n"


def test_a_variable_is_renamed_wherever_it_stands_and_nowhere_else(hand: Hand) -> None:
    program = (
        "def f(a):  # its own a\n    return a*2\n\n"
        "a = Value(1.0)\nab = a*a  # a, twice\nprint('a', f(a), a.data, [a for a in [1]])\n"
        "class A:\n    a = 3\n    def get(self):\n        return a\nab.a = a\n"
    )
    assert hand.program(program, lambda n: Rename(n["a"], "w")) == (
        "def f(a):  # its own a\n    return a*2\n\n"
        "w = Value(1.0)\nab = w*w  # a, twice\nprint('a', f(w), w.data, [a for a in [1]])\n"
        "class A:\n    a = 3\n    def get(self):\n        return w\nab.a = w\n"
    )


def test_a_label_that_the_program_gives_is_renamed_with_its_variable(hand: Hand) -> None:
    program = "x = Value(1.0, label='x')\ny = x*2; y.label = 'x*2'\nz = y*x; z.label = 'x'\n"
    assert hand.program(program, lambda n: Rename(0, "w")) == (
        "w = Value(1.0, label='w')\ny = w*2; y.label = 'x*2'\nz = y*w; z.label = 'x'\n"
    )
    assert "p = x*2; p.label = 'p'\n" in hand.program(program, lambda n: Rename(n["x*2"], "p"))


def test_a_variable_that_is_set_again_keeps_one_name(hand: Hand) -> None:
    built = hand.program("x = Value(1.0)\nx = x*2\nx += 1\ny = x*x\n", lambda n: Rename(0, "w"))
    assert built == "w = Value(1.0)\nw = w*2\nw += 1\ny = w*w\n"


def test_names_beyond_ascii_and_their_columns(hand: Hand) -> None:
    program = "é = Value(1.0); π = é*2  # ü\nprint(f'{é.data} é', 'ñ'); q = π*é\n"
    built = hand.build(program, lambda n: Rename(n["π"], "pi")).program
    assert built == "é = Value(1.0); pi = é*2  # ü\nprint(f'{é.data} é', 'ñ'); q = pi*é\n"


def test_an_expression_without_a_name_gets_one(hand: Hand) -> None:
    assert hand.program(NEURON, lambda n: Rename(n["a*b"], "p")) == NEURON.replace("n = a*b", "p = a*b\nn = p")
    program = "xs = [Value(1.0), Value(2.0)]\ny = xs[0]*xs[1]\n"
    built = hand.program(program, lambda n: Rename(n["xs[1]"], "x2"))
    assert built == "x2 = Value(2.0)\nxs = [Value(1.0), x2]\ny = xs[0]*xs[1]\n"


def test_an_expression_within_a_block_gets_its_line_there(hand: Hand) -> None:
    program = "a = Value(1.0)\nif True:\n    b = (a*2\n         + 1).exp()\n"
    built = hand.program(program, lambda n: Rename(3 + 1, "p"))
    assert built == "a = Value(1.0)\nif True:\n    p = (a*2\n         + 1)\n    b = p.exp()\n"


def test_the_empty_name_puts_an_expression_where_it_is_used(hand: Hand) -> None:
    program = LEAVES + "s = a + b\np = s*a\no = p.tanh()\n"
    built = hand.program(program, lambda n: Rename(n["s"], ""), lambda n: Rename(n["p"], ""))
    assert built == LEAVES + "o = ((a + b)*a).tanh()\n"


def test_a_name_that_is_needed_stays(hand: Hand) -> None:
    assert hand.refusal(NEURON, lambda n: Rename(n["a"], "")).startswith("a is used in 2 places.")
    assert hand.refusal(LEAVES, lambda n: Rename(n["a"], "")).startswith("a is used in 0 places.")
    loop = "a = Value(1.0)\nxs = [a*i for i in range(3)]\n"
    assert hand.refusal(loop, lambda n: Rename(n["a"], "")).startswith("a is used in a place that runs many times.")


@pytest.mark.parametrize(
    ("program", "text", "op", "after"),
    [
        ("c = a.tanh()", "c", "relu", "c = a.relu()"),
        ("c = tanh(a)", "c", "relu", "c = relu(a)"),
        ("c = a.tanh()", "c", "neg", "c = -a"),
        ("c = -a", "c", "exp", "c = a.exp()"),
        ("c = (a + b)*a", "a + b", "mul", "c = a*b*a"),
        ("c = a*b + a", "a*b", "add", "c = a + b + a"),
        ("c = a + b*a", "b*a", "sub", "c = a + (b - a)"),
        ("c = a - b*a", "b*a", "pow", "c = a - b**a"),
        ("c = (a + b)**2", "c", "mul", "c = (a + b) * 2"),
        ("c = a*b", "c", "pow", "c = a**b"),
        ("c = (-a)*b", "c", "pow", "c = (-a)**b"),
        ("c = a*2", "c", "tanh", "c = a.tanh()"),
        ("c = 2*a", "c", "relu", "c = a.relu()"),
        ("c = (a + b).tanh()", "a + b", "exp", "c = a.exp().tanh()"),
        ("c = tanh(a + b)", "c", "neg", "c = -(a + b)"),
        ("c = a + b", "c", "max", "c = max(a, b)"),
        ("c = max(a, b + 1)", "c", "div", "c = a / (b + 1)"),
        ("c = a.tanh()", "c", "leaky_relu", "c = a.leaky_relu()"),
        ("a += b", "a += b", "mul", "a *= b"),
        ("a += b", "a += b", "max", "a = max(a, b)"),
    ],
)
def test_an_op_is_replaced_in_its_own_spelling(hand: Hand, program: str, text: str, op: str, after: str) -> None:
    built = hand.program(f"{LEAVES}# c\n{program}  # why\n", lambda n: Replace(n[text], op))
    assert built == f"{LEAVES}# c\n{after}  # why\n"


def test_inputs_that_a_new_op_has_no_use_for_stay_as_nodes(hand: Hand) -> None:
    assert hand.program(NEURON, lambda n: Replace(n["n"], "tanh"), lambda n: Replace(n["n"], "exp")) == NEURON.replace(
        "n = a*b + a", "n = (a*b).exp()"
    )
    built = hand.program(LEAVES + "c = a + b*2\n", lambda n: Replace(n["c"], "exp"))
    assert built == LEAVES + "d = b*2\nc = a.exp()\n"


def test_inputs_that_a_new_op_needs_are_asked_for(hand: Hand) -> None:
    assert hand.refusal(NEURON, lambda n: Replace(n["o"], "add")).startswith("Add needs 2 inputs; there are 1.")
    assert "o = n + a\n" in hand.program(NEURON, lambda n: Replace(n["o"], "add", (n["a"],)))
    assert "o = n*-0.5\n" in hand.program(NEURON, lambda n: Replace(n["o"], "mul", ("-0.5",)))


def test_an_op_in_a_function_is_replaced_for_all_nodes_that_it_makes(hand: Hand) -> None:
    program = "def f(x):\n    return (x*2).tanh()\n\na = Value(1.0)\nh, g = f(a), f(a)\n"
    built = hand.build(program, lambda n: Replace(n["h"], "relu"))
    assert built.program == program.replace("tanh", "relu")
    assert built.said == "All 2 nodes that line 2 makes are relu now."


def test_a_comment_within_an_expression_is_never_lost(hand: Hand) -> None:
    program = LEAVES + "c = (a  # first\n     * b)\n"
    assert hand.refusal(program, lambda n: Replace(n["c"], "add")).startswith(
        "There is a comment within this expression."
    )


@pytest.mark.parametrize(
    ("program", "text", "slot", "source", "after"),
    [
        ("c = a*b", "c", 0, "b", "c = b*b"),
        ("c = a*b", "c", 1, "2", "c = a*2"),
        ("c = a**2", "c", 1, "b", "c = a**b"),
        ("c = a**2", "c", 0, "-2", "c = (-2)**2"),
        ("c = tanh(a)", "c", 0, "b", "c = tanh(b)"),
        ("c = (a).tanh()", "c", 0, "b", "c = b.tanh()"),
        ("c = (a + b) * a", "c", 0, "b", "d = a + b\nc = b * a"),
        ("c = a*b + a*b", "c", 0, "a", "d = a*b\nc = a + a*b"),
        ("a *= b", "a *= b", 1, "3", "a *= 3"),
        ("d = a*2; d *= b", "d *= b", 0, "b", "d = a*2; d = b*b"),
        ("e = a*b; c = -e", "c", 0, "b", "e = a*b; c = -b"),
    ],
)
def test_an_input_is_connected(hand: Hand, program: str, text: str, slot: int, source: str, after: str) -> None:
    if after == "c = (-2)**2":
        said = hand.refusal(LEAVES + program, lambda n: Connect(n[text], slot, source))
        assert said.startswith("Of bare numbers alone there is no node.")
        return
    built = hand.program(
        f"{LEAVES}{program}\n", lambda n: Connect(n[text], slot, n[source] if source in "ab" else source)
    )
    assert built == f"{LEAVES}{after}\n"


def test_lines_move_up_where_an_input_stands_further_below(hand: Hand) -> None:
    program = LEAVES + "o = a.tanh()  # out\n\n# more\nc = Value(5.0)  # late\ne = c*b\n"
    built = hand.program(program, lambda n: Connect(n["o"], 0, n["e"]))
    assert built == LEAVES + "c = Value(5.0)  # late\ne = c*b\no = e.tanh()  # out\n\n# more\n"


def test_a_node_is_never_computed_from_itself(hand: Hand) -> None:
    said = "n cannot be computed from o, which is computed from it. Pick a node that comes before it."
    assert hand.refusal(NEURON, lambda n: Connect(n["n"], 0, n["o"])) == said
    assert hand.refusal(NEURON, lambda n: Connect(n["n"], 0, n["n"])).startswith("n cannot be computed from itself.")


def test_what_cannot_be_changed_says_why(hand: Hand) -> None:
    assert hand.refusal(NEURON, lambda n: Replace(n["a"], "tanh")).startswith("a has no op.")
    assert hand.refusal(NEURON, lambda n: Replace(n["o"], "tanh")).startswith("o is hyperbolic tangent already.")
    assert hand.refusal(NEURON, lambda n: Connect(n["o"], 1, 0)).startswith("o has one input.")
    assert hand.refusal(NEURON, lambda n: Connect(n["n"], 1, n["a"])).startswith("a is connected there already.")
    total = LEAVES + "s = sum([a, b, a])\n"
    assert hand.refusal(total, lambda n: Connect(n["s"], 0, n["b"])).startswith("s is one of several nodes")
