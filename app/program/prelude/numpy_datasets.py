"""sklearn.datasets: the data sets that lessons draw, the same points from the same seed."""

from __future__ import annotations

import math
from typing import Any

from app.program.prelude.modules import MODULES, Namespace
from app.program.prelude.numpy_array import Array, array_of
from app.program.prelude.numpy_random import RandomState, everywhere


def source_of(random_state: Any) -> Any:
    return (
        everywhere if random_state is None else RandomState(random_state) if type(random_state) is int else random_state
    )


def mixed_rows(rows: list[Any], shuffle: bool, source: Any) -> list[Any]:
    """Rows of (x, y, …, label) in another order."""
    order = list(range(len(rows)))
    if shuffle:
        source.shuffle(order)
    return [rows[i] for i in order]


def noisy(rows: list[Any], noise: Any, source: Any) -> tuple[Array, Array]:
    points = [[x + (noise * source.bell() if noise else 0.0) for x in row[:-1]] for row in rows]
    return array_of(points), array_of([row[-1] for row in rows])


def on_arc(angles: list[float], radius: float = 1.0) -> list[tuple[float, float]]:
    return [(math.cos(angle) * radius, math.sin(angle) * radius) for angle in angles]


def moons(
    n_samples: int = 100, *, shuffle: bool = True, noise: Any = None, random_state: Any = None
) -> tuple[Array, Array]:
    """make_moons(): two half circles."""
    sizes = (n_samples // 2, n_samples - n_samples // 2)
    steps = [math.pi / max(size - 1, 1) for size in sizes]
    arcs = [on_arc([i * step for i in range(size)]) for size, step in zip(sizes, steps, strict=True)]
    rows = [(x, y, 0) for x, y in arcs[0]] + [(1.0 - x, 1.0 - y - 0.5, 1) for x, y in arcs[1]]
    source = source_of(random_state)
    return noisy(mixed_rows(rows, shuffle, source), noise, source)


def circles(
    n_samples: int = 100, *, shuffle: bool = True, noise: Any = None, random_state: Any = None, factor: float = 0.8
) -> tuple[Array, Array]:
    """make_circles(): a circle within a circle."""
    sizes = (n_samples // 2, n_samples - n_samples // 2)
    turns = [[i * (2.0 * math.pi / size) for i in range(size)] for size in sizes]
    rows = [(x, y, 0) for x, y in on_arc(turns[0])] + [(x, y, 1) for x, y in on_arc(turns[1], factor)]
    source = source_of(random_state)
    return noisy(mixed_rows(rows, shuffle, source), noise, source)


def blobs(
    n_samples: int = 100,
    n_features: int = 2,
    *,
    centers: Any = None,
    cluster_std: Any = 1.0,
    center_box: tuple[float, float] = (-10.0, 10.0),
    shuffle: bool = True,
    random_state: Any = None,
) -> tuple[Array, Array]:
    """make_blobs(): points around some middles."""
    source = source_of(random_state)
    if centers is None or isinstance(centers, int):
        centers = source.uniform(*center_box, size=(centers or 3, n_features))
    middles = [list(middle) for middle in centers]
    widths = [cluster_std] * len(middles) if isinstance(cluster_std, (int, float)) else list(cluster_std)
    rows = []
    for label, (middle, width) in enumerate(zip(middles, widths, strict=True)):
        size = n_samples // len(middles) + (1 if label < n_samples % len(middles) else 0)
        rows += [(*[x + width * source.bell() for x in middle], label) for _ in range(size)]
    return noisy(mixed_rows(rows, shuffle, source), None, source)


MODULES["sklearn.datasets"] = Namespace(make_moons=moons, make_circles=circles, make_blobs=blobs)
MODULES["sklearn"] = Namespace(datasets=MODULES["sklearn.datasets"])
