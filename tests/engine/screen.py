"""What a learner sees, step by step, by the letter of ARCHITECTURE.md: the slow and obvious way to the state at any
cursor. It knows nothing of tapes; it only applies the steps that a replay yields."""

from __future__ import annotations

from app.engine.graph import LEAF, Graph
from app.engine.replay import (
    BackwardStep,
    ForwardStep,
    Replay,
    SeedStep,
    Start,
    State,
    Step,
    UpdateStep,
    ZeroGradStep,
)
from app.engine.tape import Tape


class Screen:
    def __init__(self, graph: Graph, start: Start) -> None:
        leaves = Tape(graph).data(start.data)
        self.op_nodes = [n for n, code in enumerate(graph.op.tolist()) if code > 1]
        self.leaves = [n for n, code in enumerate(graph.op.tolist()) if code == LEAF]
        self.data = {n: float(leaves[n]) for n in range(len(graph.op)) if n not in set(self.op_nodes)}
        self.grad = {n: grad for n, grad in start.grad.items() if graph.requires_grad[n]}

    def _empty(self, held: dict[int, float]) -> None:
        for n in self.op_nodes:
            held.pop(n, None)

    def take(self, step: Step, first: bool) -> None:
        match step:
            case ForwardStep(node, value):
                if first:
                    self._empty(self.data)
                    self._empty(self.grad)
                self.data[node] = value
            case SeedStep(node, total):
                self._empty(self.grad)
                self.grad[node] = total
            case BackwardStep():
                self.grad[step.input] = step.total
            case ZeroGradStep(nodes):
                self._empty(self.grad)
                self.grad.update(dict.fromkeys(nodes, 0.0))
            case UpdateStep():
                if first:
                    self._empty(self.data)
                    self._empty(self.grad)
                self.data[step.node] = step.after


def seen(state: State) -> tuple[dict[int, float], dict[int, float]]:
    nodes = range(len(state.data))
    data = {n: float(state.data[n]) for n in nodes if state.has_data[n]}
    return data, {n: float(state.grad[n]) for n in nodes if state.has_grad[n]}


def assert_every_cursor_shows_what_the_steps_say(replay: Replay, graph: Graph) -> None:
    screen = Screen(graph, replay.start)
    steps = list(replay.steps())
    assert len(steps) == replay.length
    firsts = {segment.start for segment in replay.segments}
    for cursor in range(replay.length + 1):
        if cursor:
            screen.take(steps[cursor - 1], cursor - 1 in firsts)
        shown = {n: screen.data[n] for n in sorted(screen.data)}, {n: screen.grad[n] for n in sorted(screen.grad)}
        assert repr(seen(replay.state(cursor))) == repr(shown), f"at cursor {cursor}"
