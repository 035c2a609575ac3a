"""Small parts of Python's own library that the sandbox lacks: heaps, and blocks that end by themselves."""

from __future__ import annotations

from typing import Any

from app.program.prelude.builtin import compare
from app.program.prelude.modules import MODULES, Namespace, nothing, same


class Block:
    """A block: `value` is what it is entered with, `leave` is told at its end whether it failed."""

    def __init__(self, value: Any, leave: Any) -> None:
        self.value, self.leave = value, leave

    def __enter__(self) -> Any:
        return self.value

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        self.leave(kind is not None)


class SimpleNamespace:
    """types.SimpleNamespace"""

    def __init__(self, **attributes: Any) -> None:
        set_all(self, attributes)


def heappush(heap: list[Any], item: Any) -> None:
    """The same order as in Python, so that the same items come out among equals."""
    heap.append(item)
    sink_back(heap, 0, len(heap) - 1)


def heappop(heap: list[Any]) -> Any:
    last = heap.pop()
    if not heap:
        return last
    top, heap[0] = heap[0], last
    climb(heap, 0)
    return top


def heapify(heap: list[Any]) -> None:
    for place in reversed(range(len(heap) // 2)):
        climb(heap, place)


def sink_back(heap: list[Any], start: int, place: int) -> None:
    item = heap[place]
    while place > start:
        parent = (place - 1) >> 1
        if not compare(item, "<", heap[parent]):
            break
        heap[place], place = heap[parent], parent
    heap[place] = item


def climb(heap: list[Any], place: int) -> None:
    start, end, item = place, len(heap), heap[place]
    child = 2 * place + 1
    while child < end:
        if child + 1 < end and not compare(heap[child], "<", heap[child + 1]):
            child += 1
        heap[place], place = heap[child], child
        child = 2 * place + 1
    heap[place] = item
    sink_back(heap, start, place)


def set_all(thing: Any, attributes: dict[str, Any]) -> None:
    """thing.__dict__.update(attributes)"""
    for name, value in attributes.items():
        setattr(thing, name, value)


MODULES["contextlib"] = Namespace(contextmanager=same, nullcontext=lambda value=None: Block(value, nothing))
MODULES["types"] = Namespace(SimpleNamespace=SimpleNamespace)
MODULES["weakref"] = Namespace(ref=lambda thing, callback=None: lambda: thing)
MODULES["heapq"] = Namespace(
    heappush=heappush,
    heappop=heappop,
    heapify=heapify,
    nlargest=lambda n, items, key=None: sorted(items, key=key, reverse=True)[:n],
    nsmallest=lambda n, items, key=None: sorted(items, key=key)[:n],
)
