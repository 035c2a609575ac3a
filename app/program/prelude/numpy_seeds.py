"""The bits of numpy's newer generator: PCG64 of O'Neill, 2014, and how a seed begins it."""

from __future__ import annotations

import math
from typing import Any

from app.program.prelude.tape import now
from app.program.prelude.twister import WORD, masked

LONG = (1 << 64) - 1
WIDE = (1 << 128) - 1
STEP = 0x2360ED051FC65DA44385DF649FCCF645
TAIL = 3.6541528853610087963519472518  # where the last layer of the normal curve begins
MANTISSA = 1 << 52


class Permuted:
    """A generator of 64 bits at a time."""

    def __init__(self, seed: Any = None) -> None:
        words = words_of_seed(now.seed if seed is None else int(seed))
        pairs = [words[i] | words[i + 1] << 32 for i in range(0, 8, 2)]
        self.increment = ((pairs[2] << 64 | pairs[3]) << 1 | 1) & WIDE
        self.state = ((self.increment + (pairs[0] << 64 | pairs[1])) * STEP + self.increment) & WIDE
        self.half = -1  # of 64 bits, the half that is left
        self.layers: Any = None

    def long(self) -> int:
        self.state = (self.state * STEP + self.increment) & WIDE
        turn, bits = self.state >> 122, (self.state >> 64 ^ self.state) & LONG
        return (bits >> turn | bits << (64 - turn)) & LONG

    def word(self) -> int:
        if self.half >= 0:
            word, self.half = self.half, -1
            return word
        bits = self.long()
        self.half = bits >> 32
        return bits & WORD

    def even(self) -> float:
        return (self.long() >> 11) * 2.0**-53

    def whole(self, most: int) -> int:
        """From 0 to `most`, by the multiplication of Lemire, 2019."""
        if most == 0:
            return 0
        draw, bits = (self.word, 32) if most <= WORD else (self.long, 64)
        product = draw() * (most + 1)
        least = ((1 << bits) - 1 - most) % (most + 1)
        while product & ((1 << bits) - 1) < least:
            product = draw() * (most + 1)
        return product >> bits

    def place(self, most: int) -> int:
        return masked(self, most)

    def bell(self) -> float:
        """A normal number: the ziggurat of Marsaglia and Tsang, 2000, in 256 layers."""
        if self.layers is None:
            self.layers = layers_of_curve()
        widths, inner, heights = self.layers
        while True:
            bits = self.long()
            layer, negative, size = bits & 0xFF, bits >> 8 & 1, bits >> 9 & (MANTISSA - 1)
            x = -size * widths[layer] if negative else size * widths[layer]
            if size < inner[layer]:
                return float(x)
            if layer == 0:
                while True:
                    beyond, y = -math.log1p(-self.even()) / TAIL, -math.log1p(-self.even())
                    if y + y > beyond * beyond:
                        return -(TAIL + beyond) if size >> 8 & 1 else TAIL + beyond
            if (heights[layer - 1] - heights[layer]) * self.even() + heights[layer] < math.exp(-0.5 * x * x):
                return float(x)


def layers_of_curve() -> tuple[list[float], list[float], list[float]]:
    """Of each layer: the width of one step, how many steps are surely inside of the curve, its height."""
    area = TAIL * math.exp(-0.5 * TAIL * TAIL) + math.sqrt(math.pi / 2.0) * math.erfc(TAIL / math.sqrt(2.0))
    edges = [0.0] * 255 + [TAIL]
    for i in range(254, 0, -1):
        edges[i] = math.sqrt(-2.0 * math.log(area / edges[i + 1] + math.exp(-0.5 * edges[i + 1] * edges[i + 1])))
    base = area / math.exp(-0.5 * TAIL * TAIL)
    widths = [base / MANTISSA] + [edge / MANTISSA for edge in edges[1:]]
    inner = [TAIL / base * MANTISSA] + [edges[i - 1] / edges[i] * MANTISSA for i in range(1, 256)]
    return widths, inner, [math.exp(-0.5 * edge * edge) for edge in edges]


def words_of_seed(seed: int) -> list[int]:
    """Eight words that follow from a seed, as numpy's SeedSequence mixes them."""
    if seed < 0:
        raise ValueError("expected non-negative integer")
    given = [seed & WORD]
    while seed := seed >> 32:
        given.append(seed & WORD)
    factor = [0x43B0D7E5]

    def stirred(word: int) -> int:
        word ^= factor[0]
        factor[0] = factor[0] * 0x931E8875 & WORD
        word = word * factor[0] & WORD
        return word ^ word >> 16

    def mixed(x: int, y: int) -> int:
        result = (0xCA01F9DD * x - 0x4973F715 * y) & WORD
        return result ^ result >> 16

    pool = [stirred(given[i] if i < len(given) else 0) for i in range(4)]
    for source in range(4):
        for target in range(4):
            if source != target:
                pool[target] = mixed(pool[target], stirred(pool[source]))
    for word in given[4:]:
        pool = [mixed(each, stirred(word)) for each in pool]
    words, constant = [], 0x8B51F9DD
    for i in range(8):
        word = pool[i % 4] ^ constant
        constant = constant * 0x58F38DED & WORD
        word = word * constant & WORD
        words.append(word ^ word >> 16)
    return words
