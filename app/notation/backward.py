"""The Step panel in a backward pass: where the gradient begins, and how one edge hands it on."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from app.engine.graph import LEAF
from app.engine.ops import ANY
from app.engine.replay import BackwardStep, SeedStep
from app.notation.bystanders import left_out, why_none
from app.notation.explanation import Explanation, Row, Scene, figure, formula
from app.notation.expression import Binary, Expression, Name, Number, Partial, Term, flat, parse
from app.notation.layout import ALONE, INLINE, ROOM
from app.notation.local import Operation
from app.notation.mathml import width
from app.notation.numbers import trimmed
from app.notation.phrases import Phrase, phrase
from app.notation.reasons import SLOPE, because, how, is_tie
from app.notation.trouble import gradient_trouble
from app.notation.typeset import typeset

TIMES = {2: "twice", 3: "three times"}
COUNTS = {2: "two", 3: "three"}
ORDINALS = {1: "first", 2: "second", 3: "third"}


def explain_seed(scene: Scene, step: SeedStep) -> Explanation:
    """The first step of backward: the gradient of the output by itself is 1."""
    root, term = scene.piece(step.node), scene.term(step.node)
    notes = list(left_out(scene))
    if not scene.replay.tape.active[step.node]:
        notes = [
            phrase("Nothing that {root} is made of requires a gradient: there is nobody to hand it to.", root=root)
        ]
    return Explanation(
        kind=step.kind,
        title="Backward begins",
        sentence=phrase(
            "The gradient of {root} is *1* because it is the output: when {root} grows by 1, {root} grows by 1.",
            root=root,
        ),
        formulas=(formula([("", Partial(term, term)), ("=", Number(1.0, "gradient"))]),),
        rows=(figure("{grad}", step.total, "gradient", grad=scene.piece(step.node, ".grad")),),
        notes=(*_accumulation(scene, step.node), *notes),
        nodes=(step.node,),
        spoken=f"Backward begins: the gradient of {root.text} is 1, because it is the output.",
    )


def explain_backward(scene: Scene, step: BackwardStep) -> Explanation:
    """One edge: the chain rule from a node to one of its inputs."""
    operation = scene.operation(step.node)
    rule, decided = operation.branch(operation.rule(step.slot))
    named = operation.named(rule)
    root, node, x = (scene.term(n) for n in (scene.replay.tape.root, step.node, step.input))
    tape = scene.replay.tape
    shared = np.count_nonzero(tape.inputs[tape.edges[0]] == step.input) > 1
    local = named if width(typeset(named)) <= ROOM / 2 else Partial(node, x)
    upstream, slope = Number(step.upstream, "gradient"), Number(step.local)
    contribution = Number(step.contribution, "gradient")
    x_grad = scene.piece(step.input, ".grad")
    return Explanation(
        kind=step.kind,
        title=f"Backward through {operation.op.glyph}",
        sentence=gradient_trouble(scene, step, operation) or _sentence(scene, step, operation),
        formulas=(
            formula([("", Partial(root, x)), ("+=" if shared else "=", Binary("*", Partial(root, node), local))]),
            formula([("=", Binary("*", upstream, slope)), ("=", contribution)]),
        ),
        rows=(
            figure("upstream", step.upstream, "gradient", parts=[("", Partial(root, node))]),
            _local_row(operation, step, Partial(node, x), named, rule),
            _rule_row(operation, step.slot),
            figure("contribution to {grad}", step.contribution, "gradient", "+=", grad=x_grad),
            figure("{grad} now", step.total, "gradient", grad=x_grad),
        ),
        notes=tuple(_notes(scene, step, operation)),
        nodes=(step.node, step.input),
        spoken=f"Backward through {operation.op.title}: {x_grad.text} += {trimmed(step.contribution)}, "
        f"now {trimmed(step.total)}.",
    )


def _sentence(scene: Scene, step: BackwardStep, operation: Operation) -> Phrase:
    terms = {name: scene.piece(node) for name, node in operation.inputs.items()}
    terms |= {"node": scene.piece(step.node), "to": scene.piece(step.input)}
    rule, decided = operation.branch(operation.rule(step.slot))
    manner = how(rule)
    reason = "" if manner == SLOPE else because(operation, decided)
    inputs = scene.inputs(step.node)
    uses, turn = inputs.count(step.input), inputs[: step.slot + 1].count(step.input)
    if step.upstream == 0:
        return phrase("{node} has the gradient 0, so {to} gets 0 from it, whatever the slope.", **terms)
    if rule == Number(0.0):
        return phrase(f"{{node}} hands *nothing* back to {{to}}{reason}.", **terms)
    if uses > 1:
        return phrase(
            f"{{node}} uses {{to}} {TIMES.get(uses, f'{uses} times')}, so {{to}} receives *{COUNTS.get(uses, uses)}* "
            f"contributions, which add up; this is the {ORDINALS.get(turn, f'{turn}th')}: its gradient, {manner}.",
            **terms,
        )
    if step.local == 0:
        return phrase(f"{{node}} hands its gradient to {{to}}, {manner}; that is 0 here, so {{to}} gets 0.", **terms)
    together = len(inputs) > 1 and len(set(inputs)) == len(inputs) and _same_for_all(scene, operation, inputs, manner)
    target = "{to}" if not together else "both inputs" if len(inputs) == 2 else "each of its inputs"
    comma = "" if manner.startswith(("*", "with")) else ", each " if together else ", "
    why = reason or (f": {operation.op.why}" if operation.op.why else "")
    return phrase(f"{{node}} hands its gradient to {target}{comma or ' '}{manner}{why}.", **terms)


def _same_for_all(scene: Scene, operation: Operation, inputs: list[int], manner: str) -> bool:
    """Whether every input requires a gradient and gets it in the same manner."""
    rules = [operation.rule(slot) for slot in range(len(operation.op.derivative))]
    return bool(scene.replay.tape.requires[inputs].all()) and {how(operation.branch(rule)[0]) for rule in rules} == {
        manner
    }


def _local_row(operation: Operation, step: BackwardStep, symbol: Partial, named: Expression, rule: Expression) -> Row:
    parts: list[tuple[str, Expression]] = [("", symbol)]
    for form in (named, operation.numbered(rule) if operation.values else named):
        if not _is_number(form) and parts[-1][1] != form and width(typeset(flat(form))) <= 1.5 * INLINE:
            parts.append(("=", form))
    return figure("local", step.local, parts=parts)


def _is_number(expression: Expression) -> bool:
    return isinstance(expression.content if isinstance(expression, Term) else expression, Number)


def _rule_row(operation: Operation, slot: int) -> Row:
    """The rule as the op table has it, in x, y, k and out."""
    op = operation.op
    by = "x" if op.arity == ANY else list(operation.inputs)[slot]
    parts = [("", Partial(flat(parse(op.call)), Name(by), slashed=True)), ("=", flat(operation.rule(slot)))]
    return Row(phrase("rule"), formula(parts, ALONE))


def _notes(scene: Scene, step: BackwardStep, operation: Operation) -> Iterator[Phrase]:
    _, decided = operation.branch(operation.rule(step.slot))
    if operation.op.tie and is_tie(operation, decided):
        yield phrase(f"A convention decides here: {operation.op.tie}.")
    for other in dict.fromkeys(scene.inputs(step.node)):
        if other != step.input and (reason := why_none(scene, other)):
            yield reason
    tape = scene.replay.tape
    steps = np.flatnonzero(tape.inputs[tape.edges[0]] == step.input)
    if len(steps) > scene.inputs(step.node).count(step.input):
        turn = int(np.searchsorted(steps, scene.cursor - scene.segment.start - 2)) + 1
        yield phrase(
            f"{{to}} is used {len(steps)} times, and what it receives adds up; this is contribution {turn}.",
            to=scene.piece(step.input),
        )
    yield from _accumulation(scene, step.input)


def _accumulation(scene: Scene, node: int) -> Iterator[Phrase]:
    before = scene.replay.state(scene.segment.start)
    if scene.graph.op[node] == LEAF and before.has_grad[node] and before.grad[node] != 0:
        held = trimmed(float(before.grad[node]))
        yield phrase(
            "{grad} still held {held} from before: what leaves have adds up until zero_grad.",
            grad=scene.piece(node, ".grad"),
            held=held,
        )
