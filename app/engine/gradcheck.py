"""The numeric check: nudge a leaf by h, see what the root does, and compare with the gradient that backward found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from app.engine.graph import LEAF
from app.engine.tape import Tape, as_single

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from app.engine.graph import Graph
    from app.engine.steps import Start

Scheme = Literal["forward", "backward", "central"]
STEPS: tuple[float, ...] = tuple(10.0**-exponent for exponent in range(17))  # 1, 0.1 … 1e-16
ENDS: dict[Scheme, tuple[int, int]] = {"forward": (0, 1), "backward": (-1, 0), "central": (-1, 1)}


@dataclass(frozen=True, slots=True)
class Nudged:
    """error = numeric - gradient = truncation + rounding.

    Truncation is what the difference quotient would miss if numbers had endless digits: it falls with h. Rounding is
    what the digits of the two values of the root cannot hold: it grows as h falls.
    """

    leaf: int
    h: float
    scheme: Scheme
    low: float  # the root's value at the lower end of the difference
    high: float  # and at the upper end
    numeric: float
    gradient: float
    truncation: float
    rounding: float

    @property
    def error(self) -> float:
        return self.numeric - self.gradient


class GradCheck:
    """Checks of one graph at one place; leaves that require no gradient may be nudged too.

    In float32 the difference is taken in float32, and what it should be in float64.
    """

    def __init__(self, graph: Graph, start: Start) -> None:
        self._is_leaf = graph.op == LEAF
        self._tape = Tape(replace(graph, requires_grad=self._is_leaf))
        self._exact = Tape(replace(graph, requires_grad=self._is_leaf, single=np.zeros_like(graph.single)))
        self._data, self._gradient = self._tape.gradients(start.data)

    def nudge(self, leaf: int, h: float, scheme: Scheme = "central") -> Nudged:
        """One leaf, one h > 0. Raises ValueError for a node that is no leaf or an h that is not positive and finite."""
        if not (0 <= leaf < len(self._is_leaf) and self._is_leaf[leaf]):
            raise ValueError(f"node {leaf} is no leaf")
        if not 0 < h < np.inf:
            raise ValueError(f"h must be positive, but is {h!r}")
        below, above = ENDS[scheme]
        x, gradient = self._data[leaf], float(self._gradient[leaf])
        (low, noise_low), (high, noise_high) = self._root(leaf, x + below * h), self._root(leaf, x + above * h)
        with np.errstate(all="ignore"):
            numeric = float(np.divide(np.subtract(high, low), (above - below) * h))
            truncation = self._mean_slope(leaf, x + below * h, x + above * h) - self._slope(leaf, x)
            rounding = numeric - gradient - truncation
            if abs(rounding) > 2 * (noise_low + noise_high) / ((above - below) * h):
                truncation, rounding = numeric - gradient, 0.0  # more than digits can do: there is a kink in between
        return Nudged(leaf, h, scheme, low, high, numeric, gradient, truncation, rounding)

    def all_leaves(self, h: float, scheme: Scheme = "central") -> list[Nudged]:
        return [self.nudge(leaf, h, scheme) for leaf in np.flatnonzero(self._is_leaf).tolist()]

    def sweep(self, leaf: int, scheme: Scheme = "central", steps: Sequence[float] = STEPS) -> list[Nudged]:
        """One leaf with h from large to small: the error falls and rises again."""
        return [self.nudge(leaf, h, scheme) for h in steps]

    def along(self, leaf: int, places: Sequence[float]) -> list[float]:
        """The root's value with one leaf at each of some places."""
        root = self._tape.root
        return [float(self._values(leaf, x)[root]) for x in places]

    def _values(self, leaf: int, x: float) -> NDArray[np.float64]:
        """[N] data of all nodes with a leaf at x."""
        data = self._nudged(leaf, float(as_single(np.array(x))) if self._tape.is_single[leaf] else x)
        self._tape.forward(data)
        return data

    def _root(self, leaf: int, x: float) -> tuple[float, float]:
        """The root's value at x, and the most that rounding may have moved it: each node by a unit in its last place,
        times what the root depends on it."""
        data = self._nudged(leaf, float(as_single(np.array(x))) if self._tape.is_single[leaf] else x)
        grad = self._tape.differentiate(data)
        unit = np.where(self._tape.is_single, np.finfo(np.float32).eps, np.finfo(np.float64).eps)
        with np.errstate(all="ignore"):
            return float(data[self._tape.root]), float(np.nansum(np.abs(grad * data) * unit))

    def _slope(self, leaf: int, x: float) -> float:
        return float(self._exact.differentiate(self._nudged(leaf, x))[leaf])

    def _nudged(self, leaf: int, x: float) -> NDArray[np.float64]:
        data = self._data.copy()
        data[leaf] = x
        return data

    def _mean_slope(self, leaf: int, low: float, high: float) -> float:
        """What the difference quotient is without rounding: the mean of the slope between the ends, by the quadrature
        of Gauss and Legendre with 8 points (Abramowitz and Stegun, 25.4.30)."""
        points, weights = np.polynomial.legendre.leggauss(8)
        places = (low + high) / 2 + (high - low) / 2 * points
        return float(np.dot(weights, [self._slope(leaf, float(x)) for x in places]) / 2)
