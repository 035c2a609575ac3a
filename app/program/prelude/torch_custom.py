"""torch.autograd.Function: its forward is noted as any other computation. Its own backward is compared with the right
one where it is used; a function that hands back something else has no place in the graph, and is refused."""

from __future__ import annotations

from typing import Any

from app.program.prelude.elements import derived, nodes_of, values
from app.program.prelude.gradients import slopes
from app.program.prelude.modules import MODULES
from app.program.prelude.tape import now
from app.program.prelude.tensor import Tensor
from app.program.prelude.torch_module import torch


class Context:
    """`ctx`: what forward leaves for backward."""

    def __init__(self, needs: tuple[bool, ...]) -> None:
        self.needs_input_grad = needs
        self.held: tuple[Any, ...] = ()

    @property
    def saved_tensors(self) -> tuple[Any, ...]:
        return self.held

    @property
    def saved_variables(self) -> tuple[Any, ...]:
        return self.held

    def save_for_backward(self, *tensors: Any) -> None:
        self.held = tensors

    def mark_non_differentiable(self, *tensors: Any) -> None:
        pass

    def set_materialize_grads(self, value: bool) -> None:
        pass


class CustomFunction:
    """What a program's own functions inherit from."""

    _backlight_inherited: Any = None


def give_apply(child: Any, own: list[str]) -> None:
    child.apply = lambda *items: applied(child, items)


def applied(kind: Any, items: tuple[Any, ...]) -> Any:
    """MyFunction.apply(…)"""
    context = Context(tuple([isinstance(item, Tensor) and item._wants for item in items]))
    if hasattr(kind, "setup_context"):
        output = kind.forward(*items)
        kind.setup_context(context, items, output)
    else:
        output = kind.forward(context, *items)
    if now.recording and isinstance(output, Tensor) and any(context.needs_input_grad):
        check(kind, context, items, output)
        output = derived(list(nodes_of(output)), output._shape, output._dtype, kind.__name__, True)
    return output


def check(kind: Any, context: Context, items: tuple[Any, ...], output: Tensor) -> None:
    """Raises RuntimeError where the function's own backward is not the derivative of its forward."""
    if not output._wants:
        raise RuntimeError(
            f"{kind.__name__} computes outside of the graph (with .data, numpy or steps); "
            "compute its result with operations of tensors"
        )
    with torch.no_grad():
        given = kind.backward(context, torch.ones_like(output.detach()))
    given = given if isinstance(given, tuple) else (given,)
    right = slopes(nodes_of(output))
    for item, own in zip(items, given, strict=False):
        if isinstance(item, Tensor) and item._wants and own is not None:
            for node, number in zip(nodes_of(item), values(own), strict=False):
                if abs(number - right.get(node, 0.0)) > 1e-4 * (abs(number) + 1.0):
                    raise RuntimeError(
                        f"the backward of {kind.__name__} hands back {number:.6g} where the derivative of its forward "
                        f"is {right.get(node, 0.0):.6g}; only functions whose backward is the derivative are shown"
                    )


CustomFunction._backlight_inherited = give_apply
setattr(torch.autograd, "Function", CustomFunction)  # noqa: B010
setattr(torch.autograd, "function", torch.autograd)  # noqa: B010
MODULES["torch.autograd.function"] = torch.autograd
