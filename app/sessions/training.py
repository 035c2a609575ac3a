"""Whole training steps over a timeline: the last ones stay to be looked at, those before are run at once."""

from __future__ import annotations

from app.engine.replay import Backward, Forward, Phase, Update, ZeroGrad
from app.engine.steps import PLAIN, Start
from app.engine.straight import lead
from app.engine.straight import train as descended
from app.sessions.errors import Refused
from app.sessions.material import Material
from app.sessions.timeline import Timeline

MOST_NODES = 20_000_000  # in all steps together: half a second
FORWARD = Forward()
SHOWN_PHASES = 12  # that stay to be looked at: three steps


def train(timeline: Timeline, count: int, update: Update, zero_grad: bool) -> tuple[Timeline, list[float]]:
    """The timeline after `count` training steps, and the root's value in each.

    The phase under way is finished first; what was planned after it is dropped. Raises Refused without a leaf to train.
    """
    material = timeline.material
    if not len(material.tape.trainable):
        raise Refused("No leaf requires a gradient, so there is nothing to train.", "Switch requires_grad on.")
    phases: tuple[Phase, ...] = (FORWARD, Backward(), update)
    if zero_grad:
        phases = (ZeroGrad(), *phases)
    if count * material.work > MOST_NODES:
        most = max(1, MOST_NODES // material.work)
        raise Refused(f"That is too much at once: at most {most:,} steps with a graph of this size.", field="count")
    shown = min(count, SHOWN_PHASES // len(phases))
    losses: list[float] = []
    replay, begun, gone = timeline.replay, timeline.begun, timeline.folded
    if count > shown:
        start = replay.fold(begun)
        after, losses = run(material, start, count - shown, phases)
        gone += replay.stops[begun]
        gone += material.replay(start, phases).length * (count - shown)
        replay, begun = material.replay(after, ()), 0
    dropped = max(0, begun + len(phases) * shown - SHOWN_PHASES)
    gone += replay.stops[dropped]
    replay = replay.going_on(dropped, begun, phases * shown)
    plain = is_plain(update, material)
    for first in range(begun - dropped, len(replay.phases), len(phases)):
        forward, last = first + phases.index(FORWARD), first + len(phases)
        losses.append(lead(replay, first, last) if plain else replay.output(forward))
    return Timeline(material, replay, replay.length, gone), losses


def is_plain(update: Update, material: Material) -> bool:
    """Whether it is gradient descent of one example, or of a program with all of them."""
    return update.rule == PLAIN and not material.examples


def run(material: Material, start: Start, count: int, phases: tuple[Phase, ...]) -> tuple[Start, list[float]]:
    """`count` times these phases at once: where they lead, and the root's value in each."""
    update = phases[-1]
    assert isinstance(update, Update)
    if is_plain(update, material):
        zero_grad = isinstance(phases[0], ZeroGrad)
        trained = descended(material.tape, start, count, update.learning_rate, zero_grad)
        return trained.start, [float(loss) for loss in trained.losses]
    losses = []
    for _ in range(count):
        replay = material.replay(start, phases)
        losses.append(replay.output(phases.index(FORWARD)))
        start = replay.fold(len(phases))
    return start, losses
