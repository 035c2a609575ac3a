"""Numbers that ran away: which node made the first infinity or not-a-number, and why."""

from __future__ import annotations

import math

from app.engine.replay import BackwardStep
from app.notation.explanation import Scene
from app.notation.local import Operation
from app.notation.numbers import trimmed
from app.notation.phrases import Phrase, phrase
from app.notation.reasons import missed


def value_trouble(scene: Scene, node: int, operation: Operation) -> Phrase | None:
    """Why a node's value is infinite or not a number; None when it is neither."""
    value = operation.values.get("out", 0.0)
    if math.isfinite(value):
        return None
    terms = {name: scene.piece(input_) for name, input_ in operation.inputs.items()}
    terms |= {"node": scene.piece(node)}
    word = trimmed(value)
    if what := missed(operation):
        return phrase(f"{what}: {{node}} becomes *{word}*.", **terms)
    origin = value_origin(scene, node)
    if origin != node:
        return phrase(
            f"{{node}} becomes *{word}*, because {{origin}} already is {trimmed(float(scene.state.data[origin]))}.",
            origin=scene.place(origin),
            **terms,
        )
    precision = "float32" if scene.graph.single[node] else "float64"
    return phrase(f"The result is too large for a {precision}, so {{node}} becomes *{word}*.", **terms)


def gradient_trouble(scene: Scene, step: BackwardStep, operation: Operation) -> Phrase | None:
    """Why a contribution is infinite or not a number; None when it is neither."""
    if math.isfinite(step.contribution):
        return None
    word = trimmed(step.contribution)
    terms = {name: scene.piece(input_) for name, input_ in operation.inputs.items()}
    terms |= {"node": scene.piece(step.node), "to": scene.piece(step.input)}
    if not math.isfinite(step.upstream):
        start = _gradient_origin(scene, step.node)
        return phrase(
            f"{{to}} gets *{word}*, because the gradient of {{node}} already is {trimmed(step.upstream)}; "
            "that began on the way back from {start}.",
            start=scene.place(start),
            **terms,
        )
    if what := missed(operation):
        return phrase(f"{{to}} gets *{word}*, because {what}.", **terms)
    origin = value_origin(scene, step.node)
    if not all(map(math.isfinite, operation.values.values())):
        return phrase(
            f"{{to}} gets *{word}*, because {{origin}} is {trimmed(float(scene.state.data[origin]))}.",
            origin=scene.place(origin),
            **terms,
        )
    if not math.isfinite(step.local):
        slope, at = trimmed(step.local), trimmed(float(scene.state.data[step.input]))
        zero = ", and 0 times that is not a number" if step.upstream == 0 else ""
        return phrase(f"The slope of {{node}} at {{to}} = {at} is *{slope}*{zero}: {{to}} gets {word}.", **terms)
    return phrase(f"Gradient times slope is too large for the numbers here: {{to}} gets *{word}*.", **terms)


def value_origin(scene: Scene, node: int) -> int:
    """The first node on the way that is infinite or not a number, followed back from `node`; else `node` itself."""
    while bad := [i for i in scene.inputs(node) if not math.isfinite(scene.state.data[i])]:
        node = bad[0]
    return node


def _gradient_origin(scene: Scene, node: int) -> int:
    """The node that handed on the first infinity or not-a-number of this pass that came to `node`."""
    giver: dict[int, int] = {}
    for step in scene.replay.steps(scene.segment.start, scene.cursor):
        if isinstance(step, BackwardStep) and not math.isfinite(step.contribution):
            giver.setdefault(step.input, step.node)
    while node in giver:
        node = giver[node]
    return node
