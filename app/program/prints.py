"""What a program printed, each call beside its line and, in a loop, in its round."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.program.rounds import Round
from app.program.source import Span


@dataclass(frozen=True, slots=True)
class Print:
    """What one call of print wrote, with its line ends, and the line it stands in."""

    line: int
    text: str
    epoch: int | None = None  # the round of the program's loop in which it was written


def prints(report: dict[str, Any], spans: list[Span], rounds: list[Round]) -> Iterator[Print]:
    """All calls, in order. Between two rounds a call may end the one or begin the other: a place that still prints
    after the last round ends them, one that prints before the first begins them; else it counts whether it stands
    below the line of backward."""
    done = [each.passes[-1].count for each in rounds]
    calls = [(site, text, bisect_left(done, passes), nodes) for site, text, passes, nodes in report["printed"]]
    inside = {site for site, _, after, _ in calls if 0 < after < len(rounds)}
    ending = {site for site, _, after, _ in calls if after == len(rounds)}
    beginning = {site for site, _, after, nodes in calls if after == 0 and rounds and nodes <= rounds[0].begin}
    for site, text, after, nodes in calls:
        epoch: int | None = after
        if not rounds:
            epoch = None
        elif after == len(rounds):
            epoch = after - 1 if site in inside else None
        elif nodes > rounds[after].begin:
            pass
        elif after == 0:
            epoch = 0 if site in inside else None
        elif site in ending or site not in beginning and spans[site] > spans[rounds[after - 1].passes[0].site]:
            epoch = after - 1
        yield Print(spans[site][0], text, epoch)
