"""The Step panel where an optimizer with a memory moves a leaf: what it keeps, and what it makes of it."""

from __future__ import annotations

from app.engine.learning import ADAMW, MOMENTUM
from app.engine.replay import Update, UpdateStep
from app.notation.explanation import Explanation, Formula, Row, Scene, figure, formula
from app.notation.expression import Binary, Call, Expression, Name, Number
from app.notation.numbers import full, trimmed
from app.notation.phrases import phrase

LR, VELOCITY, FIRST, SECOND = Name("lr"), Name("v"), Name("m"), Name("s")


def explain_optimized(scene: Scene, step: UpdateStep, update: Update) -> Explanation:
    """One leaf moved by momentum, Adam or AdamW."""
    leaf, name = scene.term(step.node), scene.piece(step.node)
    age = scene.replay.memory(scene.replay.segments.index(scene.segment) + 1).age
    grad = Name(f"{scene.names[step.node]}.grad")
    if update.rule.kind == MOMENTUM:
        said = "{leaf} goes on with its *velocity*: a share of the one it had, and its new gradient."
        formulas = momentum(update, leaf, grad)
        memory = [figure("velocity v now", step.first, "gradient")]
    else:
        said = "{leaf} goes by the *mean* of its gradients divided by their *size*, so each step is about lr long."
        formulas = adam(update, leaf, grad, age)
        memory = [
            figure("mean m of the gradients now", step.first, "gradient"),
            figure("mean s of their squares now", step.second, "gradient"),
        ]
    return Explanation(
        kind=step.kind,
        title=f"Update {name.text}",
        sentence=phrase(said, leaf=name),
        formulas=formulas,
        rows=(
            figure("{data} before", step.before, "data", data=scene.piece(step.node, ".data")),
            Row(phrase("learning rate lr"), value=trimmed(update.learning_rate), exact=full(update.learning_rate)),
            figure("{grad}", step.grad, "gradient", grad=scene.piece(step.node, ".grad")),
            *memory,
            figure("{data} now", step.after, "data", data=scene.piece(step.node, ".data")),
        ),
        notes=(phrase(f"It is update {age} of this optimizer; v, m and s began with 0."),),
        nodes=(step.node,),
        spoken=f"Update: {name.text} goes from {trimmed(step.before)} to {trimmed(step.after)}.",
    )


def momentum(update: Update, leaf: Expression, grad: Expression) -> tuple[Formula, ...]:
    """v ← μ v + g, leaf ← leaf − lr v."""
    velocity = Binary("+", Binary("*", Number(update.rule.momentum), VELOCITY), grad)
    return _becomes(VELOCITY, velocity), _becomes(leaf, Binary("-", leaf, Binary("*", LR, VELOCITY)))


def adam(update: Update, leaf: Expression, grad: Expression, age: int) -> tuple[Formula, ...]:
    """The two means, and what they make of the leaf; both begin with 0, so they are too small at first."""
    rule = update.rule
    square = Binary("**", grad, Number(2.0))
    size = Binary("+", Call("sqrt", (_unbiased(SECOND, rule.beta2, age),)), Number(rule.epsilon))
    change = Binary("*", LR, Binary("/", _unbiased(FIRST, rule.beta1, age), size))
    begin = leaf
    if rule.kind == ADAMW:
        begin = Binary("-", leaf, Binary("*", Binary("*", LR, Number(rule.weight_decay)), leaf))
    return (
        _becomes(FIRST, _mean(rule.beta1, FIRST, grad)),
        _becomes(SECOND, _mean(rule.beta2, SECOND, square)),
        _becomes(leaf, Binary("-", begin, change)),
    )


def _becomes(target: Expression, value: Expression) -> Formula:
    return formula([("", target), ("←", value)])


def _mean(share: float, mean: Expression, new: Expression) -> Expression:
    rest = Number(float(f"{1 - share:.12g}"))
    return Binary("+", Binary("*", Number(share), mean), Binary("*", rest, new))


def _unbiased(mean: Expression, share: float, age: int) -> Expression:
    missing = Binary("**", Number(share), Number(float(age)))
    return Binary("/", mean, Binary("-", Number(1.0), missing))
