"""numpy.random, and the data sets of sklearn that lessons draw."""

from __future__ import annotations

import math
import random
from typing import Any

from app.program.prelude.modules import Namespace
from app.program.prelude.numpy_array import Array, array_of
from app.program.prelude.shapes import count


def drawn(draw: Any) -> Any:
    """A function of a shape that fills it with random numbers."""

    def make(*sizes: Any) -> Any:
        return Array([draw() for _ in range(count(sizes))], sizes) if sizes else draw()

    return make


def drawn_between(draw: Any, first: float, second: float) -> Any:
    """np.random.uniform and normal: two numbers, then a size."""

    def make(low: float = first, high: float = second, size: Any = None) -> Any:
        sizes = () if size is None else (size,) if isinstance(size, int) else tuple(size)
        return drawn(lambda: draw(low, high))(*sizes)

    return make


def shuffled(x: Any) -> Any:
    items = list(range(x)) if isinstance(x, int) else list(x)
    return array_of(random.sample(items, len(items)))


def chosen(a: Any, size: Any = None, replace: bool = True, p: Any = None) -> Any:
    items = list(range(a)) if isinstance(a, int) else list(a)
    if size is None:
        return random.choices(items, weights=list(p))[0] if p is not None else random.choice(items)
    drawn_items = random.choices(items, k=size) if replace else random.sample(items, size)
    return array_of(drawn_items)


def whole_number(low: int, high: Any = None, size: Any = None) -> Any:
    low, high = (0, low) if high is None else (low, high)
    sizes = () if size is None else (size,) if isinstance(size, int) else tuple(size)
    return drawn(lambda: random.randrange(low, high))(*sizes)


def moons(
    n_samples: int = 100, noise: float = 0.0, random_state: Any = None, shuffle: bool = True
) -> tuple[Array, Array]:
    """sklearn.datasets.make_moons(): two half circles, the same shape with other random numbers."""
    half = n_samples // 2
    outer = [(math.cos(math.pi * i / (half - 1)), math.sin(math.pi * i / (half - 1)), 0) for i in range(half)]
    inner = [(1.0 - x, 0.5 - y, 1) for x, y, _ in outer]
    rows = random.sample(outer + inner, 2 * half) if shuffle else outer + inner
    points = [[x + random.gauss(0.0, noise or 0.0), y + random.gauss(0.0, noise or 0.0)] for x, y, _ in rows]
    return array_of(points), array_of([label for _, _, label in rows])


def circles(n_samples: int = 100, noise: float = 0.0, factor: float = 0.8, random_state: Any = None) -> Any:
    """sklearn.datasets.make_circles(): a circle within a circle."""
    half = n_samples // 2
    angles = [2.0 * math.pi * i / half for i in range(half)]
    rows = [(math.cos(a), math.sin(a), 0) for a in angles]
    rows += [(factor * math.cos(a), factor * math.sin(a), 1) for a in angles]
    rows = random.sample(rows, 2 * half)
    points = [[x + random.gauss(0.0, noise or 0.0), y + random.gauss(0.0, noise or 0.0)] for x, y, _ in rows]
    return array_of(points), array_of([label for _, _, label in rows])


def blobs(
    n_samples: int = 100, centers: Any = 2, cluster_std: float = 1.0, n_features: int = 2, random_state: Any = None
) -> Any:
    """sklearn.datasets.make_blobs(): points around some middles."""
    if isinstance(centers, int):
        centers = [[random.uniform(-10.0, 10.0) for _ in range(n_features)] for _ in range(centers)]
    labels = [i % len(centers) for i in range(n_samples)]
    points = [[random.gauss(middle, cluster_std) for middle in centers[label]] for label in labels]
    return array_of(points), array_of(labels)


np_random = Namespace(
    seed=random.seed,
    rand=drawn(random.random),
    randn=drawn(lambda: random.gauss(0.0, 1.0)),
    random=lambda size=None: drawn(random.random)(
        *(() if size is None else (size,) if isinstance(size, int) else size)
    ),
    uniform=drawn_between(random.uniform, 0.0, 1.0),
    normal=drawn_between(random.gauss, 0.0, 1.0),
    randint=whole_number,
    permutation=shuffled,
    choice=chosen,
    shuffle=random.shuffle,
)
setattr(np_random, "default_rng", lambda seed=None: np_random)  # noqa: B010
setattr(np_random, "integers", whole_number)  # noqa: B010
setattr(np_random, "standard_normal", np_random.randn)  # noqa: B010
