"""How a learning rate does, in one word and a sentence, told by the curve of the loss alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Word = Literal["crawls", "learns", "oscillates", "diverges"]
FEWEST = 8  # epochs that say something
LEARNT = 0.1  # a loss that fell to a tenth is learnt, wherever it goes from there
STILL_FALLING = 0.1  # of what the first half brought, in the second
LOST = 0.5  # of what was once gained
RESTLESS = 0.1  # of all that was gained, up and down at the end
STILL = 1e-9  # of the loss, from one epoch to the next
LITTLE = 0.001  # of the loss: what is less is not told in digits
SLIGHT = 0.02  # of the loss: what is learnt already moves so much with any rate


@dataclass(frozen=True, slots=True)
class Verdict:
    word: Word
    said: str


def verdict(losses: NDArray[np.float64], ended_early: bool = False, reached: float | None = None) -> Verdict | None:
    """[E] the loss of each epoch, all finite; `ended_early`: the one after them is not. None as long as it is too soon.
    `reached` is what another rate came to from the same start.

    Let first, best and last be the loss in the beginning, the lowest one, and the mean of the last tenth.
    - diverges: not finite any more; or at rest no lower than it began or with half of what it had gained lost again;
      or in the last tenth higher than ever before, and no lower on average than it began. It has moved noticeably.
    - oscillates: in the last third it goes up as often as in one epoch of four, by more than a tenth of the gain.
    - crawls: more than a tenth of it is left, and the second half brought at least a tenth of what the first did.
    - learns: the rest; unless it rests at ten times what another rate has reached, then it was thrown there: diverges.
    """
    losses, count = np.ascontiguousarray(losses), len(losses)
    if ended_early:
        if count == 0:
            return Verdict("diverges", "The loss was no finite number to begin with.")
        last = f"After {losses[-1]:.4g} the loss was no finite number any more"
        return Verdict("diverges", f"{last}: each step overshot further.")
    if count < FEWEST:
        return None
    tenth, third = max(1, count // 10), max(4, count // 3)
    first, best, last_mean = float(losses[0]), float(losses.min()), float(losses[-tenth:].mean())
    gain, tail = first - best, losses[-third:]
    swing = float(tail.max() - tail.min())
    least = STILL * max(abs(first), abs(last_mean))
    ups, downs = (np.count_nonzero(way * np.diff(tail) > least) / (third - 1) for way in (1, -1))
    moves = swing > least
    restless = ups >= 0.25 and downs >= 0.1 and swing > RESTLESS * max(gain, 1e-300)
    between = f"between {tail.min():.4g} and {tail.max():.4g}"
    highest = max(float(losses[: count - tenth].max()), first)
    slight = float(losses.max()) - best <= SLIGHT * abs(first)
    rises = last_mean >= first and float(losses[-tenth:].max()) > highest * (1 + 1e-9)
    if not slight and (rises or (not restless and last_mean > best + LOST * gain and _went_up(losses, first))):
        where = f"It began at {first:.4g} and ended at {last_mean:.4g}"
        if not moves:
            since = "a step was so large that nothing has moved since. Rewind, and choose a smaller rate."
            return Verdict("diverges", f"{where}: {since}")
        return Verdict("diverges", f"{where}: the steps are so large that they jump out of the valley.")
    if restless:
        return Verdict("oscillates", f"The loss goes up and down {between}: each step jumps across the valley.")
    half = float(losses[count // 2])
    before, after = first - half, half - last_mean
    if last_mean > LEARNT * first and (after > STILL_FALLING * abs(before) or gain < 0.05 * abs(first)):
        share = (first - last_mean) / abs(first) if first else 0.0
        part = f"{share:.1%}" if share >= LITTLE else "less than 0.1%" if share > 0 else "nothing"
        gone = f"After {count:,} epochs {part} of the loss is gone"
        falls = "it still falls" if last_mean < first else "it does not fall" if moves else "it does not move"
        return Verdict("crawls", f"{gone}, and {falls}.")
    if reached is not None and last_mean > LEARNT * first and last_mean > reached / LEARNT:
        where = f"It came to rest at {last_mean:.4g}, where another rate reaches {reached:.4g}"
        return Verdict("diverges", f"{where}: its first steps were so large that nothing can be learnt there.")
    return Verdict("learns", f"The loss fell from {first:.4g} to {last_mean:.4g}.")


def _went_up(losses: NDArray[np.float64], first: float) -> bool:
    """Whether the loss really rose on its way, more than by rounding."""
    return bool((np.diff(losses) > STILL * abs(first)).any())
