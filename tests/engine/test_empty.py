"""A program without a single Value is a graph too."""

from __future__ import annotations

from app.engine.builder import GraphBuilder
from app.engine.replay import Backward, Forward, Replay, Start, ZeroGrad


def test_a_graph_without_nodes_has_phases_without_steps() -> None:
    replay = Replay(GraphBuilder().graph(root=-1), Start({}, {}), (Forward(), Backward(), Backward(), ZeroGrad()))
    assert [segment.stop for segment in replay.segments] == [0, 0, 0, 1]
    assert [step.kind for step in replay.steps()] == ["zero_grad"]
    assert replay.state(replay.length).data.tolist() == []
