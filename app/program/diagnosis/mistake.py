"""What may be wrong with a class of the program's own, and what its objects held when it showed."""

from __future__ import annotations

from dataclasses import dataclass

from app.program.rounds import Numbers


@dataclass(frozen=True, slots=True)
class Mistake:
    """A likely mistake. `kind` is one of value, seed, overwritten, lost_edge, not_zeroed, order, silent, chain,
    derivative, gradient."""

    kind: str
    message: str
    hint: str
    nodes: tuple[int, ...]  # whose numbers are wrong, the one that the message speaks of first
    line: int  # of the method to look at, 0 where it is not known


@dataclass(frozen=True, slots=True, eq=False)
class OwnPass:
    """What the objects held after a backward pass of the program's own, in the N nodes of a graph."""

    data: Numbers  # [N] not-a-number where there is no object
    grad: Numbers  # [N]
    before: Numbers  # [N] gradients of leaves before the pass, 0 where there were none
    stale: Numbers  # [N] gradients of all nodes before the pass
    words: dict[int, str]  # operation → the method that made it
