"""What the Step panel says in the cases that learners stumble over."""

from __future__ import annotations

import math

from app.engine.builder import GraphBuilder
from app.engine.replay import Backward, Forward, Replay, Start, Update, ZeroGrad
from app.notation.explain import explain
from app.notation.explanation import Explanation
from app.notation.names import node_names
from app.notation.phrases import plain
from tests.engine.graphs import neuron
from tests.notation.telling import sentences, told


def notes(explanation: Explanation) -> list[str]:
    return [plain(note) for note in explanation.notes]


def backward(b: GraphBuilder) -> list[Explanation]:
    return [explanation for explanation in told(b.graph()) if explanation.kind == "backward"]


def test_the_neurons_product_hands_its_gradient_to_both_inputs_times_the_other() -> None:
    graph = neuron()
    last = told(graph)[-4:]
    assert sentences(last)[2:] == ["x1*w1 hands its gradient to both inputs, each multiplied by the other input."] * 2
    x1 = last[2]
    assert [formula.text for formula in x1.formulas] == ["∂o/∂x1 = ∂o/∂(x1*w1)*w1", "= 0.5*(-3) = -1.5"]
    assert [(plain(row.label), row.sign, row.value) for row in x1.rows] == [
        ("upstream", "", "0.5000"),
        ("local", "", "−3.0000"),
        ("rule", "", ""),
        ("contribution to x1.grad", "+=", "−1.5000"),
        ("x1.grad now", "", "−1.5000"),
    ]
    assert x1.spoken == "Backward through multiply: x1.grad += −1.5, now −1.5."


def test_the_local_derivative_is_shown_as_the_rule_with_names_and_with_numbers() -> None:
    step = next(explanation for explanation in told(neuron()) if explanation.title == "Backward through tanh")
    local, rule = step.rows[1], step.rows[2]
    assert local.formula is not None
    assert rule.formula is not None
    assert local.formula.text == "∂o/∂n = 1 - o**2 = 1 - 0.7071**2"
    assert local.value == "0.5000"
    assert rule.formula.text == "∂tanh(x)/∂x = 1 - out**2"


def test_the_output_has_the_gradient_1_because_it_is_the_output() -> None:
    seed = told(neuron())[11]
    assert seed.kind == "seed"
    assert plain(seed.sentence).startswith("The gradient of o is 1 because it is the output")


def test_a_plus_a_receives_two_contributions() -> None:
    b = GraphBuilder()
    a = b.leaf(3.0, "a")
    b.op("add", a, a, label="b")
    first, second = backward(b)
    assert sentences([first, second]) == [
        "b uses a twice, so a receives two contributions, which add up; this is the first: its gradient, unchanged.",
        "b uses a twice, so a receives two contributions, which add up; this is the second: its gradient, unchanged.",
    ]
    assert [first.rows[-1].value, second.rows[-1].value] == ["1.0000", "2.0000"]
    assert first.formulas[0].text == "∂b/∂a += ∂b/∂b*1"


def test_x_times_x_receives_two_contributions() -> None:
    b = GraphBuilder()
    x = b.leaf(3.0, "x")
    b.op("mul", x, x, label="y")
    assert [sentence.split(";")[1] for sentence in sentences(backward(b))] == [
        " this is the first: its gradient, multiplied by the other input.",
        " this is the second: its gradient, multiplied by the other input.",
    ]


def test_a_closed_relu_hands_nothing_back() -> None:
    b = GraphBuilder()
    b.op("relu", b.leaf(-1.0, "n"), label="o")
    assert sentences(backward(b)) == ["o hands nothing back to n: the gate is closed, because n is negative."]


def test_a_tie_is_settled_by_a_convention_and_says_so() -> None:
    for op, leaves, said in (
        ("relu", [0.0], "the gate is closed, because x0 is 0"),
        ("abs", [0.0], "because x0 is 0"),
        ("max", [2.0, 2.0], "each multiplied by 0.5, because x0 and x1 are equal"),
    ):
        b = GraphBuilder()
        b.op(op, *(b.leaf(x, f"x{i}") for i, x in enumerate(leaves)), label="o")
        step = backward(b)[0]
        assert said in plain(step.sentence)
        assert any(note.startswith("A convention decides here") for note in notes(step)), op


def test_away_from_a_tie_no_convention_is_named() -> None:
    b = GraphBuilder()
    b.op("max", b.leaf(2.0, "a"), b.leaf(1.0, "b"), label="o")
    assert not any("convention" in note for step in backward(b) for note in notes(step))


def test_an_input_with_requires_grad_off_is_named_with_the_reason() -> None:
    b = GraphBuilder()
    b.op("mul", b.leaf(2.0, "x", requires_grad=False), b.leaf(3.0, "w"), label="o")
    (step,) = backward(b)
    assert plain(step.sentence) == "o hands its gradient to w, multiplied by the other input."
    assert notes(step) == ["x gets no gradient: its requires_grad is off."]


def test_a_constant_gets_no_gradient() -> None:
    b = GraphBuilder()
    b.op("mul", b.constant(2.0), b.leaf(3.0, "w"), label="o")
    assert notes(backward(b)[0]) == ["2 gets no gradient: it is a bare number, a constant."]


def test_a_branch_that_requires_nothing_gets_no_gradient() -> None:
    b = GraphBuilder()
    c = b.op("exp", b.leaf(2.0, "x", requires_grad=False), label="c")
    b.op("mul", c, b.leaf(3.0, "w"), label="o")
    assert notes(backward(b)[0]) == ["c gets no gradient: nothing it is made of requires one."]


def test_a_leaf_that_the_output_does_not_depend_on_is_named_where_backward_begins() -> None:
    b = GraphBuilder()
    b.leaf(1.0, "apart")
    b.leaf(1.0, "x", requires_grad=False)
    b.op("exp", b.leaf(1.0, "w"), label="o")
    seed = next(explanation for explanation in told(b.graph()) if explanation.kind == "seed")
    assert notes(seed) == [
        "x gets no gradient: requires_grad is off.",
        "apart gets no gradient: o does not depend on it.",
    ]


def test_backward_ends_at_once_where_nothing_requires_a_gradient() -> None:
    b = GraphBuilder()
    b.op("exp", b.leaf(1.0, "x", requires_grad=False), label="o")
    seed = told(b.graph())[-1]
    assert notes(seed)[0] == "Nothing that o is made of requires a gradient: there is nobody to hand it to."


def test_a_gradient_of_zero_hands_on_zero() -> None:
    b = GraphBuilder()
    n = b.op("mul", b.leaf(2.0, "x"), b.leaf(5.0, "w"), label="n")
    b.op("mul", n, b.leaf(0.0, "zero"), label="o")
    assert sentences(backward(b))[2] == "n has the gradient 0, so x gets 0 from it, whatever the slope."


def test_the_other_input_is_zero() -> None:
    b = GraphBuilder()
    b.op("mul", b.leaf(0.0, "x"), b.leaf(5.0, "w"), label="o")
    assert sentences(backward(b))[1] == (
        "o hands its gradient to w, multiplied by the other input; that is 0 here, so w gets 0."
    )


def test_an_infinity_is_traced_to_the_op_that_made_it() -> None:
    b = GraphBuilder()
    bad = b.op("log", b.leaf(-1.0, "x"), label="bad")
    b.op("mul", b.op("add", bad, b.leaf(1.0, "c"), label="n"), b.leaf(2.0, "d"), label="o")
    said = sentences(told(b.graph()))
    assert said[2] == "log needs a positive number, but x is −1: bad becomes not a number."
    assert said[4] == "n becomes not a number, because bad already is not a number."
    assert said[6] == "o becomes not a number, because bad already is not a number."
    assert said[9] == "d gets not a number, because bad is not a number."


def test_the_place_in_the_program_is_named_where_it_is_known() -> None:
    b = GraphBuilder()
    b.op("add", b.op("log", b.leaf(0.0, "x"), label="bad"), b.leaf(1.0, "c"), label="o")
    graph = b.graph()
    graph.span[1] = (7, 0, 7, 9)
    assert "o becomes −infinity, because bad (line 7) already is −infinity." in sentences(told(graph))


def test_a_gradient_that_ran_away_is_traced_to_where_it_began() -> None:
    b = GraphBuilder()
    root = b.op("sqrt", b.op("mul", b.leaf(0.0, "a"), b.leaf(3.0, "b"), label="n"), label="r")
    b.op("add", root, b.leaf(1.0, "c"), label="o")
    said = sentences(backward(b))
    assert said[2] == "The slope of r at n = 0 is infinity: n gets infinity."
    assert (
        said[3] == "a gets infinity, because the gradient of n already is infinity; that began on the way back from r."
    )


def test_a_gradient_that_was_spoilt_before_stays_so() -> None:
    b = GraphBuilder()
    x = b.leaf(-4.0, "x")
    b.op("add", b.op("log", x, label="y"), b.op("pow", x, param=0.5), label="z")
    last = backward(b)[-1]
    assert last.rows[-1].value == "not a number"
    assert "x.grad was not a number before, and what is added leaves it so." in notes(last)


def test_zero_times_infinity_is_explained() -> None:
    b = GraphBuilder()
    root = b.op("sqrt", b.leaf(0.0, "a"), label="r")
    b.op("mul", root, b.leaf(0.0, "zero"), label="o")
    assert sentences(backward(b))[-1] == (
        "The slope of r at a = 0 is infinity, and 0 times that is not a number: a gets not a number."
    )


def test_a_number_too_large_is_told_apart_from_one_out_of_the_domain() -> None:
    b = GraphBuilder()
    b.op("exp", b.leaf(800.0, "x"), label="o")
    assert "The result is too large for a float64, so o becomes infinity." in sentences(told(b.graph()))


def test_a_leaf_used_in_two_places_counts_its_contributions() -> None:
    b = GraphBuilder()
    a, c = b.leaf(-2.0, "a"), b.leaf(3.0, "b")
    b.op("mul", b.op("mul", a, c, label="d"), b.op("add", a, c, label="e"), label="f")
    counted = [note for step in backward(b) for note in notes(step)]
    assert counted == [
        "a is used 2 times, and what it receives adds up; this is contribution 1.",
        "b is used 2 times, and what it receives adds up; this is contribution 1.",
        "a is used 2 times, and what it receives adds up; this is contribution 2.",
        "b is used 2 times, and what it receives adds up; this is contribution 2.",
    ]


def test_a_second_backward_says_what_the_leaf_still_held() -> None:
    b = GraphBuilder()
    b.op("mul", b.leaf(2.0, "x"), b.constant(3.0), label="o")
    last = told(b.graph(), Forward(), Backward(), Backward())[-1]
    assert "x.grad still held 3 from before: what leaves have adds up until zero_grad." in notes(last)
    assert last.rows[-1].value == "6.0000"
    afresh = told(b.graph(), Forward(), Backward(), ZeroGrad(), Backward())[-1]
    assert not any("still held" in note for note in notes(afresh))


def test_zero_grad_says_what_it_wiped_out() -> None:
    b = GraphBuilder()
    b.op("mul", b.leaf(2.0, "x"), b.constant(3.0), label="o")
    zero = told(b.graph(), Forward(), Backward(), ZeroGrad())[-1]
    assert zero.kind == "zero_grad"
    assert zero.rows[0].formula is not None
    assert zero.rows[0].formula.text == "3 → 0"


def test_an_update_goes_against_the_gradient() -> None:
    b = GraphBuilder()
    b.op("mul", b.leaf(2.0, "x"), b.leaf(-3.0, "w"), label="o")
    x, w = told(b.graph(), Forward(), Backward(), Update(0.05))[-2:]
    assert plain(x.sentence) == "x goes up, against its gradient, because lowering it would raise o."
    assert plain(w.sentence) == "w goes down, against its gradient, because raising it would raise o."
    assert [formula.text for formula in w.formulas] == ["w ← w - lr*w.grad", "= -3 - 0.05*2 = -3.1"]


def test_an_update_by_nothing_or_by_too_much_is_explained() -> None:
    for grad, said in (
        (0.0, "x stays where it is: its gradient is 0."),
        (1e-30, "x stays where it is: the step is too small to change it."),
        (math.nan, "x becomes not a number, because its gradient is not a number."),
    ):
        b = GraphBuilder()
        b.op("exp", b.leaf(2.0, "x"), label="o")
        last = told(b.graph(), Update(0.1), start=Start(grad={0: grad}))[-1]
        assert plain(last.sentence) == said


def test_before_the_first_step_it_says_what_comes_next() -> None:
    assert plain(told(neuron())[0].sentence).startswith("Press play: the forward pass")
    assert plain(told(neuron(), Backward())[0].sentence).startswith("Press play: the backward pass")
    graph = neuron()
    nothing = explain(graph, node_names(graph), Replay(graph, Start(), ()), 0)
    assert plain(nothing.sentence).startswith("Nothing is planned")
    empty = GraphBuilder().graph(root=-1)
    assert plain(explain(empty, [], Replay(empty, Start(), ()), 0).sentence).startswith("There is no graph yet")


def test_a_rounded_leaf_shows_both_numbers() -> None:
    leaf = told(neuron(rounded=True))[5]
    assert notes(leaf) == [
        "The program says 6.881373587019543; torch.Tensor rounds it to float32 first, which leaves 6.881373405456543."
    ]


def test_a_backward_before_any_forward_can_be_explained() -> None:
    assert len(told(neuron(), Backward())) == 11


def test_a_name_is_never_read_as_markup() -> None:
    b = GraphBuilder()
    b.op("exp", b.leaf(2.0, "{node} *x* <b>"), label="*{to}*")
    said = sentences(told(b.graph()))
    assert said[-1].startswith("*{to}* hands its gradient to {node} *x* <b>")


def test_a_sum_of_nothing_can_be_named_and_explained() -> None:
    b = GraphBuilder()
    b.op("sum")
    assert sentences(told(b.graph(), Forward()))[-1] == "sum() is the sum of nothing, which makes 0."
