"""Backward passes that the program does itself, by a method of its class or by hand, and what they gave."""

from __future__ import annotations

from typing import Any

from app.program.prelude.arithmetic import nan
from app.program.prelude.gradients import below, make_room, set_grad, slopes
from app.program.prelude.operations import LEAF
from app.program.prelude.own import note_waiting, refresh
from app.program.prelude.own_matching import close
from app.program.prelude.own_objects import (
    frames,
    gradient_of,
    inner_nodes,
    is_own,
    mine,
    number_of,
    strange,
    words,
)
from app.program.prelude.tape import Pass, code_of, labels, leaf_grads, now, passes

snapshots: list[tuple[int, list[int], list[float], list[float]]] = []  # after a pass: nodes, own data, own gradients
weighted: set[int] = set()  # passes that began with another gradient than 1, because the program says so
due: dict[int, float] = {}  # the right gradients of the leaves, once somebody asked for them in a pass


def own_backward(method: Any, root: Any, items: Any, options: Any) -> Any:
    """Run the program's own backward pass, and keep what it gave. One that calls itself is one pass."""
    if not is_own(root) or now.own_root >= 0 and now.own_depth == 0:
        return method(*items, **options)  # a step of a pass that the program walks through itself
    if now.own_depth == 0:
        begin_pass(root)
        if any(isinstance(item, (int, float)) and item != 1 for item in [*items, *options.values()]):
            weighted.add(len(passes) - 1)
    now.own_depth += 1
    result = method(*items, **options)
    now.own_depth -= 1
    if now.own_depth == 0:
        end_pass(True)
    return result


def caught() -> None:
    """The program goes on after an error: whatever was under way is no longer."""
    frames.clear()
    now.own_depth = 0


def begin_pass(root: Any) -> None:
    note_waiting()
    for node in below(root._backlight_node):
        if code_of(node) == LEAF:
            refresh(mine[node])
            leaf_grads[node] = gradient_of(mine[node]) or 0.0
    passes.append(Pass(root._backlight_node))
    make_room()
    now.own_root = root._backlight_node
    due.clear()


def end_pass(by_method: bool) -> None:
    nodes = [node for node in below(now.own_root) if node in mine]
    held = [gradient_of(mine[node]) for node in nodes]
    reached = all(number is not None for node, number in zip(nodes, held, strict=True) if code_of(node) == LEAF)
    lacking = 0.0 if by_method and not reached else nan  # not-a-number where nothing can be said
    own = [lacking if number is None else number for number in held]
    snapshots.append((len(passes) - 1, nodes, [number_of(mine[node]) for node in nodes], own))
    for node, number in zip(nodes, held, strict=True):
        if code_of(node) == LEAF:
            leaf_grads[node] = number or 0.0
    passes[-1].after = dict(leaf_grads)
    now.own_root = -1


def note_late() -> None:
    """Gradients that were only computed when somebody asked for them."""
    if snapshots:
        _, nodes, _, own = snapshots[-1]
        for place, node in enumerate(nodes):
            if own[place] != own[place]:
                late = gradient_of(mine[node])
                own[place] = nan if late is None else late


def finish_by_hand() -> None:
    """The end of a backward pass that the program walks through itself."""
    if now.own_root >= 0 and now.own_depth == 0:
        end_pass(False)


def is_through(leaf: int) -> bool:
    """Whether a pass that is walked by hand has brought all leaves what is due to them: what the program does to a
    gradient after that, such as to clip it, is no part of the pass."""
    if now.own_root < 0 or now.own_depth:
        return False
    if not due:
        before = passes[-1].before
        due.update({node: before.get(node, 0.0) + due_to for node, due_to in slopes([now.own_root]).items()})
    leaves = [leaf, *[node for node in due if code_of(node) == LEAF]]
    return leaf in due and all(close(gradient_of(mine[node]) or 0.0, due[node]) for node in leaves)


def is_seed(node: int, value: Any) -> bool:
    """Whether setting the gradient of a node to `value` begins a backward pass that the program walks itself."""
    if code_of(node) < 2 or node in inner_nodes or not isinstance(value, (int, float)) or value != 1 or now.own_depth:
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
        elif code_of(node) == LEAF and is_through(node):
            finish_by_hand()
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
    note_late()
    for node, thing in list(mine.items()):
        if code_of(node) == LEAF:
            refresh(thing)
            leaf_grads[node] = gradient_of(thing) or 0.0
        for name in ("label", "name", "_label", "_name"):
            text = getattr(thing, name, None) if name in thing._backlight_kind.fields else None
            if isinstance(text, str) and text and not text.isdigit():
                labels[node] = text
    return own_columns()


def own_columns() -> dict[str, Any]:
    return {"snapshots": snapshots, "strange": strange, "words": words, "weighted": weighted}
