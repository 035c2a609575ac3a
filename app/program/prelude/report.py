"""What the host gets when the program is done: the columns of the tape, and what was printed."""

from __future__ import annotations

from typing import Any

from app.program.prelude.builtin import printed
from app.program.prelude.groups import groups, regions
from app.program.prelude.own import mine
from app.program.prelude.own_passes import own_report
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
    settle,
    singles,
    variables,
)


def report() -> dict[str, Any]:
    if len(passes) > 1:
        settle()
    own = own_report()
    return {
        "made": made,
        "first": first,
        "second": second,
        "many": many,
        "numbers": numbers,
        "original": original,
        "raw": raw,
        "params": params,
        "groups": [(outer, name, is_object) for outer, name, is_object, *_ in groups],
        "regions": regions,
        "frozen": list(frozen),
        "singles": list(singles),
        "rounded": list(rounded),
        "labels": labels,
        "variables": variables,
        "passes": [
            (each.root, each.nodes, each.site, each.leaves, each.before, each.after)
            for each in [*passes, *([Pass(-1)] if passes else [])]
        ],
        "changes": changes,
        "leaf_grads": leaf_grads,
        "printed": printed,
        "cut": now.room < 0,
        "own": own if mine else None,
        "looked": now.looked,
        "last": now.last,
    }
