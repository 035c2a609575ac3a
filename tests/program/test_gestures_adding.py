"""New leaves and new ops: where their lines go, and what they leave alone."""

from __future__ import annotations

import pytest

from app.engine.ops import OPS, Op
from app.program.gestures import AddLeaf, Apply
from tests.program.gesturing import Hand

LEAVES = "a = Value(2.0)\nb = Value(-3.0)\n"


def test_the_lecture_neuron_is_built_from_nothing(hand: Hand) -> None:
    built = hand.program(
        "",
        lambda n: AddLeaf("2", "x1"),
        lambda n: AddLeaf("0.0", "x2"),
        lambda n: AddLeaf("−3", "w1"),
        lambda n: AddLeaf("1.0", "w2"),
        lambda n: AddLeaf("6.8813735870195432", "b"),
        lambda n: Apply("mul", (n["x1"], n["w1"]), "x1w1"),
        lambda n: Apply("mul", (n["x2"], n["w2"]), "x2w2"),
        lambda n: Apply("add", (n["x1w1"], n["x2w2"]), "x1w1x2w2"),
        lambda n: Apply("add", (n["x1w1x2w2"], n["b"]), "n"),
        lambda n: Apply("tanh", (n["n"],), "o"),
    )
    assert built == (
        "x1 = Value(2.0)\nx2 = Value(0.0)\nw1 = Value(-3.0)\nw2 = Value(1.0)\nb = Value(6.8813735870195432)\n"
        "x1w1 = x1*w1\nx2w2 = x2*w2\nx1w1x2w2 = x1w1 + x2w2\nn = x1w1x2w2 + b\no = n.tanh()\n"
    )
    assert hand.root(built) == "o"


def test_names_that_nobody_chose_are_the_next_free_letters(hand: Hand) -> None:
    built = hand.program(
        "# b is not a name here\na = Value(1.0)\nc = a*2\n", lambda n: AddLeaf(), lambda n: AddLeaf("3")
    )
    assert built == "# b is not a name here\na = Value(1.0)\nb = Value(1.0)\nd = Value(3.0)\nc = a*2\n"


def test_a_leaf_goes_behind_the_last_leaf_and_behind_imports(hand: Hand) -> None:
    assert (
        hand.program("import math\n\nx = 3\n", lambda n: AddLeaf("1", "a")) == "import math\na = Value(1.0)\n\nx = 3\n"
    )
    assert hand.program(LEAVES + "d = a*b", lambda n: AddLeaf("1", "c")) == LEAVES + "c = Value(1.0)\nd = a*b"


def test_a_text_without_a_last_line_end_gets_one(hand: Hand) -> None:
    assert hand.program("a = Value(2.0)", lambda n: Apply("relu", (n["a"],), "r")) == "a = Value(2.0)\nr = a.relu()\n"


def test_line_ends_of_windows_stay(hand: Hand) -> None:
    program = "a = Value(2.0)\r\nb = a.exp() * 2\r\n"
    built = hand.program(program, lambda n: Apply("log", (n["a.exp()"],), "l"))
    assert built == "a = Value(2.0)\r\nc = a.exp()\r\nb = c * 2\r\nl = log(c)\r\n"


@pytest.mark.parametrize("op", [op for op in OPS if op.arity != 0], ids=lambda op: op.name)
def test_every_op_of_the_table_can_be_applied(hand: Hand, op: Op) -> None:
    inputs = 3 if op.arity < 0 else op.arity
    built = hand.build(LEAVES, lambda n: Apply(op.name, tuple([n["a"], n["b"], n["a"]][:inputs]), "r"))
    assert built.program.startswith(LEAVES + "r = ")
    assert built.name == "r"


@pytest.mark.parametrize(
    ("op", "inputs", "line"),
    [
        ("add", ("a", "b"), "a + b"),
        ("sub", ("a", "2"), "a - 2"),
        ("mul", ("a", "b"), "a*b"),
        ("mul", ("2", "a"), "2*a"),
        ("mul", ("-2", "a"), "-2*a"),
        ("div", ("a", "b"), "a/b"),
        ("pow", ("a", "2"), "a**2"),
        ("pow", ("a", "-0.5"), "a**-0.5"),
        ("pow", ("-2", "a"), "(-2)**a"),
        ("pow", ("a", "b"), "a**b"),
        ("neg", ("a",), "-a"),
        ("tanh", ("a",), "a.tanh()"),
        ("log", ("a",), "log(a)"),
        ("max", ("a", "b"), "max(a, b)"),
        ("leaky_relu", ("a",), "leaky_relu(a)"),
        ("leaky_relu", ("a", "0.2"), "leaky_relu(a, 0.2)"),
        ("sum", ("a", "b", "a"), "sum([a, b, a])"),
    ],
)
def test_ops_are_written_as_the_lecture_writes_them(hand: Hand, op: str, inputs: tuple[str, ...], line: str) -> None:
    built = hand.program(LEAVES, lambda n: Apply(op, tuple(n[x] if x in "ab" else x for x in inputs), "r"))
    assert built == f"{LEAVES}r = {line}\n"


def test_in_a_program_of_pytorch_all_is_written_in_its_way(hand: Hand) -> None:
    program = "import torch\na = torch.tensor(2.0, requires_grad=True)\n"
    built = hand.build(program, lambda n: Apply("tanh", (n["a"],), "o")).program
    assert built == program + "o = torch.tanh(a)\n"
    assert "b = torch.tensor(3.0, requires_grad=True)" in hand.build(built, lambda n: AddLeaf("3")).program


def test_a_node_that_ends_the_program_hands_that_on(hand: Hand) -> None:
    program = LEAVES + "o = a*b\n\n# the end\no.backward()\nprint(o.data, a.grad)\n"
    built = hand.build(program, lambda n: Apply("tanh", (n["o"],), "L"))
    assert built.program == LEAVES + "o = a*b\nL = o.tanh()\n\n# the end\nL.backward()\nprint(o.data, a.grad)\n"
    assert built.said == "Added L = o.tanh(). The program now ends with L."
    assert hand.root(built.program) == "L"


def test_a_node_beside_the_end_changes_no_end(hand: Hand) -> None:
    program = LEAVES + "o = a*b\no.backward()\n"
    built = hand.program(program, lambda n: Apply("exp", (n["a"],), "e"))
    assert built == LEAVES + "o = a*b\ne = a.exp()\no.backward()\n"
    assert hand.root(built) == "o"


def test_a_bare_expression_at_the_end_gets_a_name_and_hands_the_end_on(hand: Hand) -> None:
    built = hand.program(LEAVES + "(a + b)*a - 1\n", lambda n: Apply("tanh", (n["(a + b)*a - 1"],), "o"))
    assert built == LEAVES + "c = (a + b)*a - 1\no = c.tanh()\no\n"
    assert hand.root(built) == "o"


def test_an_inner_expression_gets_a_line_of_its_own_to_be_used_twice(hand: Hand) -> None:
    program = LEAVES + "n = a*b + a  # why\no = n.tanh()\n"
    built = hand.program(program, lambda n: Apply("exp", (n["a*b"],), "e"))
    assert built == LEAVES + "c = a*b\nn = c + a  # why\no = n.tanh()\ne = c.exp()\n"


def test_expressions_within_each_other_get_their_lines_in_order(hand: Hand) -> None:
    program = LEAVES + "o = (a*b + a).tanh()\n"
    built = hand.program(program, lambda n: Apply("mul", (n["a*b + a"], n["a*b"]), "m"))
    assert built == LEAVES + "d = a*b\nc = d + a\no = c.tanh()\nm = c*d\n"


def test_what_a_function_gave_is_used_by_its_name(hand: Hand) -> None:
    program = "def f(x):\n    y = x*2\n    return y.exp()\n\na = Value(1.0)\nh = f(a)\n"
    assert hand.program(program, lambda n: Apply("relu", (n["h"],), "r")) == program + "r = h.relu()\n"


def test_two_statements_of_one_line_stay_together(hand: Hand) -> None:
    program = LEAVES + "o = a*b; o.label = 'out'  # both\n"
    assert hand.program(program, lambda n: Apply("exp", (n["out"],), "e")) == program + "e = o.exp()\n"
    program = LEAVES + "o = a*b; o.backward()\n"
    assert (
        hand.program(program, lambda n: Apply("exp", (n["o"],), "e")) == LEAVES + "o = a*b; e = o.exp(); e.backward()\n"
    )


def test_a_value_that_its_variable_no_longer_holds_gets_a_name(hand: Hand) -> None:
    built = hand.program("x = Value(2.0)\nx = x*3\n", lambda n: Apply("exp", (0,), "e"))
    assert built == "a = Value(2.0)\nx = a\nx = x*3\ne = a.exp()\n"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a", "a is already taken in line 1."),
        ("tanh", "tanh is already taken."),
        ("for", "“for” cannot be a name in Python."),
        ("2x", "“2x” cannot be a name in Python."),
        ("a b", "“a b” cannot be a name in Python."),
        ("_backlight_here", "“_backlight_here” cannot be a name in Python."),
    ],
)
def test_a_name_that_cannot_be_is_refused(hand: Hand, name: str, message: str) -> None:
    assert hand.refusal(LEAVES, lambda n: AddLeaf("1", name)).startswith(message)


@pytest.mark.parametrize("number", ["", "x", "1e999", "nan", "1+1", "[1]", "2j", "9" * 50, "(" * 30, "\0", "1\n2"])
def test_what_is_no_number_is_refused(hand: Hand, number: str) -> None:
    assert hand.refusal(LEAVES, lambda n: AddLeaf(number)).startswith("That is not a number. Write it as in Python")


def test_inputs_that_an_op_cannot_take_are_refused(hand: Hand) -> None:
    assert hand.refusal(LEAVES, lambda n: Apply("add", (0,))).startswith("Add needs 2 inputs; there are 1.")
    assert hand.refusal(LEAVES, lambda n: Apply("tanh", (0, 1))).startswith("Hyperbolic tangent needs one input")
    assert hand.refusal(LEAVES, lambda n: Apply("add", ("1", "2"))).startswith("Of bare numbers alone")
    assert hand.refusal(LEAVES, lambda n: Apply("add", ())).startswith("Add needs 2 inputs; there are 0.")
    assert hand.refusal(LEAVES, lambda n: Apply("leaky_relu", (0, 1))).startswith(
        "The slope of leaky rectifier is a number."
    )
    assert hand.refusal(LEAVES, lambda n: Apply("leaf", (0,))).startswith("There is no op called leaf.")
    assert hand.refusal(LEAVES, lambda n: Apply("add", (0, 7))).startswith("There is no node 7.")


def test_a_node_that_is_made_many_times_is_refused_with_its_line(hand: Hand) -> None:
    program = "def f(x):\n    y = x*2\n    return y.exp()\n\na = Value(1.0)\nh = f(a)\nfor i in range(2):\n    a*3\n"
    said = "y is made inside f, which may run many times. Change line 1 of the program instead."
    assert hand.refusal(program, lambda n: Apply("relu", (n["y"],))) == said
    said = "a*3 is made in a loop. Change line 7 of the program instead."
    assert hand.refusal(program, lambda n: Apply("relu", (n["a*3"],))) == said


def test_a_graph_that_is_too_large_to_be_built_on_by_hand_is_left_alone(hand: Hand) -> None:
    program = "a = Value(1.0)\nfor _ in range({}): a = a*2\n"
    assert hand.build(program.format(2_499), lambda n: AddLeaf("1", "b")).said == "Added the leaf b = 1.0."
    said = "The graph has 5,001 nodes; one of 5,000 at most is built on by hand."
    assert hand.refusal(program.format(2_500), lambda n: AddLeaf("1", "b")).startswith(said)
