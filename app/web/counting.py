"""How often something was done, and which limit that is over: counted by `limits`, in memory."""

from __future__ import annotations

from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter


class Counting:
    """Counts in windows of time; each begins with the first that is done in it."""

    def __init__(self) -> None:
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        self._limits: dict[str, list[RateLimitItem]] = {"": []}

    def over(self, rate: str, *key: str) -> RateLimitItem | None:
        """Counts once more under this key: the limit that it is over now, if any. Raises ValueError for no rate."""
        if rate not in self._limits:
            self._limits[rate] = parse_many(rate)
        return next((limit for limit in self._limits[rate] if not self._limiter.hit(limit, *key)), None)
