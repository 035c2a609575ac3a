"""What can be added to a graph by hand: the ops of the table in groups. A new row of the table is in the last group."""

from __future__ import annotations

from dataclasses import dataclass

from app.engine.graph import LEAF
from app.engine.ops import ANY, OP_CODE, OPS, Op
from app.program.gestures.spelling import slots

GROUPS = {
    "Arithmetic": ("add", "sub", "mul", "div", "pow", "neg", "abs", "sqrt"),
    "Functions": ("exp", "log", "sin", "cos", "tan"),
    "Activations": ("tanh", "sigmoid", "relu", "leaky_relu", "elu", "softplus", "gelu", "silu"),
    "Several inputs": ("max", "min", "sum"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One op as the palette offers it."""

    name: str
    title: str
    glyph: str
    call: str
    inputs: int  # that have to be picked; 0 for any number
    last: str  # what the last input is called, where it has a name of its own: "exponent"

    @property
    def words(self) -> str:
        """What a search finds it by."""
        return f"{self.name} {self.title} {self.glyph} {self.call}".lower()


def palette() -> list[tuple[str, list[Entry]]]:
    """Groups with their title, in the order of the screen."""
    grouped = [(title, [_entry(OPS[OP_CODE[name]]) for name in names]) for title, names in GROUPS.items()]
    known = {name for names in GROUPS.values() for name in names}
    others = [_entry(op) for code, op in enumerate(OPS) if code > LEAF and op.call and op.name not in known]
    return [*grouped, *([("More", others)] if others else [])]


def _entry(op: Op) -> Entry:
    may_be_left_out = op.default == op.default  # not nan
    inputs = 0 if op.arity == ANY else len(slots(op)) - may_be_left_out
    return Entry(op.name, op.title, op.glyph, op.call, inputs, op.constant if inputs > 1 else "")
