"""Whole training steps over a timeline: the last ones stay to be looked at, those before are run at once."""

from __future__ import annotations

from dataclasses import replace

from app.engine.replay import Backward, Forward, Phase, Update, ZeroGrad
from app.engine.replay import train as run
from app.sessions.errors import Refused
from app.sessions.timeline import KEPT_PHASES, Timeline, folded


def train(timeline: Timeline, count: int, learning_rate: float, zero_grad: bool) -> tuple[Timeline, list[float]]:
    """The timeline after `count` training steps, and the root's value in each.

    The phase under way is finished first; what was planned after it is dropped. Raises Refused without a leaf to train.
    """
    material = timeline.material
    if not len(material.tape.trainable):
        raise Refused("No leaf requires a gradient, so there is nothing to train.", "Switch requires_grad on.")
    phases: tuple[Phase, ...] = (Forward(), Backward(), Update(learning_rate))
    if zero_grad:
        phases = (ZeroGrad(), *phases)
    shown = min(count, KEPT_PHASES // len(phases))
    losses: list[float] = []
    taken = timeline.replay.phases[: timeline.begun]
    timeline = replace(timeline, replay=material.replay(timeline.replay.start, taken))
    timeline = replace(timeline, cursor=timeline.replay.length)
    if count > shown:
        timeline = folded(timeline, len(taken))
        one = material.replay(timeline.replay.start, phases).length
        trained = run(material.tape, timeline.replay.start, count - shown, learning_rate, zero_grad)
        losses = trained.losses.tolist()
        replay = material.replay(trained.start, ())
        timeline = replace(timeline, replay=replay, folded=timeline.folded + one * (count - shown))
    timeline = folded(timeline, len(timeline.replay.phases) + len(phases) * shown - KEPT_PHASES)
    replay = material.replay(timeline.replay.start, timeline.replay.phases + phases * shown)
    for segment in replay.segments[len(timeline.replay.phases) :]:
        if isinstance(segment.phase, Forward):
            losses.append(float(replay.state(segment.stop).data[material.tape.root]))
    return replace(timeline, replay=replay, cursor=replay.length), losses
