"""The numbers of a program's own objects, laid beside the nodes of its graph, round by round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from app.engine.graph import Graph
from app.program.diagnosis import Diagnosis, Mistake, OwnPass
from app.program.rewrite.own import OwnClass
from app.program.rounds import Nodes, Numbers, Pass, Round

CHECKED = 3  # rounds that are looked at for mistakes: the first ones, for a mistake shows from the beginning


@dataclass(frozen=True, slots=True, eq=False)
class Own:
    """What the program's own objects held after each of E rounds; not-a-number where a node has no object."""

    data: Numbers  # [E, N]
    grad: Numbers  # [E, N]
    mistakes: tuple[Mistake, ...]


def own_numbers(
    report: dict[str, Any], rounds: list[Round], passes: list[Pass], kept: Nodes, graph: Graph, classes: list[OwnClass]
) -> Own | None:
    """`rounds` are those of the graph's epochs, or none: then it is about the last pass of `passes`."""
    found = report["own"]
    if not found or not found["snapshots"] or not passes:
        return None
    snapshots = {
        count: dict(zip(nodes, zip(data, grad, strict=True), strict=True))
        for count, nodes, data, grad in found["snapshots"]
    }
    chosen = [(one.passes[-1], dict(zip(rounds[0].made, one.made, strict=True))) for one in rounds] or [
        (passes[-1], {})
    ]
    own = []
    for each, likes in chosen:
        nodes = [likes.get(node, node) for node in kept.tolist()]
        own.append(_own_pass(snapshots, each, nodes, found["words"]))
    mistakes: tuple[Mistake, ...] = ()
    if not found["strange"]:
        mistakes = next((said for each in own[:CHECKED] if (said := Diagnosis(graph, each, classes).mistakes())), ())
    return Own(np.array([each.data for each in own]), np.array([each.grad for each in own]), mistakes)


def _own_pass(
    snapshots: dict[int, dict[int, tuple[float, float]]], done: Pass, nodes: list[int], words: dict[int, str]
) -> OwnPass:
    """One pass in the nodes of the graph; `nodes` are the program's nodes that they stand for in this round."""
    nothing = (np.nan, np.nan)
    after = snapshots.get(done.count, {})
    earlier = snapshots.get(done.count - 1, {})
    return OwnPass(
        data=np.array([after.get(node, nothing)[0] for node in nodes]),
        grad=np.array([after.get(node, nothing)[1] for node in nodes]),
        before=np.array([done.before.get(node, 0.0) for node in nodes]),
        stale=np.array([earlier.get(node, (0.0, 0.0))[1] for node in nodes]),
        words={place: words[node] for place, node in enumerate(nodes) if node in words},
    )
