"""The numbers of a program's own objects, laid beside the nodes of its graph, round by round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.engine.graph import Graph
from app.engine.tape import Tape
from app.program.diagnosis import Comparison, Mistake, OwnPass, mistakes
from app.program.rewrite.own_signs import OwnClass
from app.program.rounds import Nodes, Numbers, Pass, Round

CHECKED = 3  # rounds that are looked at for mistakes: the first ones, for a mistake shows from the beginning


@dataclass(frozen=True, slots=True, eq=False)
class Own:
    """What the program's own objects held after each of E rounds; not-a-number where a node has no object."""

    data: Numbers  # [E, N]
    grad: Numbers  # [E, N]
    wrong: NDArray[np.bool_]  # [E, N] whether one of the two is not what it should be
    mistakes: tuple[Mistake, ...]


def own_numbers(
    report: dict[str, Any], rounds: list[Round], passes: list[Pass], kept: Nodes, graph: Graph, classes: list[OwnClass]
) -> Own | None:
    """`rounds` are those of the graph's epochs, or none: then it is about the last pass of `passes`."""
    noted = report["own"]
    if not noted or not noted["snapshots"] or not passes:
        return None
    snapshots = {
        count: dict(zip(nodes, zip(data, grad, strict=True), strict=True))
        for count, nodes, data, grad in noted["snapshots"]
    }
    chosen = [(one.passes[-1], dict(zip(rounds[0].made, one.made, strict=True))) for one in rounds] or [
        (passes[-1], {})
    ]
    own = []
    for each, likes in chosen:
        nodes = [likes.get(node, node) for node in kept.tolist()]
        own.append(_own_pass(snapshots, each, nodes, noted["words"]))
    said: tuple[Mistake, ...] = ()
    wrong = np.zeros((len(own), len(kept)), np.bool_)
    if not noted["strange"]:
        tape = Tape(graph)
        compared = [each for each, (done, _) in zip(own, chosen, strict=True) if done.count not in noted["weighted"]]
        held = [Comparison(tape, each, classes) for each in compared]
        said = next((found for one in held[:CHECKED] if (found := mistakes(one))), ())
        if said and len(held) == len(own):
            wrong = np.array([each.wrong_data | each.wrong_grad for each in held])
    return Own(np.array([each.data for each in own]), np.array([each.grad for each in own]), wrong, said)


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
