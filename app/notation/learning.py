"""The Step panel where leaves learn: their gradients set to zero, their numbers moved."""

from __future__ import annotations

import math

from app.engine.replay import Update, UpdateStep, ZeroGradStep
from app.notation.explanation import Explanation, Row, Scene, figure, formula
from app.notation.expression import Binary, Name, Number
from app.notation.numbers import full, trimmed
from app.notation.optimizing import explain_optimized
from app.notation.phrases import phrase

MOST = 8  # leaves that are listed


def explain_zero_grad(scene: Scene, step: ZeroGradStep) -> Explanation:
    """The gradients of the leaves are set to 0."""
    before = scene.replay.state(scene.cursor - 1)
    rows = [
        figure(
            "{grad}",
            0.0,
            "gradient",
            parts=[("", Number(float(before.grad[node]), "gradient")), ("→", Number(0.0))]
            if before.has_grad[node]
            else (),
            grad=scene.piece(node, ".grad"),
        )
        for node in step.nodes[:MOST]
    ]
    rest = len(step.nodes) - len(rows)
    return Explanation(
        kind=step.kind,
        title="zero_grad",
        sentence=phrase("Every leaf's gradient is set to *0*, because backward *adds* to what is there."),
        formulas=(),
        rows=tuple(rows),
        notes=(phrase(f"{rest} more leaves likewise."),) if rest else (),
        nodes=step.nodes,
        spoken=f"zero_grad: the gradients of {len(step.nodes)} leaves are 0.",
    )


def explain_update(scene: Scene, step: UpdateStep) -> Explanation:
    """One leaf takes a step of gradient descent, or of another optimizer."""
    update = scene.segment.phase
    assert isinstance(update, Update)
    if step.first is not None:
        return explain_optimized(scene, step, update)
    rate = update.learning_rate
    leaf, name = scene.term(step.node), scene.piece(step.node)
    grad = Name(f"{scene.names[step.node]}.grad")
    before, slope = Number(step.before, "data"), Number(step.grad, "gradient")
    return Explanation(
        kind=step.kind,
        title=f"Update {name.text}",
        sentence=phrase(_move(step), leaf=name, root=scene.piece(scene.replay.tape.root)),
        formulas=(
            formula([("", leaf), ("←", Binary("-", leaf, Binary("*", Name("lr"), grad)))]),
            formula(
                [("=", Binary("-", before, Binary("*", Number(rate), slope))), ("=", Number(step.after, "data"))],
            ),
        ),
        rows=(
            figure("{data} before", step.before, "data", data=scene.piece(step.node, ".data")),
            Row(phrase("learning rate lr"), value=trimmed(rate), exact=full(rate)),
            figure("{grad}", step.grad, "gradient", grad=scene.piece(step.node, ".grad")),
            figure("{data} now", step.after, "data", data=scene.piece(step.node, ".data")),
        ),
        notes=(),
        nodes=(step.node,),
        spoken=f"Update: {name.text} goes from {trimmed(step.before)} to {trimmed(step.after)}.",
    )


def _move(step: UpdateStep) -> str:
    if not math.isfinite(step.after) and math.isfinite(step.before):
        return f"{{leaf}} becomes *{trimmed(step.after)}*, because its gradient is {trimmed(step.grad)}."
    if step.after == step.before:
        cause = "its gradient is 0" if step.grad == 0 else "the step is too small to change it"
        return f"{{leaf}} stays where it is: {cause}."
    way, change = ("down", "raising") if step.after < step.before else ("up", "lowering")
    return f"{{leaf}} goes *{way}*, against its gradient, because {change} it would raise {{root}}."
