"""Values of a class that the program defines itself: noted as they are made, beside what they should be.

The tape computes the right numbers; the program's own stay in its objects and are reported too."""

from __future__ import annotations

from typing import Any

from app.program.prelude.operations import LEAF, OPERATIONS
from app.program.prelude.tape import (
    Pass,
    below,
    code_of,
    compute,
    compute_one,
    constant,
    labels,
    leaf,
    leaf_grads,
    limits,
    now,
    numbers,
    passes,
    set_data,
    set_grad,
)

mine: dict[int, Any] = {}  # node → the object that it was noted for
frames: list[Frame] = []  # methods that are being run
waiting: list[tuple[Any, int]] = []  # objects born outside of them, with their site; not yet known what they are
snapshots: list[tuple[int, list[int], list[float], list[float]]] = []  # after a pass: nodes, own data, own gradients
strange: list[tuple[int, str]] = []  # sites of operations that nobody knows, and their method
words: dict[int, str] = {}  # node → the method that made it, or what the object says of itself

NAMES = {
    "__add__": "add",
    "__radd__": "add",
    "__sub__": "sub",
    "__rsub__": "sub",
    "__mul__": "mul",
    "__rmul__": "mul",
    "__truediv__": "div",
    "__rtruediv__": "div",
    "__pow__": "pow",
    "__rpow__": "pow",
    "__neg__": "neg",
    "__abs__": "abs",
    "ln": "log",
    "logistic": "sigmoid",
    "swish": "silu",
    "leakyrelu": "leaky_relu",
    "power": "pow",
    "negate": "neg",
    "multiply": "mul",
    "divide": "div",
    "subtract": "sub",
    "plus": "add",
    "times": "mul",
    "minus": "sub",
}
MIRRORED = ("__rsub__", "__rtruediv__", "__rpow__")
CERTAIN = ("add", "sub", "mul", "div", "neg", "exp", "log", "tanh", "relu", "sigmoid", "sin", "cos", "sqrt")
EXPONENTS = (2.0, 3.0, 0.5, -1.0, -2.0, 4.0, 1.0)
SLOPES = (0.01, 0.1, 0.2, 0.05, 0.001, 1.0)


class OwnKind:
    """What the rewriter saw of a class: where its objects keep their number, their gradient, and the rest."""

    def __init__(self, name: str, number: str, gradient: str, fields: list[str]) -> None:
        self.name = name
        self.number = number
        self.gradient = gradient
        self.fields = fields


class Frame:
    """A method of an object that is being run: its name, the operands, and the objects born in it."""

    def __init__(self, name: str, operands: list[Any]) -> None:
        self.name = name
        self.operands = operands
        self.born: list[Any] = []


def own_class(cls: Any, name: str, number: str, gradient: str, fields: list[str]) -> None:
    cls._backlight_kind = OwnKind(name, number, gradient, fields)


def is_own(thing: Any) -> bool:
    return hasattr(thing, "_backlight_kind") and hasattr(thing, "_backlight_born")


def born(thing: Any) -> None:
    """An object of such a class has been made."""
    if hasattr(thing, "_backlight_born"):
        return
    if not isinstance(getattr(thing, thing._backlight_kind.number, None), (int, float)):
        return  # it holds a list, or an array: what is done to it cannot be told number by number
    thing._backlight_born = True
    if frames:
        frames[-1].born.append(thing)
    else:
        note_waiting()
        waiting.append((thing, now.site))


def note_waiting() -> None:
    """Note the objects that were made outside of methods; by now it is known whether they have children."""
    while waiting:
        thing, site = waiting.pop(0)
        before, now.site = now.site, site
        note_free(thing)
        now.site = before


def note_free(thing: Any) -> None:
    children = children_of(thing)
    if children:
        note_operation(thing, operation_word(thing), children)
    else:
        note_leaf(thing)


def note_leaf(thing: Any) -> None:
    connect(thing, leaf(number_of(thing), True))


def note_constant(thing: Any) -> None:
    connect(thing, constant(number_of(thing)))


def connect(thing: Any, node: int) -> None:
    thing._backlight_node = node
    mine[node] = thing


def number_of(thing: Any) -> float:
    return float(getattr(thing, thing._backlight_kind.number))


def gradient_of(thing: Any) -> float:
    gradient = getattr(thing, thing._backlight_kind.gradient, 0.0)
    return float(gradient) if isinstance(gradient, (int, float)) else 0.0


def children_of(thing: Any) -> list[Any]:
    """The objects of its kind that it holds, in the order it holds them."""
    found: list[Any] = []
    for name in thing._backlight_kind.fields:
        held = getattr(thing, name, None)
        if is_own(held):
            found.append(held)
        elif isinstance(held, (list, tuple, set, frozenset, dict)):
            found += [item for item in held if is_own(item)]
            found += [part for item in held if isinstance(item, (list, tuple)) for part in item if is_own(part)]
    return found


def operation_word(thing: Any) -> str:
    """What the object itself says that it came from: its short text, such as + or tanh."""
    for name in thing._backlight_kind.fields:
        held = getattr(thing, name, None)
        if name not in ("label", "name") and isinstance(held, str) and held:
            return held
    return ""


def operate(name: str, method: Any, owner: Any, items: Any, options: Any) -> Any:
    """Run a method of an object, and note what it makes."""
    note_waiting()
    finish_by_hand()
    frame = Frame(name, [owner, *items, *options.values()])
    frames.append(frame)
    try:
        result = method(*items, **options)
    finally:
        frames.pop()
    for thing in frame.born:
        if thing is not result:
            inner = children_of(thing)
            if inner:
                note_operation(thing, operation_word(thing), inner)
            else:
                note_constant(thing)
    if any(thing is result for thing in frame.born):
        note_operation(result, name, operands_of(frame))
    return result


def operands_of(frame: Frame) -> list[Any]:
    """The operands of a method; for a number that it wrapped into an object, that object."""
    wrapped = [
        thing for thing in frame.born if hasattr(thing, "_backlight_node") and code_of(thing._backlight_node) < 2
    ]
    operands = []
    for operand in frame.operands:
        if is_own(operand):
            operands.append(operand)
        elif isinstance(operand, (int, float)):
            same = [thing for thing in wrapped if number_of(thing) == operand]
            operands.append(same[0] if same else float(operand))
    return [*reversed(operands)] if frame.name in MIRRORED else operands


def note_operation(thing: Any, word: str, operands: list[Any]) -> None:
    """Note an object that was computed; of an unknown operation look for one that gives its number."""
    for operand in operands:
        if is_own(operand):
            refresh(operand)
    name = NAMES.get(word, NAMES.get(word.lower(), word.lower().strip("_")))
    out = number_of(thing)
    match = matching(name, operands, out)
    if match is None and name not in CERTAIN:
        match = guessed(operands, out)
    if match is None and name in CERTAIN and len(operands) == len(OPERATIONS[name].slopes):
        match = (name, operands, None)  # its own number is wrong: that is for the diagnosis
    if match is None:
        strange.append((now.site // 64, word))
        note_leaf(thing)
        return
    name, operands, k = match
    nodes = [operand._backlight_node if is_own(operand) else constant(operand) for operand in operands]
    operation = OPERATIONS[name]
    connect(thing, compute(operation, *nodes) if len(nodes) == 2 else compute_one(operation, nodes[0], k))
    words[thing._backlight_node] = word


def plain_numbers(operands: list[Any]) -> list[float]:
    return [number_of(operand) if is_own(operand) else operand for operand in operands]


def close(x: float, y: float) -> bool:
    return x == y or abs(x - y) <= 1e-9 * max(abs(x), abs(y)) + 1e-12 or (x != x and y != y)


def matching(name: str, operands: list[Any], out: float) -> Any:
    """(operation, operands, its own number) where `name` of the operands gives `out`."""
    if name not in OPERATIONS or name == "sum" or not operands:
        return None
    operation = OPERATIONS[name]
    x = plain_numbers(operands)
    if len(operands) == 1:
        choices = SLOPES if name in ("leaky_relu", "elu") else (None,)
        for k in choices:
            if len(operation.slopes) == 1 and close(operation.value(x[0], k, 0.0), out):
                return (name, operands, k)
    elif len(operands) == 2:
        if not is_own(operands[1]) and name in ("pow", "leaky_relu", "elu"):
            if close(operation.value(x[0], x[1], 0.0), out):
                return (name, operands[:1], x[1])
        elif len(operation.slopes) == 2 and close(operation.value(x[0], x[1], 0.0), out):
            return (name, operands, None)
    return None


def guessed(operands: list[Any], out: float) -> Any:
    """Whatever operation gives `out`."""
    own = [operand for operand in operands if is_own(operand)]
    for choice in [operands, own] if len(own) != len(operands) else [operands, operands[::-1]]:
        for name in OPERATIONS:
            found = matching(name, choice, out)
            if found:
                return found
    if len(own) == 1:
        for k in EXPONENTS:
            if close(OPERATIONS["pow"].value(number_of(own[0]), k, 0.0), out):
                return ("pow", own, k)
    return None


def refresh(thing: Any) -> None:
    """Follow a leaf whose number the program changed behind our back."""
    if not hasattr(thing, "_backlight_node"):
        if any(thing is each for frame in frames for each in frame.born) and not children_of(thing):
            note_constant(thing)  # a number that a method wrapped
        else:
            note_free(thing)
    node = thing._backlight_node
    if code_of(node) == LEAF and numbers[node] != number_of(thing):
        set_data(node, number_of(thing))


def own_backward(method: Any, root: Any, items: Any, options: Any) -> Any:
    """Run the program's own backward pass, and keep what it gave. One that calls itself is one pass."""
    if now.own_root >= 0 and now.own_depth == 0:
        return method(*items, **options)  # a step of a pass that the program walks through itself
    if now.own_depth == 0:
        begin_pass(root)
    now.own_depth += 1
    try:
        return method(*items, **options)
    finally:
        now.own_depth -= 1
        if now.own_depth == 0:
            end_pass()


def begin_pass(root: Any) -> None:
    note_waiting()
    for node in below(root._backlight_node):
        if code_of(node) == LEAF:
            refresh(mine[node])
            leaf_grads[node] = gradient_of(mine[node])
    passes.append(Pass(root._backlight_node))
    now.most = len(numbers) + limits.nodes
    now.own_root = root._backlight_node


def end_pass() -> None:
    nodes = [node for node in below(now.own_root) if node in mine]
    own = [gradient_of(mine[node]) for node in nodes]
    snapshots.append((len(passes) - 1, nodes, [number_of(mine[node]) for node in nodes], own))
    for node, gradient in zip(nodes, own, strict=True):
        if code_of(node) == LEAF:
            leaf_grads[node] = gradient
    passes[-1].after = dict(leaf_grads)
    now.own_root = -1


def finish_by_hand() -> None:
    """The end of a backward pass that the program walks through itself."""
    if now.own_root >= 0 and now.own_depth == 0:
        end_pass()


def is_seed(node: int, value: Any) -> bool:
    """Whether setting the gradient of a node to `value` begins a backward pass that the program walks itself."""
    if code_of(node) < 2 or not isinstance(value, (int, float)) or value != 1 or now.own_depth:
        return False
    return now.own_root in (-1, node) or node not in below(now.own_root)


def own_write(thing: Any, name: str, value: Any, setter: str, written: int) -> None:
    """thing.name = value, outside of its class."""
    kind = thing._backlight_kind
    if name.strip("_") == kind.gradient.strip("_"):
        note_waiting()
        refresh(thing)
        node = thing._backlight_node
        if is_seed(node, value):
            finish_by_hand()
            begin_pass(thing)
        elif written and code_of(node) == LEAF and not value:
            finish_by_hand()
            set_grad(node, 0.0)
    elif name.strip("_") == kind.number.strip("_"):
        finish_by_hand()
        now.looked = True
    if hasattr(thing, setter):
        getattr(thing, setter)(value)
    else:
        setattr(thing, name, value)


def own_report() -> dict[str, Any]:
    note_waiting()
    finish_by_hand()
    for node, thing in list(mine.items()):
        if code_of(node) == LEAF:
            refresh(thing)
            leaf_grads[node] = gradient_of(thing)
        for name in ("label", "name", "_label", "_name"):
            text = getattr(thing, name, None) if name in thing._backlight_kind.fields else None
            if isinstance(text, str) and text:
                labels[node] = text
    return {"snapshots": snapshots, "strange": strange, "words": words}
