"""Programs that many threads ask for at once, each with an answer of its own."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.program.recording import Recording


def squares_in_threads(record: Callable[[str], Recording]) -> dict[int, list[float]]:
    """By number, the data of the graph that squares it."""
    results: dict[int, list[float]] = {}

    def run(number: int) -> None:
        results[number] = record(f"a = Value({number}.0)\nb = a * a").graph.data.tolist()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
