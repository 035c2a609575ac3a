"""What a program left behind: its graph, what it printed, and where in its text everything is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.engine.graph import LEAF, Graph
from app.program.literals import Literal
from app.program.rewrite import Rewritten


@dataclass(frozen=True, slots=True)
class Print:
    """What one call of print wrote, with its line ends, and the line it stands in."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something quiet to tell the learner about a line: what was skipped, and why."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Recording:
    """A program that ran."""

    graph: Graph
    prints: tuple[Print, ...]
    notes: tuple[Note, ...]
    reads_data: bool  # the program itself looked at a number of a node, other than to print it
    literals: dict[int, Literal]  # leaf → the one number in the text that it was made from


def recording(columns: dict[str, Any], program: Rewritten) -> Recording:
    """The sandbox's columns as a recording."""
    spans = np.array(program.spans, np.int32).reshape(-1, 4)
    site = np.array(columns["site"], np.int32)
    labels: dict[int, str] = columns["variable"] | columns["label"]
    nodes = len(site)
    param = np.full(nodes, np.nan)
    for node, number in columns["param"].items():
        param[node] = number
    graph = Graph(
        op=np.array(columns["op"], np.int16),
        start=np.array(columns["start"], np.int32),
        inputs=np.array(columns["inputs"], np.int32),
        param=param,
        data=np.array(columns["data"], np.float64),
        requires_grad=np.array(columns["needs"], np.bool_),
        single=np.zeros(nodes, np.bool_),
        rounded=np.zeros(nodes, np.bool_),
        span=spans[site],
        label=tuple(labels.get(node, "") for node in range(nodes)),
        group=np.zeros(nodes, np.int32),
        groups=("",),
        root=_root(columns),
    )
    return Recording(
        graph=graph,
        prints=tuple(Print(int(spans[site][0]), text) for site, text in columns["printed"]),
        notes=(),
        reads_data=columns["looked"],
        literals=_literals(columns, program),
    )


def _literals(columns: dict[str, Any], program: Rewritten) -> dict[int, Literal]:
    leaves = [
        (node, site) for node, (op, site) in enumerate(zip(columns["op"], columns["site"], strict=True)) if op == LEAF
    ]
    made = Counter(site for _, site in leaves)
    return {node: program.literals[site] for node, site in leaves if made[site] == 1 and site in program.literals}


def _root(columns: dict[str, Any]) -> int:
    """The node that backward starts from: what the program said, what its last line gave, or the last one left over."""
    for what, _, node, _ in reversed(columns["events"]):
        if what == "backward":
            return int(node)
    if columns["last"] >= 0:
        return int(columns["last"])
    consumed = set(columns["inputs"])
    free = [node for node in range(len(columns["op"])) if node not in consumed]
    named = [node for node in free if node in columns["variable"] and columns["op"][node] > 1]
    computed = [node for node in free if columns["op"][node] > 1]
    return (named or computed or free or [len(columns["op"]) - 1])[-1]
