"""What an edit makes of a session, before anything is saved. Pure: whatever had to be run has been run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from pydantic import ValidationError

from app.engine.composite import can_open
from app.engine.graph import LEAF, Graph
from app.program.gestures import Built
from app.sessions.document import OPENED, Document, RunMark
from app.sessions.errors import NodeUnknown, Refused
from app.sessions.material import Material
from app.sessions.renumber import TextMoved
from app.sessions.session import document_of
from app.sessions.timeline import Timeline, edited, fresh, is_as_recorded, same_place

RUN = "run "  # with its id and where it began: the stroke of a training run, which is undone as one
EPOCH = "epoch"  # the stroke of walking from epoch to epoch, which is undone as one however long it takes


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """A session as it will be, once it is saved."""

    document: Document
    timeline: Timeline
    structure_changed: bool = False
    moved: TextMoved | None = None
    stroke: str = ""
    built: Built | None = None


def redrafted(
    document: Document, old: Timeline | None, material: Material, version: int, data: dict[int, float] | None = None
) -> Draft:
    """The document over new material, to be saved as `version`. The play goes on if the shape stayed, or begins anew.

    `data` gives leaves a number that the program does not.
    """
    epochs, epoch = material.recording.epochs, document.epoch
    if old is None or not same_shape(old.material.graph, material.graph):
        epoch, timeline = 0, fresh(material)
    elif epochs and not data and is_as_recorded(old, epoch):
        epoch = min(epoch, len(epochs) - 1)
        timeline = in_place_of(old, fresh(material, epoch))
    elif data or not same_numbers(old.material.graph, material.graph):
        timeline = edited(old, material, data)
    else:
        timeline = replace(old, material=material, replay=material.replay(old.replay.start, old.replay.phases))
    changed = old is None or not same_structure(old.material.graph, material.graph)
    document = document_of(document.but(epoch=epoch), timeline)
    return Draft(document.but(revision=version) if changed else document, timeline, changed)


def in_place_of(old: Timeline, timeline: Timeline) -> Timeline:
    """The timeline with the cursor where the old one has it, if it has the same kinds of phases; else at the start."""
    kinds = [phase.kind for phase in timeline.replay.phases]
    if kinds != [phase.kind for phase in old.replay.phases]:
        return timeline
    return timeline.at(same_place(old.replay, timeline.replay, old.cursor))


def same_shape(one: Graph, other: Graph) -> bool:
    """The same ops with the same inputs: a step of one has its place in the other."""
    return one.root == other.root and _equal(one, other, "op", "start", "inputs")


def same_numbers(one: Graph, other: Graph) -> bool:
    """Whether two graphs of the same shape compute the same."""
    return _equal(one, other, "data", "param", "requires_grad", "single", "rounded")


def same_structure(one: Graph, other: Graph) -> bool:
    """Whether two graphs look the same: all but the numbers of leaves and the places in the program."""
    looks = same_shape(one, other) and one.label == other.label and one.groups == other.groups
    return looks and _equal(one, other, "group", "param", "requires_grad", "single")


def _equal(one: Graph, other: Graph, *columns: str) -> bool:
    pairs = ((getattr(one, column), getattr(other, column)) for column in columns)
    return all(np.array_equal(a, b, equal_nan=a.dtype.kind == "f") for a, b in pairs)


def carried(switches: Mapping[int, bool], old: Graph, new: Graph) -> dict[int, bool]:
    """The switches of leaves in another graph: they go with the label, else with the place if the shape stayed."""
    places = {key: node for node, key in _named_leaves(new).items()}
    names, stays = _named_leaves(old), same_shape(old, new)
    kept: dict[int, bool] = {}
    for node, on in switches.items():
        place = places.get(names[node]) if node in names else None
        if place is not None:
            kept[place] = on
        elif stays and node not in kept:
            kept[node] = on
    return kept


def _named_leaves(graph: Graph) -> dict[int, tuple[str, int]]:
    """Leaves with a label: it, and how many leaves before have the same."""
    seen: dict[str, int] = {}
    named: dict[int, tuple[str, int]] = {}
    for node, (label, is_leaf) in enumerate(zip(graph.label, (graph.op == LEAF).tolist(), strict=True)):
        if label and is_leaf:
            turn = seen.get(label, 0)
            named[node], seen[label] = (label, turn), turn + 1
    return named


def document_of_export(fields: Mapping[str, Any]) -> Document:
    """The document that export gave. Raises Refused where it is none."""
    try:
        return Document.of(dict(fields))
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"][:2])
        raise Refused("This is no session that Backlight has exported.", field=place) from None


def check_leaves(document: Document, material: Material) -> None:
    """Raises Refused where a document from elsewhere gives something to a node that is no leaf."""
    for node in (*document.switches, *document.data, *document.grad):
        if node >= material.nodes or not material.is_leaf(node):
            raise Refused(f"The file speaks of node {node}, which is no leaf of its program.", field="data")


def stroke_of(mark: RunMark) -> str:
    """A run from where it began, so that it is undone as one."""
    return f"{RUN}{mark.id} {mark.epoch}"


def check_node(material: Material, node: int) -> None:
    """Raises NodeUnknown where the graph has no such node."""
    if not 0 <= node < material.nodes:
        raise NodeUnknown(node, material.nodes)


def check_opening(document: Document, material: Material, node: int, open: bool) -> None:
    """Raises Refused where a node cannot be taken apart, or is no part of one that was."""
    parts, name = material.apart, material.names[node]
    if not open and not parts.is_part(node):
        raise Refused(f"{name} was not taken apart.", "Choose a node of an op that is open.")
    if open and (parts.is_part(node) or not can_open(material.graph, node)):
        raise Refused(f"{name} is not made of smaller ops.", "Take a tanh, a sigmoid or a division apart.")
    if open and len(document.opened) >= OPENED:
        raise Refused(f"{OPENED} ops are open already.", "Put one together first.")


def check_leaf(material: Material, node: int) -> None:
    """Raises Refused where the node has no number or switch of its own."""
    check_node(material, node)
    if not material.is_leaf(node):
        raise Refused(
            f"{material.names[node]} is no leaf: it follows from the program.", "Change a leaf, or the program."
        )
