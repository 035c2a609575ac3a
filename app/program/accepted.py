"""The Python that programs may use: one table for the checks, the messages and the page that documents it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class How(StrEnum):
    """What becomes of a module that a program imports."""

    PYTHON = "as in Python"
    OURS = "ours, traced"
    SKIPPED = "skipped: the page draws by itself"


@dataclass(frozen=True, slots=True)
class Module:
    """A module that may be imported."""

    name: str
    how: How
    names: str = ""  # that `from … import *` brings
    usual: str = ""  # the name that a pasted cell uses which forgot the import


_MATH = (
    "acos asin atan atan2 ceil comb copysign cosh cos degrees dist e erf erfc exp exp2 expm1 fabs factorial floor fmod "
    "gamma gcd hypot inf isclose isfinite isinf isnan isqrt lcm ldexp log log10 log1p log2 modf nan perm pi pow prod "
    "radians remainder sin sinh sqrt tan tanh tau trunc"
)
_RANDOM = "choice choices gauss normalvariate randint random randrange sample seed shuffle triangular uniform"

_TYPING = "Any Callable ClassVar Dict Final Generator Generic Iterable Iterator List Literal Mapping Optional Sequence "
_TYPING += "Set Tuple Type TypeVar Union"

MODULES = {
    module.name: module
    for module in (
        Module("math", How.PYTHON, _MATH, "math"),
        Module("random", How.PYTHON, _RANDOM, "random"),
        Module("itertools", How.PYTHON, "chain product combinations permutations accumulate repeat islice"),
        Module("functools", How.OURS, "reduce partial partialmethod"),
        Module("heapq", How.OURS, "heapify heappop heappush nlargest nsmallest"),
        Module("contextlib", How.OURS, "contextmanager nullcontext"),
        Module("types", How.OURS, "SimpleNamespace"),
        Module("weakref", How.OURS, "ref"),
        Module("collections", How.OURS, "defaultdict deque namedtuple Counter"),
        Module("dataclasses", How.PYTHON, "dataclass field"),
        Module("time", How.PYTHON),
        Module("copy", How.PYTHON),
        Module("argparse", How.OURS, "ArgumentParser"),
        Module("json", How.PYTHON),
        Module("re", How.PYTHON),
        Module("typing", How.OURS, _TYPING),
        Module("typing_extensions", How.OURS),
        Module("collections.abc", How.OURS),
        Module("abc", How.OURS),
        Module("numbers", How.OURS),
        Module("operator", How.OURS),
        Module("enum", How.OURS, "Enum IntEnum StrEnum auto unique"),
        Module("pprint", How.OURS),
        Module("sys", How.OURS),
        Module("unittest", How.OURS, "TestCase main"),
        Module("tqdm", How.OURS, "tqdm", "tqdm"),
        Module("tqdm.auto", How.OURS, "tqdm"),
        Module("tqdm.notebook", How.OURS, "tqdm"),
        Module("micrograd", How.OURS),
        Module("micrograd.engine", How.OURS, "Value"),
        Module("micrograd.nn", How.OURS, "Module Neuron Layer MLP"),
        Module("torch", How.OURS, "", "torch"),
        Module("torch.nn", How.OURS, "", "nn"),
        Module("torch.nn.functional", How.OURS, "", "F"),
        Module("torch.nn.init", How.OURS),
        Module("torch.nn.utils", How.OURS),
        Module("torch.nn.parameter", How.OURS, "Parameter"),
        Module("torch.optim", How.OURS, "", "optim"),
        Module("torch.optim.lr_scheduler", How.OURS, "StepLR MultiStepLR ExponentialLR LambdaLR CosineAnnealingLR"),
        Module("torch.utils", How.OURS),
        Module("torch.utils.data", How.OURS, "Dataset TensorDataset DataLoader"),
        Module("torch.autograd", How.OURS),
        Module("torch.autograd.function", How.OURS),
        Module("numpy", How.OURS, "", "np"),
        Module("numpy.random", How.OURS),
        Module("sklearn", How.OURS),
        Module("sklearn.datasets", How.OURS, "make_moons"),
        Module("matplotlib", How.SKIPPED),
        Module("matplotlib.pyplot", How.SKIPPED, "", "plt"),
        Module("graphviz", How.SKIPPED),
        Module("seaborn", How.SKIPPED),
        Module("plotly", How.SKIPPED),
        Module("bokeh", How.SKIPPED),
        Module("networkx", How.SKIPPED),
        Module("IPython", How.SKIPPED),
        Module("ipywidgets", How.SKIPPED),
        Module("warnings", How.SKIPPED),
        Module("logging", How.SKIPPED),
    )
}

DRAWINGS = frozenset({"draw_dot", "display"})
"""Functions of notebooks that draw; a pasted cell calls them and defines them elsewhere."""

STAND_INS = {
    "Value": "micrograd.engine",
    "Module": "micrograd.nn",
    "Neuron": "micrograd.nn",
    "Layer": "micrograd.nn",
    "MLP": "micrograd.nn",
}
"""Where the usual names come from that a program imports from files of its own."""


def module_named(name: str) -> Module | None:
    """The row of a module; what is inside a module that is skipped is skipped too."""
    if name in MODULES:
        return MODULES[name]
    parent = name.rpartition(".")[0]
    row = module_named(parent) if parent else None
    return row if row and row.how is How.SKIPPED else None
