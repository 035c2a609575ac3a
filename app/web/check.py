"""What the Check panel shows: every leaf nudged by h, and one of them in full."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.engine.gradcheck import ENDS, GradCheck, Nudged, Scheme
from app.engine.graph import LEAF
from app.engine.replay import Start
from app.web.curve import Curve, curve
from app.web.view import SessionView

MOST_WORK = 3_000_000  # nodes computed for the rows of one panel, and as many for one leaf in full
PASSES = 20  # through the graph that a row takes
IN_FULL = 22  # rows take as long as all sizes of h and the curve
MOST_LEAVES = 50


@dataclass(frozen=True, slots=True)
class Check:
    """Leaves at the numbers that they have at the cursor. `chosen` is the one that is told in full."""

    exponent: int
    scheme: Scheme
    rows: list[Nudged]
    chosen: Nudged | None
    sweep: list[Nudged]
    hidden: int  # leaves that are not among the rows
    at: float = 0.0  # the number of the chosen leaf
    curve: Curve | None = None

    @property
    def ends(self) -> tuple[float, float]:
        """Where the chosen leaf is nudged to."""
        below, above = ENDS[self.scheme]
        h = 10.0**self.exponent
        return self.at + below * h, self.at + above * h


def check(view: SessionView, exponent: int, scheme: Scheme, leaf: int | None) -> Check:
    """h is 10 ** exponent; a leaf that is none is the first."""
    leaves = np.flatnonzero(view.recorded.op == LEAF).tolist()
    if not leaves or view.recorded.op[view.recorded.root] == LEAF:
        return Check(exponent, scheme, [], None, [], 0)
    checked = GradCheck(view.recorded, Start({n: float(view.state.data[n]) for n in leaves}))
    most = max(1, min(MOST_LEAVES, MOST_WORK // (PASSES * view.nodes)))
    chosen = leaf if leaf in leaves else leaves[0]
    shown = sorted({*leaves[:most], chosen})
    h = 10.0**exponent
    rows = {n: checked.nudge(n, h, scheme) for n in shown}
    fits, x = IN_FULL * PASSES * view.nodes <= MOST_WORK, float(view.state.data[chosen])
    sweep = checked.sweep(chosen, scheme) if fits else []
    drawn = curve(checked, rows[chosen], x) if fits else None
    return Check(exponent, scheme, list(rows.values()), rows[chosen], sweep, len(leaves) - len(shown), x, drawn)
