"""numpy.random: the numbers that numpy draws from the same seed, one after the other."""

from __future__ import annotations

import math
from typing import Any

from app.program.prelude.modules import Namespace
from app.program.prelude.numpy_array import Array, array_of
from app.program.prelude.numpy_seeds import Permuted
from app.program.prelude.shapes import count
from app.program.prelude.twister import WORD, Twister, masked


def sizes_of(size: Any) -> tuple[int, ...]:
    return (int(size),) if isinstance(size, (int, float)) else tuple(size)


def filled_by(draw: Any, size: Any) -> Any:
    """One number of `draw`, or an array of them."""
    return draw() if size is None else Array([draw() for _ in range(count(sizes_of(size)))], sizes_of(size))


def shape_with(size: Any, *bounds: Any) -> Any:
    """The size asked for; else that of bounds which are arrays."""
    shapes = [each.shape for each in bounds if isinstance(each, Array)]
    return shapes[0] if shapes and size is None else size


class Drawing:
    """What can be drawn; where the numbers come from, each kind of generator says itself: `even` gives one from 0 to 1,
    `bell` a normal one, `whole` and `place` a whole one up to some other."""

    even: Any
    bell: Any
    whole: Any
    place: Any

    def random(self, size: Any = None) -> Any:
        return filled_by(self.even, size)

    def standard_normal(self, size: Any = None) -> Any:
        return filled_by(self.bell, size)

    def uniform(self, low: Any = 0.0, high: Any = 1.0, size: Any = None) -> Any:
        low, high = array_of(low), array_of(high)
        return low + (high - low) * filled_by(self.even, shape_with(size, low, high))

    def normal(self, loc: Any = 0.0, scale: Any = 1.0, size: Any = None) -> Any:
        loc, scale = array_of(loc), array_of(scale)
        return loc + scale * filled_by(self.bell, shape_with(size, loc, scale))

    def integers(self, low: int, high: Any = None, size: Any = None, dtype: Any = None, endpoint: bool = False) -> Any:
        low, high = (0, low) if high is None else (low, high)
        low, most = int(low), int(high) - (0 if endpoint else 1)
        if most < low:
            raise ValueError("low >= high")
        if most >= 1 << 63 or low < -1 << 63:
            raise ValueError("high is out of bounds for int64")
        return filled_by(lambda: low + self.whole(most - low), size)

    def shuffle(self, x: Any) -> None:
        """In place, from the back."""
        for i in range(len(x.items if isinstance(x, Array) and len(x.shape) == 1 else x) - 1, 0, -1):
            j = self.place(i)
            mine, other = x[i], x[j]
            x[i], x[j] = other, mine

    def permutation(self, x: Any) -> Any:
        order = list(range(x if isinstance(x, int) else len(list(x))))
        self.shuffle(order)
        rows = None if isinstance(x, int) else list(x)
        return array_of(order if rows is None else [rows[i] for i in order])

    def choice(self, a: Any, size: Any = None, replace: bool = True, p: Any = None) -> Any:
        pool = list(range(a)) if isinstance(a, int) else list(a)
        wanted = 1 if size is None else count(sizes_of(size))
        if not replace and wanted > len(pool):
            raise ValueError("Cannot take a larger sample than population when 'replace=False'")
        if p is not None:
            if not abs(sum(p) - 1.0) < 1e-8:
                raise ValueError("probabilities do not sum to 1")
            if not replace and len([each for each in p if each]) < wanted:
                raise ValueError("Fewer non-zero entries in p than size")
            picked = self.by_weight([float(each) for each in p], wanted, replace)
        elif replace:
            picked = [self.whole(len(pool) - 1) for _ in range(wanted)]
        else:
            picked = self.some_of(len(pool), wanted)
        items = [pool[place] for place in picked]
        return items[0] if size is None else array_of(items).reshape(sizes_of(size))

    def by_weight(self, weights: list[float], wanted: int, replace: bool) -> list[int]:
        """Places that `weights` make likely; where each may come once, what came twice is drawn anew."""
        found: list[int] = []
        while len(found) < wanted:
            draws = [self.even() for _ in range(wanted - len(found))]
            weights = weights if replace else [0.0 if i in found else each for i, each in enumerate(weights)]
            sums, total = [], 0.0
            for each in weights:
                total += each
                sums.append(total)
            drawn = [len([each for each in sums if each / total <= draw]) for draw in draws]
            found += drawn if replace else list(dict.fromkeys(drawn))
        return found

    def some_of(self, size: int, wanted: int) -> list[int]:
        order = list(range(size))
        self.shuffle(order)
        return order[:wanted]


class RandomState(Drawing):
    """np.random.RandomState, and np.random itself."""

    def __init__(self, seed: Any = None) -> None:
        self.twister = Twister()
        if seed is not None:
            self.seed(seed)

    def seed(self, seed: Any = None) -> None:
        if seed is not None:
            if not 0 <= int(seed) <= WORD:
                raise ValueError("Seed must be between 0 and 2**32 - 1")
            self.twister.begin(seed)

    def even(self) -> float:
        return self.twister.even()

    def whole(self, most: int) -> int:
        return masked(self.twister, most)

    def place(self, most: int) -> int:
        return masked(self.twister, most)

    def bell(self) -> float:
        """The polar method of Marsaglia, which gives two numbers."""
        if self.twister.spare is not None:
            number, self.twister.spare = self.twister.spare, None
            return float(number)
        square = 0.0
        while square >= 1.0 or square == 0.0:
            x = 2.0 * self.even() - 1.0
            y = 2.0 * self.even() - 1.0
            square = x * x + y * y
        factor = math.sqrt(-2.0 * math.log(square) / square)
        self.twister.spare = factor * x
        return factor * y

    def rand(self, *sizes: int) -> Any:
        return self.random(sizes or None)

    def randn(self, *sizes: int) -> Any:
        return self.standard_normal(sizes or None)

    def randint(self, low: int, high: Any = None, size: Any = None, dtype: Any = None) -> Any:
        return self.integers(low, high, size)


class NewGenerator(Drawing):
    """What np.random.default_rng() gives."""

    def __init__(self, seed: Any = None) -> None:
        self.bits = Permuted(seed)
        self.even, self.bell, self.whole = self.bits.even, self.bits.bell, self.bits.whole
        self.place = self.bits.place

    def some_of(self, size: int, wanted: int) -> list[int]:
        """The algorithm of Floyd; then shuffled."""
        places: list[int] = []
        for last in range(size - wanted, size):
            place = self.whole(last)
            places.append(last if place in places else place)
        for i in range(wanted - 1, 0, -1):
            j = self.whole(i)
            places[i], places[j] = places[j], places[i]
        return places


everywhere = RandomState()
DRAWS = "seed rand randn random uniform normal standard_normal randint permutation shuffle choice"
np_random = Namespace(
    RandomState=RandomState,
    Generator=NewGenerator,
    default_rng=lambda seed=None: seed if isinstance(seed, NewGenerator) else NewGenerator(seed),
    random_sample=everywhere.random,
    ranf=everywhere.random,
    sample=everywhere.random,
    **{name: getattr(everywhere, name) for name in DRAWS.split()},
)
setattr(RandomState, "random_sample", RandomState.random)  # noqa: B010
