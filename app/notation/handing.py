"""How a node hands its gradient to one of its inputs: the sentence of the Step panel, and what else should be known."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import islice

import numpy as np

from app.engine.graph import LEAF
from app.engine.replay import BackwardStep
from app.notation.bystanders import why_none
from app.notation.explanation import Scene
from app.notation.expression import Number
from app.notation.local import Operation
from app.notation.numbers import trimmed
from app.notation.phrases import Phrase, phrase
from app.notation.reasons import SLOPE, because, how, is_tie

MOST = 3  # inputs that get nothing, of one node
TIMES = {2: "twice", 3: "three times"}
COUNTS = {2: "two", 3: "three"}
ORDINALS = {1: "first", 2: "second", 3: "third"}


def sentence(scene: Scene, step: BackwardStep, operation: Operation) -> Phrase:
    """What becomes of the gradient on this edge, and why."""
    terms = {name: scene.piece(node) for name, node in operation.inputs.items()}
    terms |= {"node": scene.piece(step.node), "to": scene.piece(step.input)}
    rule, decided = operation.branch(operation.rule(step.slot))
    manner = how(rule, operation.name_of(step.slot))
    reason = "" if manner == SLOPE else because(operation, decided)
    inputs = scene.inputs(step.node)
    uses, turn = inputs.count(step.input), inputs[: step.slot + 1].count(step.input)
    if step.upstream == 0:
        return phrase("{node} has the gradient 0, so {to} gets 0 from it, whatever the slope.", **terms)
    if rule == Number(0.0):
        gate = ": the gate is closed" if operation.op.closed and len(inputs) == 1 else ""
        return phrase(f"{{node}} hands *nothing* back to {{to}}{gate}{reason}.", **terms)
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
    manners = {
        how(operation.branch(operation.rule(slot))[0], operation.name_of(slot))
        for slot in range(len(operation.op.derivative))
    }
    return manners == {manner} and bool(scene.replay.tape.requires[inputs].all())


def notes(scene: Scene, step: BackwardStep, operation: Operation) -> Iterator[Phrase]:
    """Conventions, inputs that get nothing, other uses of the input, what its gradient held before."""
    _, decided = operation.branch(operation.rule(step.slot))
    if operation.op.tie and is_tie(operation, decided):
        yield phrase(f"A convention decides here: {operation.op.tie}.")
    others = (node for node in dict.fromkeys(scene.inputs(step.node)) if node != step.input)
    yield from islice(filter(None, (why_none(scene, other) for other in others)), MOST)
    tape = scene.replay.tape
    steps = np.flatnonzero(tape.inputs[tape.edges[0]] == step.input)
    if len(steps) > scene.inputs(step.node).count(step.input):
        turn = int(np.searchsorted(steps, scene.cursor - scene.segment.start - 2)) + 1
        yield phrase(
            f"{{to}} is used {len(steps)} times, and what it receives adds up; this is contribution {turn}.",
            to=scene.piece(step.input),
        )
    if math.isfinite(step.contribution) and not math.isfinite(step.total):
        yield phrase(
            f"{{grad}} was {trimmed(step.total)} before, and what is added leaves it so.",
            grad=scene.piece(step.input, ".grad"),
        )
    else:
        yield from accumulation(scene, step.input)


def accumulation(scene: Scene, node: int) -> Iterator[Phrase]:
    """That a leaf's gradient did not start from 0, where it did not."""
    before = scene.replay.state(scene.segment.start)
    if scene.graph.op[node] == LEAF and before.has_grad[node] and before.grad[node] != 0:
        held = trimmed(float(before.grad[node]))
        yield phrase(
            "{grad} still held {held} from before: what leaves have adds up until zero_grad.",
            grad=scene.piece(node, ".grad"),
            held=held,
        )
