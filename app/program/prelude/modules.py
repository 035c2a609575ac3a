"""The modules that a program may import and that are ours: what is in them, by the names that Python knows them by."""

from __future__ import annotations

import collections
import functools
from typing import TYPE_CHECKING, Any

from app.program.prelude.attributes import attribute_of, wraps
from app.program.prelude.builtin import write_line
from app.program.prelude.tape import now
from app.program.prelude.value import Value


class Namespace:
    """A module, or a part of one: names with a dot between."""

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    def __init__(self, **members: Any) -> None:
        for name, member in members.items():
            setattr(self, name, member)


class Hint:
    """Stands for everything in typing and collections.abc: it can be subscripted and called, and means nothing."""

    def __getitem__(self, item: Any) -> Hint:
        return self

    def __call__(self, *items: Any, **options: Any) -> Any:
        return items[-1] if items else self


class Choice:
    """typing.Union and Optional, which may stand in isinstance."""

    def __init__(self, *more: Any) -> None:
        self.more = more

    def __getitem__(self, item: Any) -> tuple[Any, ...]:
        return (*item, *self.more) if isinstance(item, tuple) else (item, *self.more)


def same(thing: Any, *rest: Any, **options: Any) -> Any:
    """Gives back what it gets: tqdm(range(3)), wraps(f)(g)."""
    return thing


def nothing(*items: Any, **options: Any) -> None:
    return None


HINTS = (
    "Any Callable ClassVar Dict Final Generator Generic Hashable Iterable Iterator List Literal Mapping NewType Number "
    "Protocol Self Sequence Set Sized Tuple Type TypeAlias TypeVar ABC abstractmethod cast final overload override"
)
hints = Namespace(Union=Choice(), Optional=Choice(type(None)), **{name: Hint() for name in HINTS.split()})
numbers_module = Namespace(Number=(int, float), Real=(int, float), Integral=int)
progress = Namespace(tqdm=same, trange=range)
OPERATORS = Namespace(
    add=lambda x, y: x + y,
    sub=lambda x, y: x - y,
    mul=lambda x, y: x * y,
    truediv=lambda x, y: x / y,
    pow=lambda x, y: x**y,
    neg=lambda x: -x,
    itemgetter=lambda key: lambda item: item[key],
    attrgetter=lambda name: lambda item: attribute_of(item, name),
)
MODULES: dict[str, Any] = {
    "typing": hints,
    "typing_extensions": hints,
    "collections.abc": hints,
    "abc": hints,
    "numbers": numbers_module,
    "operator": OPERATORS,
    "sys": Namespace(
        setrecursionlimit=nothing,
        getrecursionlimit=lambda: 1000,
        stdout=Namespace(write=lambda text: write_line(text, end=""), flush=nothing),
        stderr=Namespace(write=nothing, flush=nothing),
        maxsize=2**63 - 1,
        version_info=(3, 11, 0),
        version="3.11",
        argv=["main.py"],
        path=[],
        modules={},
    ),
    "tqdm": progress,
    "tqdm.auto": progress,
    "tqdm.notebook": progress,
    "functools": Namespace(
        reduce=functools.reduce,
        partial=functools.partial,
        partialmethod=lambda method, *given: lambda this, *items: method(this, *given, *items),
        lru_cache=functools.lru_cache,
        cache=functools.cache,
        wraps=wraps,
        total_ordering=same,
    ),
    "collections": Namespace(
        defaultdict=collections.defaultdict,
        deque=collections.deque,
        namedtuple=collections.namedtuple,
        Counter=collections.Counter,
        OrderedDict=dict,
        abc=hints,
    ),
    "pprint": Namespace(pprint=write_line, pp=write_line),
    "micrograd.engine": Namespace(Value=Value),
}


class Lacking:
    """Something that a module of ours does not have. It may be imported: many programs import what they never use."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, *items: Any, **options: Any) -> None:
        raise NameError(f"name '{self.name}' is not there")


def part(name: str, inner: str) -> Any:
    """from name import inner"""
    return getattr(module(name), inner) if hasattr(module(name), inner) else Lacking(inner)


def module(name: str) -> Any:
    if name.startswith("micrograd"):
        now.shows_grad = True
    return MODULES[name]


def missing(name: str) -> None:
    raise ModuleNotFoundError(name)
