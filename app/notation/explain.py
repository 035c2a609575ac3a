"""What happened in the step that was just taken, in words, symbols and numbers. One function a kind of step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.engine.averaging import Averaging
from app.engine.graph import Graph
from app.engine.replay import (
    Backward,
    BackwardStep,
    Forward,
    ForwardStep,
    Phase,
    Replay,
    SeedStep,
    Segment,
    Update,
    UpdateStep,
    ZeroGrad,
    ZeroGradStep,
)
from app.notation.backward import explain_backward, explain_seed
from app.notation.explanation import Explanation, Scene
from app.notation.forward import explain_forward
from app.notation.learning import explain_update, explain_zero_grad
from app.notation.phrases import Phrase, Piece, phrase, plain


def explain(graph: Graph, names: Sequence[str], replay: Replay, cursor: int) -> Explanation:
    """The explanation of step cursor - 1; at cursor 0, of what will happen. `names` are `node_names(graph)`.

    Raises IndexError for a cursor beyond the timeline.
    """
    state = replay.state(cursor)
    segment = _segment(replay, cursor)
    if cursor == 0 or segment is None:
        return _start(graph, names, segment)
    scene = Scene(graph, names, replay, cursor, segment, state)
    told = _told(scene)
    if isinstance(replay, Averaging) and isinstance(segment.phase, Forward | Backward):
        return replace(told, notes=(*told.notes, _together(replay, segment.phase)))
    return told


def _together(replay: Averaging, phase: Phase) -> Phrase:
    count = f"{replay.examples.count:,}".replace(",", " ")
    if isinstance(phase, Forward):
        return phrase(f"These are means over {count} examples.")
    sums = "" if replay.examples.mean else " What reaches a parameter is the sum over all of them."
    text = f"These are means over {count} examples, and a mean of products is no product of means."
    return phrase(text + sums)


def _told(scene: Scene) -> Explanation:
    match next(scene.replay.steps(scene.cursor - 1, scene.cursor)):
        case ForwardStep() as step:
            return explain_forward(scene, step)
        case SeedStep() as step:
            return explain_seed(scene, step)
        case BackwardStep() as step:
            return explain_backward(scene, step)
        case ZeroGradStep() as step:
            return explain_zero_grad(scene, step)
        case UpdateStep() as step:
            return explain_update(scene, step)


def _segment(replay: Replay, cursor: int) -> Segment | None:
    """The segment of the step just taken; at cursor 0 that of the first step to come."""
    return next((s for s in replay.segments if s.start <= max(cursor - 1, 0) < s.stop), None)


def _start(graph: Graph, names: Sequence[str], segment: Segment | None) -> Explanation:
    sentence = _coming(graph, names, segment.phase if segment else None)
    return Explanation("start", "Before the first step", sentence, (), (), (), (), plain(sentence))


def _coming(graph: Graph, names: Sequence[str], phase: Phase | None) -> Phrase:
    if len(graph.op) == 0:
        return phrase("There is no graph yet: write a line such as *a = Value(2.0)* in the program.")
    root = Piece(names[graph.root], graph.root)
    match phase:
        case Forward():
            text = "Press play: the *forward* pass computes every node, from the leaves to {root}, one at a time."
        case Backward():
            text = "Press play: the *backward* pass hands the gradient back from {root}, one edge at a time."
        case ZeroGrad():
            text = "Next, *zero_grad* sets the gradients of the leaves to 0."
        case Update():
            text = "Next, the *update* moves every leaf a little against its gradient."
        case None:
            text = "Nothing is planned: press forward, and the value of every node up to {root} is computed."
    return phrase(text, root=root)
