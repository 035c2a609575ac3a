"""What went wrong in a backward pass that a program did with a class of its own: its numbers against the right ones,
and the likely mistake by its name. A class that is right is never accused: its numbers add up. To teach it another
mistake, write a function from a Comparison to a Mistake or None and put it in GUESSES."""

from __future__ import annotations

import numpy as np

from app.program.diagnosis.comparison import Comparison
from app.program.diagnosis.mistake import Mistake, OwnPass
from app.program.diagnosis.operations import operation, unchained, unlinked, unvisited, value
from app.program.diagnosis.passes import lost_edge, not_zeroed, order, overwritten, seed

__all__ = ["Comparison", "Mistake", "OwnPass", "mistakes"]
GUESSES = (
    not_zeroed,
    lost_edge,
    overwritten,
    unlinked,
    order,
    unvisited,
    unchained,
    operation,
)  # the likely mistake first


def mistakes(held: Comparison) -> tuple[Mistake, ...]:
    """At most one: the others mostly follow from it."""
    with np.errstate(all="ignore"):
        found = value(held)
        if found is None and len(held.wrong_leaves):
            found = seed(held) if held.is_open else _wrong_leaf(held)
            if found is None and len(held.bad):
                found = next((guess for each in GUESSES if (guess := each(held))), None) or _unexplained(held)
    return (found,) if found else ()


def _wrong_leaf(held: Comparison) -> Mistake:
    """Of a class that does not show how it came to its gradients."""
    node = int(held.wrong_leaves[-1])
    own, right = held.own.grad[node], held.right_grad[node]
    return held.mistake(
        "gradient",
        f"The gradient of {held.name(node)} is {own:.6g}; the right one is {right:.6g}.",
        "Look at what the operations that use it hand back.",
        node,
        held.line(held.users(node)[0]),
    )


def _unexplained(held: Comparison) -> Mistake:
    node = int(held.bad[-1])
    return held.mistake(
        "gradient",
        f"The gradient of {held.name(node)} is {held.own.grad[node]:.6g}; from the nodes that use it follows "
        f"{held.sums[node]:.6g}.",
        "Look at what these nodes hand back to it.",
        node,
        held.line(held.users(node)[0]),
    )
