"""What the host gets when the program is done: the columns of the tape, and what was printed."""

from __future__ import annotations

from typing import Any

from app.program.prelude.builtin import printed
from app.program.prelude.gradients import settle
from app.program.prelude.groups import groups, regions
from app.program.prelude.own_objects import mine
from app.program.prelude.own_passes import own_columns, own_report
from app.program.prelude.tape import (
    Pass,
    changes,
    first,
    frozen,
    labels,
    leaf_grads,
    made,
    many,
    now,
    numbers,
    original,
    params,
    passes,
    raw,
    rounded,
    second,
    singles,
    variables,
)


def report() -> dict[str, Any]:
    if len(passes) > 1:
        settle()
    own = own_report()
    return columns(len(numbers), len(passes), [*passes, *([Pass(-1)] if passes else [])], own)


def report_until_backward() -> dict[str, Any] | None:
    """The same of a program that was stopped, up to its last call of backward, which is its end; None without rounds.
    What came after that call may be half done."""
    if len(passes) < MOST_SHORT:
        return None
    *done, end = passes
    end.root = -1
    snapshots = [each for each in own_columns()["snapshots"] if each[0] < len(done)]
    return columns(end.nodes, len(done), [*done, end], {**own_columns(), "snapshots": snapshots})


MOST_SHORT = 3  # calls of backward: with fewer there is nothing that repeats


def columns(nodes: int, count: int, done: list[Pass], own: dict[str, Any]) -> dict[str, Any]:
    """All that is known of the first `nodes` nodes, and of what was done up to `count` passes."""
    whole = nodes == len(numbers)
    return {
        "made": made[:nodes],
        "first": first[:nodes],
        "second": second[:nodes],
        "many": many if whole else before(many, nodes),
        "numbers": numbers[:nodes],
        "original": original if whole else before(original, nodes),
        "raw": raw if whole else before(raw, nodes),
        "params": params if whole else before(params, nodes),
        "groups": [(outer, name, is_object) for outer, name, is_object, *_ in groups],
        "regions": [region for region in regions if region[0] <= nodes],
        "frozen": [node for node in frozen if node < nodes],
        "singles": [node for node in singles if node < nodes],
        "rounded": [node for node in rounded if node < nodes],
        "labels": labels if whole else before(labels, nodes),
        "variables": variables if whole else before(variables, nodes),
        "passes": [(each.root, each.nodes, each.site, each.leaves, each.before, each.after) for each in done],
        "changes": [change for change in changes if change[1] <= count],
        "leaf_grads": leaf_grads,
        "printed": [line for line in printed if line[2] <= count],
        "cut": now.room < 0,
        "own": own if mine else None,
        "looked": now.looked,
        "last": now.last if now.last < nodes else -1,
    }


def before(held: dict[int, Any], nodes: int) -> dict[int, Any]:
    return {node: held[node] for node in held if node < nodes}
