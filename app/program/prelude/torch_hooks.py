"""register_hook(): functions of the program that are told a gradient as soon as backward has it. They may look at it,
not change it: the graph shows the gradients that follow from its operations."""

from __future__ import annotations

from typing import Any

from app.program.prelude.elements import nodes_of
from app.program.prelude.gradients import grad_of, settle
from app.program.prelude.operations import LEAF
from app.program.prelude.tape import code_of, passes
from app.program.prelude.tensor import Tensor
from app.program.prelude.torch_making import made_tensor

hooks: list[Hook] = []


class Hook:
    """One function at one tensor; what register_hook gives back."""

    def __init__(self, tensor: Tensor, function: Any) -> None:
        self.tensor = tensor
        self.function = function

    def remove(self) -> None:
        if self in hooks:
            hooks.remove(self)


def register_hook(tensor: Tensor, hook: Any) -> Hook:
    if not tensor._wants:
        raise RuntimeError("cannot register a hook on a tensor that doesn't require gradient")
    nodes_of(tensor)
    hooks.append(Hook(tensor, hook))
    return hooks[-1]


def call_hooks(reached: list[int]) -> None:
    """After a backward pass over the nodes `reached`: those nearest to the root are told first."""
    told = [each for each in hooks if any(node in reached for node in nodes_of(each.tensor))]
    if told:
        settle()
    for each in sorted(told, key=lambda each: -nodes_of(each.tensor)[0]):
        tensor = each.tensor
        cells = [brought(node) for node in nodes_of(tensor)]
        if each.function(made_tensor(cells, tensor._shape, tensor._dtype)) is not None:
            raise RuntimeError("a hook that gives back another gradient is not recorded here")


def brought(node: int) -> float:
    """What the last pass brought to a node."""
    before = passes[-1].before.get(node, 0.0) if code_of(node) == LEAF else 0.0
    return (grad_of(node) or 0.0) - before


setattr(Tensor, "register_hook", register_hook)  # noqa: B010
