"""The tape: every number and every operation of the program as a row of columns, in the order they were made."""

from __future__ import annotations

from app.program.prelude.arithmetic import single
from app.program.prelude.operations import CODES, CONSTANT, LEAF, OPERATIONS, Operation

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
    raise MemoryError(f"the graph has more than {limits.nodes} nodes")


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


def code_of(node: int) -> int:
    return made[node] % 64


def inputs_of(node: int) -> list[int]:
    if first[node] < 0:
        return many.get(node, [])
    return [first[node]] if second[node] < 0 else [first[node], second[node]]


def below(root: int) -> list[int]:
    """The root and all that it is made of, newest first."""
    found = {root}
    todo = [root]
    while todo:
        node = todo.pop()
        for input in (first[node], second[node]) if node not in many else many[node]:
            if input >= 0 and input not in found:
                found.add(input)
                todo.append(input)
    return sorted(found, reverse=True)


def wanting(nodes: list[int]) -> set[int]:
    """Those of `nodes` (newest first, with all their inputs) that get a gradient."""
    wants: set[int] = set()
    for node in reversed(nodes):
        if made[node] % 64 == LEAF:
            if node not in frozen:
                wants.add(node)
        elif first[node] in wants or second[node] in wants:
            wants.add(node)
        elif node in many and any(input in wants for input in many[node]):
            wants.add(node)
    return wants


def request_backward(root: int) -> None:
    """Ask for the gradient of `root`; the work is done when somebody looks at a gradient or changes a number."""
    settle()
    passes.append(Pass(root))
    now.most = len(numbers) + limits.nodes
    now.waiting = root


def settle() -> None:
    """Do the backward pass that waits: leaves add to what they have, inner nodes start anew, as in PyTorch."""
    root = now.waiting
    if root < 0:
        return
    now.waiting = -1
    nodes = below(root)
    wants = wanting(nodes)
    flow = {node: leaf_grads.get(node, 0.0) if made[node] % 64 == LEAF else 0.0 for node in nodes if node in wants}
    if root in flow:
        flow[root] += 1.0
    for node in nodes:
        if node not in flow:
            continue
        i, j = first[node], second[node]
        upstream = flow[node]
        if i < 0 and node not in many:
            leaf_grads[node] = upstream
            continue
        grads[node] = upstream
        if i < 0 or singles or upstream - upstream != 0.0:
            push(node, flow)
            continue
        slopes = CODES[made[node] % 64].slopes
        x, y, out = numbers[i], numbers[j] if j >= 0 else params.get(node, 0.0), numbers[node]
        if i in flow:
            flow[i] += upstream * slopes[0](x, y, out)
        if j in flow:
            flow[j] += upstream * slopes[1](x, y, out)
    passes[-1].after = dict(leaf_grads)


def push(node: int, flow: dict[int, float]) -> None:
    """Hand the gradient of a node on to its inputs that are in `flow`: upstream times local, added to theirs."""
    operation = CODES[made[node] % 64]
    upstream, out = flow[node], numbers[node]
    inputs = many[node] if node in many else (first[node], second[node])
    x, y = numbers[inputs[0]], params.get(node, 0.0)
    if node not in many and inputs[1] >= 0:
        y = numbers[inputs[1]]
    round_all = node in singles
    slopes = operation.single_slopes if round_all else operation.slopes
    slot = 0
    for input in inputs:
        if input in flow:
            amount = upstream * slopes[slot](x, y, out)
            if amount != amount and operation.closed and operation.closed[slot](x, y, out):
                amount = 0.0
            if singles and (round_all or input in singles):
                amount = single(amount)
            total = flow[input] + amount
            flow[input] = single(total) if input in singles else total
        if slot + 1 < len(slopes):
            slot += 1


def grad_of(node: int) -> float | None:
    settle()
    return (leaf_grads if made[node] % 64 == LEAF else grads).get(node)


def set_data(node: int, number: float) -> None:
    settle()
    if code_of(node) == LEAF:
        original.setdefault(node, numbers[node])
        changes.append(("data", len(passes), len(numbers), now.site // 64, node))
    numbers[node] = number
    now.looked = True


def set_grad(node: int, number: float | None) -> None:
    settle()
    held = leaf_grads if code_of(node) == LEAF else grads
    if held is leaf_grads:
        changes.append(("grad", len(passes), len(numbers), now.site // 64, node))
    if number is None:
        held.pop(node, None)
    else:
        held[node] = number


def look() -> None:
    """The program looks at a number; what it does next may depend on it."""
    if not now.aside:
        now.looked = True
