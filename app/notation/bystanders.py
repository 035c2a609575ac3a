"""Nodes that a backward pass gives nothing to, and why."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from app.engine.graph import CONSTANT, LEAF
from app.notation.explanation import Scene
from app.notation.phrases import Phrase, Piece, listed, phrase


def why_none(scene: Scene, node: int) -> Phrase | None:
    """Why backward gives a node no gradient; None where it gives one."""
    tape = scene.replay.tape
    terms = {"node": scene.piece(node), "root": scene.piece(tape.root)}
    if scene.graph.op[node] == CONSTANT:
        return phrase("{node} gets no gradient: it is a bare number, a constant.", **terms)
    if scene.graph.op[node] == LEAF and not tape.requires[node]:
        return phrase("{node} gets no gradient: its requires_grad is off.", **terms)
    if not tape.requires[node]:
        return phrase("{node} gets no gradient: nothing it is made of requires one.", **terms)
    if not tape.active[node]:
        return phrase("{node} gets no gradient: {root} does not depend on it.", **terms)
    return None


def left_out(scene: Scene) -> Iterator[Phrase]:
    """The leaves that a whole backward pass gives nothing to, a sentence for each reason."""
    tape, root = scene.replay.tape, scene.piece(scene.replay.tape.root)
    switched_off = np.flatnonzero(tape.is_leaf & ~tape.requires)
    apart = np.flatnonzero(tape.is_leaf & tape.requires & ~tape.active)
    for leaves, template in (
        (switched_off, "{leaves} {get} no gradient: requires_grad is off."),
        (apart, "{leaves} {get} no gradient: {root} does not depend on {it}."),
    ):
        if len(leaves):
            one = len(leaves) == 1
            words = {"get": "gets" if one else "get", "it": "it" if one else "them"}
            yield phrase(template, leaves=_several(scene, leaves.tolist()), root=root, **words)


def _several(scene: Scene, nodes: list[int], most: int = 4) -> Phrase:
    pieces = [scene.piece(node) for node in nodes[:most]]
    return listed([*pieces, Piece(f"{len(nodes) - most} more")] if len(nodes) > most else pieces)
