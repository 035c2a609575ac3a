"""The tape: every number and every operation of the program as a row of columns, in the order they were made."""

from __future__ import annotations

from app.program.prelude.operations import CONSTANT, LEAF, OPERATIONS, Operation

made: list[int] = []  # 64 * site + code in the op table
first: list[int] = []  # a node's input, or -1
second: list[int] = []  # its other input, or -1
many: dict[int, list[int]] = {}  # the inputs of the few nodes that take any number of them
numbers: list[float] = []  # the data
params: dict[int, float] = {}  # exponent, slope … of the nodes that have one
frozen: set[int] = set()  # leaves that want no gradient
singles: set[int] = set()  # nodes that compute in float32
rounded: set[int] = set()  # float64 leaves whose number went through float32
raw: dict[int, float] = {}  # leaves' numbers as the program wrote them, where rounding changed them
labels: dict[int, str] = {}  # what the program called a node
variables: dict[int, tuple[int, str]] = {}  # the first variable it was put in; 0 before it for one of a function
grads: dict[int, float] = {}  # of operations; each backward pass starts them anew
leaf_grads: dict[int, float] = {}  # of leaves; each backward pass adds to them
original: dict[int, float] = {}  # what a leaf held before the program changed it


class Now:
    """What holds at the moment."""

    group = 0  # the object or call of a function that is being run
    site = 0  # 64 * the place in the program that is being run
    seed = 0  # of random numbers that the program gives none
    recording = True  # off within no_grad
    width = "float32"  # of tensors that do not say theirs
    looked = False  # whether the program read a number otherwise than to print it
    shows_grad = False  # whether values print their gradient, as they do in micrograd
    aside = 0  # depth of what it only prints
    room = 0  # characters that may still be printed
    last = -1  # the node that its last line gave
    most = 100_000  # nodes that may be there before the next backward pass
    own_root = -1  # of a backward pass that the program is doing itself
    own_depth = 0  # of its calls of itself
    waiting = -1  # the root of a backward pass that is done when somebody looks


class Pass:
    """A call of backward: how the leaves stood when it was made, and which gradients they had after it."""

    def __init__(self, root: int) -> None:
        self.root = root
        self.nodes = len(numbers)
        self.site = now.site // 64
        self.leaves = {leaf: numbers[leaf] for leaf in original}
        self.before = dict(leaf_grads)
        self.after: dict[int, float] = {}


class Limits:
    """How much a program may do; the host sets it."""

    nodes = 100_000  # of one graph
    nodes_in_all = 500_000  # of the graphs of all rounds


now = Now()
limits = Limits()
passes: list[Pass] = []
changes: list[tuple[str, int, int, int, int]] = []  # "data" or "grad", passes and nodes before it, site, leaf


def add_node(code: int, number: float, x: int = -1, y: int = -1) -> int:
    if len(numbers) >= now.most:
        too_many()
    made.append(now.site + code)
    first.append(x)
    second.append(y)
    numbers.append(number)
    return len(numbers) - 1


def too_many() -> None:
    alone = len(numbers) < limits.nodes_in_all
    raise MemoryError(f"the graph has more than {limits.nodes} nodes" if alone else "all rounds together are too large")


def leaf(number: float, wants_gradient: bool) -> int:
    node = add_node(LEAF, number)
    if not wants_gradient:
        frozen.add(node)
    return node


def constant(number: float) -> int:
    """A bare number of the program; each use is a node of its own."""
    return add_node(CONSTANT, float(number))


def compute(operation: Operation, x: int, y: int) -> int:
    """A node that computes `operation` of two nodes."""
    if len(numbers) >= now.most:
        too_many()
    made.append(now.site + operation.code)
    first.append(x)
    second.append(y)
    numbers.append(operation.value(numbers[x], numbers[y], 0.0))
    return len(numbers) - 1


def compute_one(operation: Operation, x: int, k: float | None = None) -> int:
    """A node that computes `operation` of one node, with the operation's own number `k` if it has one."""
    node = add_node(operation.code, operation.value(numbers[x], k, 0.0), x)
    if k is not None:
        params[node] = float(k)
    return node


def add_sum(nodes: list[int], number: float) -> int:
    """A node that adds up any number of others."""
    if len(nodes) in (1, 2):
        return add_node(OPERATIONS["sum"].code, number, *nodes)
    node = add_node(OPERATIONS["sum"].code, number)
    many[node] = nodes
    return node


def named_node(node: int, name: str, inside: int) -> None:
    """A node is put in a variable, inside a function or not; the outermost first name is kept."""
    known = variables.get(node)
    if known is None or inside < known[0]:
        variables[node] = (inside, name)


def code_of(node: int) -> int:
    return made[node] % 64


def inputs_of(node: int) -> list[int]:
    if first[node] < 0:
        return many.get(node, [])
    return [first[node]] if second[node] < 0 else [first[node], second[node]]


def look() -> None:
    """The program looks at a number; what it does next may depend on it."""
    if not now.aside:
        now.looked = True
