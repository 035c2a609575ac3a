"""Where numpy and PyTorch take their random numbers from: Python's generator, which a seed begins otherwise."""

from __future__ import annotations

import random
from typing import Any

from app.program.prelude.tape import now

WORD = 0xFFFFFFFF


class Twister:
    """A Mersenne Twister. What no seed has begun follows from the session's own."""

    spare: Any = None  # normal numbers come in pairs: the one that is left

    def __init__(self) -> None:
        self.source: Any = None  # made when it is needed: most programs never do

    def begin(self, seed: int) -> None:
        """As init_genrand of Matsumoto and Nishimura, 2002. Raises TypeError where the seed is no whole number."""
        word, words = int(seed) & WORD, []
        for place in range(1, 625):
            words.append(word)
            word = (1812433253 * (word ^ (word >> 30)) + place) & WORD
        self.source = random.Random(0)
        self.source.setstate((3, (*words, 624), None))
        self.spare = None

    def started(self) -> Any:
        if self.source is None:
            self.source = random.Random(now.seed)
        return self.source

    def word(self) -> int:
        """32 bits."""
        bits: int = self.started().getrandbits(32)
        return bits

    def long(self) -> int:
        """64 bits, the first 32 in front."""
        first = self.word()
        return first << 32 | self.word()

    def even(self) -> float:
        """A number from 0 to 1, with 53 bits."""
        number: float = self.started().random()
        return number


def masked(bits: Any, most: int) -> int:
    """A whole number from 0 to `most`, both included, of a generator; what is too large is drawn again."""
    mask = most
    for shift in (1, 2, 4, 8, 16, 32):
        mask |= mask >> shift
    number = most + 1
    while number > most:
        number = (bits.word() if most <= WORD else bits.long()) & mask
    return number
