"""The groups of a graph as paths, such as "model/layer 1/neuron 2"."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from app.engine.graph import CONSTANT

DEPTH = 6  # of groups within groups
Row = tuple[int, str, bool]  # outer group, name, whether it is an object; group 0 is the whole


def group_paths(
    rows: list[Row], regions: list[tuple[int, int]], kept: NDArray[np.int64], op: NDArray[np.int64]
) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """Group of each kept node, and the paths of groups; `op` are the codes of the kept nodes.

    Objects stay as they are. A call that did a single operation, or all of them, is no group of its own.
    """
    own = _group_of_nodes(regions, kept)
    order = _outer_first(rows)
    counts = _operations(rows, order, own[op > CONSTANT])
    parent = [0] * len(rows)  # that is shown
    shown = [0] * len(rows)  # group → itself, or the group that it is shown as
    depth = [0] * len(rows)
    for group in order[1:]:
        outer, _, is_object = rows[group]
        above = shown[outer]
        everything = counts[group] == counts[0] and not above and not is_object
        shown[group] = above if everything or counts[group] < 2 and not is_object or depth[above] == DEPTH else group
        parent[group] = above
        depth[group] = depth[above] + 1
    return _named(rows, parent, np.array(shown)[own])


def _group_of_nodes(regions: list[tuple[int, int]], kept: NDArray[np.int64]) -> NDArray[np.int64]:
    starts = np.array([-1, *(start for start, _ in regions)])
    groups = np.array([0, *(group for _, group in regions)])
    return groups[np.searchsorted(starts, kept, side="right") - 1]


def _outer_first(rows: list[Row]) -> list[int]:
    """All groups, each after the one that it is in."""
    inside: dict[int, list[int]] = {}
    for group, (outer, _, _) in enumerate(rows[1:], 1):
        inside.setdefault(outer, []).append(group)
    order = [0]
    for group in order:
        order += inside.get(group, [])
    return order


def _operations(rows: list[Row], order: list[int], own: NDArray[np.int64]) -> list[int]:
    """How many operations each group has, with those of the groups in it."""
    counts: list[int] = np.bincount(own, minlength=len(rows)).tolist()
    for group in reversed(order[1:]):
        counts[rows[group][0]] += counts[group]
    return counts


def _named(rows: list[Row], parent: list[int], groups: NDArray[np.int64]) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """Paths of the groups that have nodes, in the order of their first; siblings of one name are numbered."""
    used: dict[int, None] = {0: None}
    for group in dict.fromkeys(groups.tolist()):
        line = [group]
        while line[-1]:
            line.append(parent[line[-1]])
        used |= dict.fromkeys(reversed(line))
    siblings = Counter((parent[group], rows[group][1]) for group in used)
    seen: Counter[tuple[int, str]] = Counter()
    paths = {0: ""}
    for group in list(used)[1:]:
        key = parent[group], rows[group][1]
        seen[key] += 1
        name = f"{rows[group][1]} {seen[key]}" if siblings[key] > 1 else rows[group][1]
        paths[group] = f"{paths[parent[group]]}/{name}".lstrip("/")
    order = {group: index for index, group in enumerate(paths)}
    return np.array([order[group] for group in groups.tolist()], np.int32), tuple(paths.values())
