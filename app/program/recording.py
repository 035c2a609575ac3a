"""What a program left behind: its graph, what it printed, and where in its text everything is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.engine.graph import CONSTANT, LEAF, Graph
from app.program.literals import Literal
from app.program.rewrite import Rewritten
from app.program.rewrite.sites import STEP


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


def recording(report: dict[str, Any], program: Rewritten) -> Recording:
    """The sandbox's report as a recording."""
    graph, sites = _graph(report, program)
    return Recording(
        graph=graph,
        prints=tuple(Print(program.spans[site][0], text) for site, text in report["printed"]),
        notes=tuple(_notes(report, program)),
        reads_data=report["looked"],
        literals=_literals(graph, sites, program),
    )


def _notes(report: dict[str, Any], program: Rewritten) -> Iterator[Note]:
    for line in program.drawn:
        yield Note(line, "Skipped: this line draws, and the page draws by itself.")
    if report["cut"]:
        yield Note(
            program.spans[report["printed"][-1][0]][0] if report["printed"] else 0,
            "What it printed after this was too much to keep.",
        )


def _graph(report: dict[str, Any], program: Rewritten) -> tuple[Graph, Any]:
    sites, op = np.divmod(np.array(report["made"], np.int64), STEP)
    nodes = len(op)
    start, inputs = _edges(report)
    data = np.array(report["numbers"], np.float64)
    for leaf, number in (report["original"] | report["raw"]).items():
        data[leaf] = number
    param = np.full(nodes, np.nan)
    for node, number in report["params"].items():
        param[node] = number
    labels = {node: name for node, (_, name) in report["variables"].items()} | report["labels"]
    return Graph(
        op=op.astype(np.int16),
        start=start,
        inputs=inputs,
        param=param,
        data=data,
        requires_grad=_mask(nodes, report["frozen"], ~np.isin(op, CONSTANT)),
        single=_mask(nodes, report["singles"]),
        rounded=_mask(nodes, report["rounded"]),
        span=np.array(program.spans, np.int32)[sites],
        label=tuple(labels.get(node, "") for node in range(nodes)),
        group=np.zeros(nodes, np.int32),
        groups=("",),
        root=_root(report, op, inputs, labels),
    ), sites


def _edges(report: dict[str, Any]) -> tuple[Any, Any]:
    """Offsets and inputs of all nodes from the columns of first and second inputs and the few that have more."""
    first, second = np.array(report["first"], np.int32), np.array(report["second"], np.int32)
    counts = (first >= 0).astype(np.int32) + (second >= 0)
    for node, inputs in report["many"].items():
        counts[node] = len(inputs)
    start = np.zeros(len(first) + 1, np.int32)
    np.cumsum(counts, out=start[1:])
    edges = np.zeros(start[-1], np.int32)
    edges[start[:-1][first >= 0]] = first[first >= 0]
    edges[start[:-1][second >= 0] + 1] = second[second >= 0]
    for node, inputs in report["many"].items():
        edges[start[node] : start[node + 1]] = inputs
    return start, edges


def _mask(nodes: int, members: list[int], mask: Any = None) -> Any:
    """True at `members`; or `mask`, with False at them."""
    result = np.zeros(nodes, np.bool_) if mask is None else mask.astype(np.bool_)
    result[members] = mask is None
    return result


def _literals(graph: Graph, sites: Any, program: Rewritten) -> dict[int, Literal]:
    leaves = np.flatnonzero(graph.op == LEAF)
    made = np.bincount(sites[leaves], minlength=1)
    places = {int(leaf): int(sites[leaf]) for leaf in leaves if made[sites[leaf]] == 1}
    return {leaf: program.literals[site] for leaf, site in places.items() if site in program.literals}


def _root(report: dict[str, Any], op: Any, inputs: Any, labels: dict[int, str]) -> int:
    """Where backward starts: as the program said, what its last line gave, or the last node that nothing consumes."""
    if report["passes"]:
        return int(report["passes"][-1][0])
    if report["last"] >= 0:
        return int(report["last"])
    consumed = set(inputs.tolist())
    free = [node for node in range(len(op)) if node not in consumed]
    computed = [node for node in free if op[node] > CONSTANT]
    named = [node for node in computed if node in labels]
    return (named or computed or free or [-1])[-1]
