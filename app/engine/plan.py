"""What is known of a timeline without a number: where its phases stand, which leaves hold a gradient before each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.engine.steps import Backward, Forward, Phase, Update, ZeroGrad

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from app.engine.tape import Tape


class Plan:
    """Before each phase, and after the last: `stops` says how many steps are done, `holds` [N] which leaves hold a
    gradient, and `has_values` whether the op nodes have values."""

    def __init__(
        self,
        tape: Tape,
        phases: tuple[Phase, ...],
        holds: Sequence[NDArray[np.bool_]],
        has_values: Sequence[bool],
        stops: Sequence[int] = (0,),
    ) -> None:
        """The last three may be known of the first phases already."""
        self._tape = tape
        self.phases = phases
        self.stops, self.holds, self.has_values = list(stops), list(holds), list(has_values)
        for phase in phases[len(stops) - 1 :]:
            self._add(phase)

    def going_on(self, folded: int, kept: int, more: tuple[Phase, ...]) -> Plan:
        """The plan of the phases folded … kept - 1 of this one, and `more` after them."""
        begin, known = self.stops[folded], slice(folded, kept + 1)
        stops = [stop - begin for stop in self.stops[known]]
        return Plan(self._tape, self.phases[folded:kept] + more, self.holds[known], self.has_values[known], stops)

    def _add(self, phase: Phase) -> None:
        tape, holds, has_values = self._tape, self.holds[-1], self.has_values[-1]
        match phase:
            case Forward():
                count, has_values = tape.nodes, True
            case Backward():
                count = bool(tape.nodes) + tape.active_edges
                holds = holds if holds is tape.is_trainable else holds | tape.is_reached
            case ZeroGrad():
                count, holds = 1, tape.is_trainable
            case Update():
                count = len(tape.trainable) if holds is tape.is_trainable else int(np.count_nonzero(holds))
                has_values = has_values and count == 0
        self.stops.append(self.stops[-1] + count)
        self.holds.append(holds)
        self.has_values.append(has_values)
