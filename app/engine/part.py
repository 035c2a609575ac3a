"""Parts of a graph: what a node is computed from, with some nodes made leaves; and what depends on what."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.engine import kernel
from app.engine.graph import LEAF, Graph

Mask = NDArray[np.bool_]


def depending(graph: Graph, leaves: Collection[int]) -> Mask:
    """[N] the nodes that are computed from any of these, themselves among them."""
    return _marked(graph, leaves)[0]


def below(graph: Graph, root: int) -> Mask:
    """[N] the nodes that `root` is computed from, itself among them."""
    return _marked(graph, np.arange(len(graph.op)), root)[1]


def _marked(graph: Graph, leaves: Collection[int] | NDArray[np.intp], root: int | None = None) -> tuple[Mask, Mask]:
    depends, active = np.zeros((2, len(graph.op)), np.bool_)
    depends[np.array(leaves, np.intp)] = True
    root = int(graph.root) if root is None else root
    kernel.mark(np.array(graph.start, np.uint32), np.array(graph.inputs, np.uint32), root, depends, active)
    return depends, active


def part(graph: Graph, root: int, leaves: Collection[int] = ()) -> tuple[Graph, NDArray[np.intp]]:
    """The graph of what `root` is computed from, with `leaves` as leaves; and the nodes [K] of the whole that are in
    it, in order."""
    nodes = len(graph.op)
    cut = np.zeros(nodes, np.bool_)
    cut[list(leaves)] = True
    counts = np.where(cut, 0, np.diff(graph.start))
    inputs = graph.inputs[~np.repeat(cut, np.diff(graph.start))]
    start = np.append(0, np.cumsum(counts)).astype(np.int32)
    op, param = np.where(cut, LEAF, graph.op).astype(np.int16), np.where(cut, np.nan, graph.param)
    whole = replace(graph, op=op, param=param, start=start, inputs=inputs, root=root)
    is_kept = below(whole, root)
    kept = np.flatnonzero(is_kept)
    place = np.cumsum(is_kept) - 1
    edges = np.repeat(is_kept, counts)
    columns = ("op", "param", "data", "requires_grad", "single", "rounded", "span", "group")
    smaller = replace(
        whole,
        start=np.append(0, np.cumsum(counts[kept])).astype(np.int32),
        inputs=place[inputs[edges]].astype(np.int32),
        label=tuple(graph.label[node] for node in kept.tolist()),
        root=int(place[root]),
        **{name: getattr(whole, name)[kept] for name in columns},
    )
    return smaller, kept
