"""Random numbers of PyTorch: from the same seed the same numbers, drawn in the same order."""

from __future__ import annotations

import math
from typing import Any

from app.program.prelude.arithmetic import single
from app.program.prelude.elements import values
from app.program.prelude.shapes import count
from app.program.prelude.tensor import Tensor
from app.program.prelude.tensor_text import KINDS
from app.program.prelude.torch_making import dtype_named, made_tensor
from app.program.prelude.twister import Twister

UNSEEDED = 67280421310721  # what PyTorch begins a Generator with
MANY = 16  # normal numbers are drawn together from here on


class Generator:
    """torch.Generator"""

    def __init__(self, device: Any = None) -> None:
        self.twister = Twister()
        self.twister.begin(UNSEEDED)

    def manual_seed(self, seed: int) -> Any:
        self.twister.begin(seed)
        return self


default = Twister()


def source_for(generator: Any) -> Twister:
    return generator.twister if isinstance(generator, Generator) else default


def manual_seed(seed: int) -> None:
    default.begin(seed)


def even_number(source: Twister, width: str) -> float:
    """From 0 to 1, without 1."""
    if width == "float32":
        return (source.word() & 0xFFFFFF) * 2.0**-24
    return (source.long() & ((1 << 53) - 1)) * 2.0**-53


def even_numbers(size: int, low: float, high: float, width: str, generator: Any = None) -> list[float]:
    source = source_for(generator)
    drawn = [even_number(source, width) for _ in range(size)]
    if width == "float32":
        low, reach = single(low), single(single(high) - single(low))
        return [single(number * reach + low) for number in drawn]
    return [number * (high - low) + low for number in drawn]


def bell_number(source: Twister) -> float:
    """A normal number by the method of Box and Muller, 1958, which gives two."""
    if source.spare is not None:
        number, source.spare = source.spare, None
        return float(number)
    first, second = even_number(source, "float64"), even_number(source, "float64")
    radius, angle = math.sqrt(-2.0 * math.log1p(-second)), 2.0 * math.pi * first
    source.spare = radius * math.sin(angle)
    return radius * math.cos(angle)


def bell_numbers(size: int, mean: float, std: float, width: str, generator: Any = None) -> list[float]:
    """Few are drawn one by one; many in blocks of 16, of which the last is drawn anew if it is not whole."""
    source = source_for(generator)
    keep = single if width == "float32" else float
    if size < MANY:
        return [keep(bell_number(source) * std + mean) for _ in range(size)]
    even = [even_number(source, width) for _ in range(size)]
    drawn = list(even)
    for start in range(0, size - MANY + 1, MANY):
        drawn[start : start + MANY] = bell_block(even[start : start + MANY], keep)
    if size % MANY:
        drawn[size - MANY :] = bell_block([even_number(source, width) for _ in range(MANY)], keep)
    return [keep(keep(number * std) + mean) for number in drawn]


def bell_block(even: list[float], keep: Any) -> list[float]:
    """16 normal numbers of 16 even ones, each step rounded as the numbers are kept."""
    half = MANY // 2
    radii = [keep(math.sqrt(keep(-2.0 * keep(math.log(1.0 - number))))) for number in even[:half]]
    angles = [keep(keep(2.0 * math.pi) * number) for number in even[half:]]
    pairs = list(zip(radii, angles, strict=True))
    ups = [keep(radius * keep(math.cos(angle))) for radius, angle in pairs]
    return ups + [keep(radius * keep(math.sin(angle))) for radius, angle in pairs]


def whole_number_below(size: int, source: Twister) -> int:
    return source.word() % size


def drawn_by(draw: Any) -> Any:
    """rand(), randn(): a function of a shape; `draw` gives so many numbers of a width."""

    def make(*shape: Any, size: Any = None, dtype: Any = None, requires_grad: bool = False, **where: Any) -> Tensor:
        shape = shape if size is None else (size,)
        sizes = tuple(shape[0]) if shape and not isinstance(shape[0], int) else shape
        width = dtype_named(dtype, [0.5])
        return made_tensor(draw(count(sizes), width, where.get("generator")), sizes, width, requires_grad)

    return make


def drawn_like(make: Any) -> Any:
    return lambda input, dtype=None, requires_grad=False, **where: make(
        input._shape, dtype=dtype or KINDS[input._dtype], requires_grad=requires_grad
    )


def normal(
    mean: Any = 0.0, std: Any = 1.0, size: Any = None, dtype: Any = None, generator: Any = None, **where: Any
) -> Any:
    """torch.normal() of two numbers and a shape, or of tensors of one shape."""
    tensors = [each for each in (mean, std) if isinstance(each, Tensor)]
    if tensors:
        return rand_normal(tensors[0]._shape, dtype=KINDS[tensors[0]._dtype], generator=generator) * std + mean
    sizes, width = tuple(size or ()), dtype_named(dtype, [0.5])
    return made_tensor(bell_numbers(count(sizes), mean, std, width, generator), sizes, width)


def whole_numbers(
    low: int, high: Any = None, size: Any = (), dtype: Any = None, generator: Any = None, **where: Any
) -> Tensor:
    """randint()"""
    low, high, size = (0, low, high or size) if not isinstance(high, int) else (low, high, size)
    if low >= high:
        raise RuntimeError(f"random_ expects 'from' to be less than 'to', but got from={low} >= to={high}")
    source = source_for(generator)
    items = [low + whole_number_below(high - low, source) for _ in range(count(tuple(size)))]
    return made_tensor(items, size, dtype_named(dtype, [0]))


def order_drawn(size: int, generator: Any = None) -> list[int]:
    source, order = source_for(generator), list(range(size))
    for i in range(size - 1):
        j = i + whole_number_below(size - i, source)
        order[i], order[j] = order[j], order[i]
    return order


def shuffled_numbers(n: int, generator: Any = None, **where: Any) -> Tensor:
    """randperm()"""
    return made_tensor(order_drawn(n, generator), (n,), "int64")


def drawn_seed(generator: Any = None) -> int:
    """What a DataLoader seeds its own generator with."""
    return source_for(generator).long() % (1 << 63)


def bernoulli(input: Tensor, generator: Any = None) -> Tensor:
    """torch.bernoulli(): 1 as likely as the element says."""
    draws = even_numbers(count(input._shape), 0.0, 1.0, input._dtype, generator)
    ones = [1.0 if draw < chance else 0.0 for draw, chance in zip(draws, values(input), strict=True)]
    return made_tensor(ones, input._shape, input._dtype)


def multinomial(input: Tensor, num_samples: int, replacement: bool = False, generator: Any = None) -> Tensor:
    """torch.multinomial(): places in each row, as likely as its numbers say."""
    size, source, chances = input._shape[-1], source_for(generator), values(input)
    places: list[int] = []
    if not all(sum(chances[start : start + size]) > 0 for start in range(0, len(chances), size)):
        raise RuntimeError("invalid multinomial distribution (sum of probabilities <= 0)")
    if replacement and num_samples > 1:
        for start in range(0, len(chances), size):
            row, sums = chances[start : start + size], [0.0]
            for chance in row:
                sums.append(sums[-1] + chance)
            for _ in range(num_samples):
                draw = even_number(source, "float64")
                places.append(min(len([each for each in sums[1:] if each / sums[-1] < draw]), size - 1))
    else:
        races = [chance / max(-math.log1p(-even_number(source, "float64")), 2.0**-1022) for chance in chances]
        for start in range(0, len(chances), size):
            row = races[start : start + size]
            places += sorted(range(size), key=lambda i: -row[i])[:num_samples]
    return made_tensor(places, (*input._shape[:-1], num_samples), "int64")


rand_even = drawn_by(lambda size, width, generator: even_numbers(size, 0.0, 1.0, width, generator))
rand_normal = drawn_by(lambda size, width, generator: bell_numbers(size, 0.0, 1.0, width, generator))
