"""Parameters by layer, and small histograms of what is in one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.engine.graph import Graph

Numbers = NDArray[np.float64]
BINS = 16
MOST_LAYERS = 12
WHOLE = "parameters"


@dataclass(frozen=True, slots=True, eq=False)
class Layers:
    """`of` is the layer of each of P parameters, an index into the names."""

    names: tuple[str, ...]
    of: NDArray[np.int64]  # [P]

    @classmethod
    def in_graph(cls, graph: Graph, parameters: NDArray[np.int64]) -> Layers:
        """The groups of the graph, as deep as there are at most 12: model/layer 1, model/layer 2 …"""
        paths = [graph.groups[graph.group[node]].split("/") for node in parameters.tolist()]
        best: tuple[str, ...] = (WHOLE,)
        of = np.zeros(len(paths), np.int64)
        for depth in range(1, max(map(len, paths), default=0) + 1):
            heads = ["/".join(path[:depth]) or WHOLE for path in paths]
            names = tuple(dict.fromkeys(heads))
            if len(names) > MOST_LAYERS:
                break
            best, of = names, np.array([names.index(head) for head in heads], np.int64)
            if len(names) > 1:
                break
        return cls(best, of)

    def each(self, numbers: Numbers) -> list[Numbers]:
        """[P] numbers, layer by layer."""
        return [numbers[self.of == layer] for layer in range(len(self.names))]


@dataclass(frozen=True, slots=True)
class Bins:
    """How many numbers lie in each of 16 equal parts from low to high."""

    low: float
    high: float
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """All layers at one epoch. `ratio` is the spread of the last update by that of the numbers; PyTorch's unbiased
    standard deviation, or the size where a layer has one parameter."""

    weights: tuple[Bins, ...]
    gradients: tuple[Bins, ...]
    ratio: tuple[float, ...]


def sample(layers: Layers, numbers: Numbers, gradients: Numbers, changes: Numbers) -> Sample:
    """All arguments [P]."""
    spreads = zip(layers.each(numbers), layers.each(changes), strict=True)
    return Sample(
        tuple(bins(part) for part in layers.each(numbers)),
        tuple(bins(part) for part in layers.each(gradients)),
        tuple(_ratio(spread(change), spread(part)) for part, change in spreads),
    )


def bins(numbers: Numbers) -> Bins:
    """Of finite numbers; those that are not are left out."""
    finite = numbers[np.isfinite(numbers)]
    if not len(finite):
        return Bins(0.0, 0.0, (0,) * BINS)
    low, high = float(finite.min()), float(finite.max())
    width = high - low
    if not (0.0 < width < np.inf):
        return Bins(low, high, (len(finite), *(0,) * (BINS - 1)))
    place = np.minimum(((finite - low) / width * BINS).astype(np.int64), BINS - 1)
    return Bins(low, high, tuple(np.bincount(place, minlength=BINS).tolist()))


def spread(numbers: Numbers) -> float:
    """The standard deviation of a sample, or the size of a single number."""
    with np.errstate(over="ignore", invalid="ignore"):
        return float(np.std(numbers, ddof=1)) if len(numbers) > 1 else float(np.abs(numbers).sum())


def _ratio(one: float, other: float) -> float:
    return one / other if other > 0 else 0.0
