"""What is known of a timeline without a number: where its phases stand, which leaves hold a gradient before each."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

import numpy as np

from app.engine.steps import Backward, Forward, Phase, Segment, Update, ZeroGrad

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from app.engine.tape import Tape


class Plan:
    """`segments` are those of the phases; before each phase, and after the last, `holds` says [N] which leaves hold a
    gradient, and `has_values` whether the op nodes have values."""

    def __init__(
        self,
        tape: Tape,
        phases: tuple[Phase, ...],
        holds: Sequence[NDArray[np.bool_]],
        has_values: Sequence[bool],
        segments: Sequence[Segment] = (),
    ) -> None:
        """`segments` may be known of the first phases: `holds` and `has_values` are then known one further."""
        self._tape = tape
        self.phases = phases
        self.holds, self.has_values = list(holds), list(has_values)
        self.segments = (*segments, *self._rest(len(segments), segments[-1].stop if segments else 0))
        self.length = self.segments[-1].stop if self.segments else 0

    def shared(self, folded: int, phases: tuple[Phase, ...]) -> int:
        """How many of `phases` are those that stand here after the first `folded`."""
        pairs = zip(self.phases[folded:], phases, strict=False)
        return sum(1 for _ in takewhile(lambda pair: pair[0] is pair[1] or pair[0] == pair[1], pairs))

    def going_on(self, folded: int, phases: tuple[Phase, ...]) -> Plan:
        """The plan of `phases` from where the first `folded` of this one lead."""
        last = folded + self.shared(folded, phases)
        begin = self.segments[folded - 1].stop if folded else 0
        known = [Segment(phase, start - begin, stop - begin) for phase, start, stop in self.segments[folded:last]]
        return Plan(self._tape, phases, self.holds[folded : last + 1], self.has_values[folded : last + 1], known)

    def _rest(self, known: int, begin: int) -> Iterator[Segment]:
        tape = self._tape
        reached, zeroed = tape.is_leaf & tape.active, tape.is_leaf & tape.requires
        counted, held = None, 0
        for phase in self.phases[known:]:
            holds, has_values = self.holds[-1], self.has_values[-1]
            match phase:
                case Forward():
                    count, has_values = tape.nodes, True
                case Backward():
                    count, holds = bool(tape.nodes) + tape.active_edges, holds if holds is zeroed else holds | reached
                case ZeroGrad():
                    count, holds = 1, zeroed
                case Update():
                    if holds is not counted:
                        counted, held = holds, int(np.count_nonzero(holds))
                    count = held
                    has_values = has_values and count == 0
            self.holds.append(holds)
            self.has_values.append(has_values)
            yield Segment(phase, begin, begin + count)
            begin += count
