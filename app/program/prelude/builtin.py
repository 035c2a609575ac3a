"""Python's own functions, taught about values; everything else goes to the real ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.program.prelude.operations import OPERATIONS
from app.program.prelude.tape import now, numbers, passes
from app.program.prelude.value import Value, join, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from app.program.prelude.hooks import truth

CALL = 8  # characters that a call of print counts as at least, for each is told with its line
printed: list[tuple[int, str, int, int]] = []  # site, text, passes and nodes before it
python_max, python_min, python_len, python_round, python_format = max, min, len, round, format
python_sorted = sorted


def add_up(items: Iterable[Any], start: Any = 0) -> Any:
    """sum(): from `start`, one addition after the other, all of them done at the place of the call."""
    site = now.site
    total = start
    for item in items:
        now.site = site
        total = total + item
    return total


def compare(x: Any, sign: str, y: Any) -> Any:
    """x < y and the like; the sandbox knows no such methods of classes."""
    if not isinstance(x, (int, float)) or not isinstance(y, (int, float)):
        method, mirrored = COMPARISONS[sign]
        for one, other, name in ((x, y, method), (y, x, mirrored)):
            if hasattr(one, name) and (answer := getattr(one, name)(other)) is not NotImplemented:
                return answer
    if sign == "<":
        return x < y
    if sign == "<=":
        return x <= y
    if sign == "!=":
        return x != y
    return x > y if sign == ">" else x >= y


COMPARISONS = {
    "<": ("__lt__", "__gt__"),
    "<=": ("__le__", "__ge__"),
    ">": ("__gt__", "__lt__"),
    ">=": ("__ge__", "__le__"),
    "!=": ("__ne__", "__ne__"),
}


def write_line(
    *items: Any, sep: str | None = " ", end: str | None = "\n", file: Any = None, flush: bool = False
) -> None:
    text = (" " if sep is None else sep).join([str(item) for item in items])
    text = text + ("\n" if end is None else end)
    now.room -= max(len(text), CALL)
    if now.room >= 0:
        printed.append((now.site // 64, text, len(passes), len(numbers)))


def largest(*items: Any, **options: Any) -> Any:
    return pick("max", python_max, items, options)


def smallest(*items: Any, **options: Any) -> Any:
    return pick("min", python_min, items, options)


def pick(name: str, python: Callable[..., Any], items: tuple[Any, ...], options: dict[str, Any]) -> Any:
    """max() and min(): of values an operation, pair after pair; of anything else Python's own."""
    if len(items) == 1 and not isinstance(items[0], Value):
        items = tuple(items[0])
    items = tuple(items)
    if options or not items:
        return python(items, **options)
    result = items[0]
    if any(isinstance(item, Value) for item in items):
        for item in items[1:]:
            result = join(OPERATIONS[name], result, item)
        return result
    if not any(hasattr(item, "__lt__") or hasattr(item, "__gt__") for item in items):
        return python(items)
    for item in items[1:]:
        if truth(compare(item, ">" if name == "max" else "<", result)):
            result = item
    return result


def ordered(items: Iterable[Any], key: Any = None, reverse: bool = False) -> list[Any]:
    """sorted(), also of objects that say themselves which comes first: equal ones keep their order."""
    pairs = [(item if key is None else key(item), item) for item in items]
    if not any(hasattr(rank, "__lt__") for rank, _ in pairs):
        return python_sorted([item for _, item in pairs], key=key, reverse=reverse)
    lists = [[pair] for pair in pairs]
    while len(lists) > 1:
        lists = [merged(lists[i], lists[i + 1] if i + 1 < len(lists) else [], reverse) for i in range(0, len(lists), 2)]
    return [item for _, item in lists[0]] if lists else []


def merged(left: list[Any], right: list[Any], reverse: bool) -> list[Any]:
    result = []
    while left and right:
        later = compare(left[0][0], "<", right[0][0]) if reverse else compare(right[0][0], "<", left[0][0])
        result.append(right.pop(0) if later else left.pop(0))
    return result + left + right


def is_callable(x: Any) -> bool:
    return str(type(x)).split("'")[1] in CALLABLES or hasattr(x, "__call__")  # noqa: B004 - the sandbox has no callable()


CALLABLES = ("function", "builtin_function_or_method", "method", "type")


def length(x: Any) -> int:
    return x.__len__() if hasattr(x, "__len__") else python_len(x)


def shorten(x: Any, digits: int | None = None) -> Any:
    return python_round(plain(x), digits) if digits is not None else python_round(plain(x))


def spell(x: Any, form: str = "") -> str:
    return python_format(plain(x), form)
