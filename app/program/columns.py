"""The sandbox's report as columns of numpy, and the graph of some of its nodes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.engine.graph import CONSTANT, LEAF, Graph
from app.engine.words import Words
from app.program.epochs import Emptied, Story
from app.program.grouping import group_paths
from app.program.rewrite.sites import STEP
from app.program.rounds import Nodes, Pass, Round, Tape
from app.program.source import Span


class Columns:
    """All that a program did, N nodes and E edges of it."""

    def __init__(self, report: dict[str, Any], spans: list[Span]) -> None:
        self.report, self.spans = report, spans
        self.site, self.op = np.divmod(np.array(report["made"], np.int64), STEP)
        self.nodes = len(self.op)
        self.start, self.inputs = _edges(report)
        self.param = np.full(self.nodes, np.nan)
        for node, number in report["params"].items():
            self.param[node] = number
        self.numbers = np.array(report["numbers"], np.float64)
        self.passes = [Pass(count, *row) for count, row in enumerate(report["passes"])]
        self.tape = Tape(self.op, self.start, self.inputs, self.param, set(report["frozen"]))

    def graph(self, kept: Nodes, root: int, varying: Nodes, data_only: list[int], longest: int) -> Graph:
        """The graph of the nodes `kept`, which hold all of their inputs. Constants that vary from round to round
        (`varying`, as nodes of the new graph) become leaves; they and the nodes `data_only` want no gradient. A label
        has `longest` characters at most."""
        report = self.report
        place = np.zeros(self.nodes + 1, np.int64)
        place[kept] = np.arange(len(kept))
        counts = np.diff(self.start)
        edges = np.repeat(np.isin(np.arange(self.nodes), kept), counts)
        op = self.op[kept]
        group, groups = group_paths(report["groups"], report["regions"], kept, op)
        frozen = self._mask([*report["frozen"], *data_only]) | (self.op == CONSTANT)
        op[varying] = np.where(op[varying] == CONSTANT, LEAF, op[varying])
        data = self.numbers.copy()
        for leaf, number in (report["original"] | report["raw"]).items():
            data[leaf] = number
        labels = {node: name for node, (_, name) in report["variables"].items()} | report["labels"]
        return Graph(
            op=op.astype(np.int16),
            start=np.append(0, np.cumsum(counts[kept])).astype(np.int32),
            inputs=place[self.inputs[edges]].astype(np.int32),
            param=self.param[kept],
            data=data[kept],
            requires_grad=~frozen[kept],
            single=self._mask(report["singles"])[kept],
            rounded=self._mask(report["rounded"])[kept],
            span=np.array(self.spans, np.int32)[self.site[kept]],
            label=Words.of([labels.get(node, "")[:longest] for node in kept.tolist()]),
            group=group,
            groups=groups,
            root=int(place[root]) if root >= 0 else -1,
        )

    def story(self, run: list[Round], kept: Nodes) -> Story:
        """What happened to the leaves of `kept` in the rounds of `run`."""
        last = run[-1].passes[-1]
        lines = {each.root: self.spans[each.passes[0].site][0] for each in run}
        emptied: dict[int, list[Emptied]] = {}
        for what, passes, nodes, site, _ in self.report["changes"]:
            if what == "grad":
                emptied.setdefault(passes, []).append(Emptied(nodes, self.spans[site][0]))
        leaves = kept[self.op[kept] <= CONSTANT].tolist()
        singles = set(self.report["singles"])
        after = self.passes[last.count + 1]
        return Story(run, after, leaves, self.numbers, self.report["original"], singles, emptied, lines)

    def root(self) -> int:
        """Where backward starts: as the program said, what its last line gave, or the last node left over; or -1."""
        if self.passes:
            return self.passes[-2].root
        if self.report["last"] >= 0:
            return int(self.report["last"])
        consumed = set(self.inputs.tolist())
        free = [node for node in range(self.nodes) if node not in consumed]
        computed = [node for node in free if self.op[node] > CONSTANT]
        named = [node for node in computed if node in self.report["variables"] or node in self.report["labels"]]
        return (named or computed or free or [-1])[-1]

    def _mask(self, members: Collection[int]) -> NDArray[np.bool_]:
        mask = np.zeros(self.nodes, np.bool_)
        mask[list(members)] = True
        return mask


def _edges(report: dict[str, Any]) -> tuple[Nodes, Nodes]:
    """Offsets and inputs of all nodes, from the columns of first and second inputs and the few that have more."""
    first, second = np.array(report["first"], np.int64), np.array(report["second"], np.int64)
    counts = (first >= 0).astype(np.int64) + (second >= 0)
    for node, inputs in report["many"].items():
        counts[node] = len(inputs)
    start = np.append(0, np.cumsum(counts))
    edges = np.zeros(start[-1], np.int64)
    edges[start[:-1][first >= 0]] = first[first >= 0]
    edges[start[:-1][second >= 0] + 1] = second[second >= 0]
    for node, inputs in report["many"].items():
        edges[start[node] : start[node + 1]] = inputs
    return start, edges
