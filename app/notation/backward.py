"""The Step panel in a backward pass: where the gradient begins, and how one edge hands it on."""

from __future__ import annotations

import numpy as np

from app.engine.replay import BackwardStep, SeedStep
from app.notation.bystanders import left_out
from app.notation.explanation import Explanation, Row, Scene, figure, formula
from app.notation.expression import Binary, Expression, Name, Number, Partial, Term, flat
from app.notation.handing import accumulation, notes, sentence
from app.notation.layout import ALONE, INLINE, ROOM
from app.notation.local import Operation
from app.notation.mathml import width
from app.notation.numbers import trimmed
from app.notation.parsing import parse
from app.notation.phrases import phrase
from app.notation.trouble import gradient_trouble
from app.notation.typeset import typeset


def explain_seed(scene: Scene, step: SeedStep) -> Explanation:
    """The first step of backward: the gradient of the output by itself is 1."""
    root, term = scene.piece(step.node), scene.term(step.node)
    others = list(left_out(scene))
    if not scene.replay.tape.active[step.node]:
        others = [
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
        notes=(*accumulation(scene, step.node), *others),
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
        sentence=gradient_trouble(scene, step, operation) or sentence(scene, step, operation),
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
        notes=tuple(notes(scene, step, operation)),
        nodes=(step.node, step.input),
        spoken=f"Backward through {operation.op.title}: {x_grad.text} += {trimmed(step.contribution)}, "
        f"now {trimmed(step.total)}.",
    )


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
    call, by = flat(parse(operation.op.call)), Name(operation.name_of(slot))
    parts = [("", Partial(call, by, slashed=True)), ("=", flat(operation.rule(slot)))]
    return Row(phrase("rule"), formula(parts, ALONE))
