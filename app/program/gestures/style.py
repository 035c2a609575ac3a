"""How this program writes things: the lecture's way, PyTorch's, or that of its own classes."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from app.engine.ops import Op
from app.program.gestures.gesture import GestureRefused
from app.program.gestures.reading import Reading
from app.program.gestures.spelling import Piece, fill, slots
from app.program.parsing import parse_expression


def leaf_text(reading: Reading, number: str) -> str:
    return f"torch.tensor({number}, requires_grad=True)" if _speaks_torch(reading) else f"Value({number})"


def template(reading: Reading, op: Op) -> str:
    """The text of an op in this program, in terms of x, y, k and xs."""
    if _is_method_here(reading, op):
        return as_method(op)
    if _speaks_torch(reading) and "xs" not in slots(op) and _known(reading, op.torch):
        return op.torch
    return op.micrograd if op.micrograd == as_method(op) else op.call


def like(reading: Reading, place: ast.AST, op: Op) -> str:
    """The text of an op where another one was written: a method for a method, a function for a function."""
    if is_operator(op):
        return op.call
    match place:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="torch"))) if _known(reading, op.torch):
            return op.torch
        case ast.Call(func=ast.Attribute()) if op.arity == 1:
            return as_method(op)
        case ast.Call(func=ast.Name()):
            return op.call
    return template(reading, op)


def written(op: Op, text: str, pieces: Sequence[Piece]) -> Piece:
    """`text` of `op` with its inputs put in. Raises GestureRefused where they are too few or too many."""
    names = slots(op)
    if names == ("xs",) and pieces:
        return fill(text, {"xs": Piece(f"[{', '.join(piece.text for piece in pieces)}]")})
    if len(pieces) == len(names) - 1 and op.default == op.default:  # its constant may be left out
        return fill(re.sub(r"(, )?\bk\b", "", text), dict(zip(names, pieces, strict=False)))
    if len(pieces) != len(names):
        count = "one input" if len(names) == 1 else "an input" if names == ("xs",) else f"{len(names)} inputs"
        raise GestureRefused(
            f"{op.title.capitalize()} needs {count}; there are {len(pieces)}.", "Pick its inputs again."
        )
    return fill(text, dict(zip(names, pieces, strict=True)))


def check_operands(op: Op, operands: Sequence[int | float]) -> None:
    """Raises GestureRefused where an op cannot take these nodes (int) and numbers (float)."""
    if not any(isinstance(operand, int) for operand in operands):
        raise GestureRefused("Of bare numbers alone there is no node.", "Pick a node for at least one input.")
    if op.constant and op.arity == 1 and isinstance(operands[-1], int) and len(operands) > 1:
        raise GestureRefused(f"The {op.constant} of {op.title} is a number.", "Type a number for it.")


def as_method(op: Op) -> str:
    return f"x.{op.name}({', '.join(slots(op)[1:])})"


def is_operator(op: Op) -> bool:
    """Whether it is written with a sign and not with a name."""
    return isinstance(parse_expression(op.call), ast.BinOp | ast.UnaryOp)


def _speaks_torch(reading: Reading) -> bool:
    imports = (alias.name for part in ast.walk(reading.tree) if isinstance(part, ast.Import) for alias in part.names)
    return "torch" in imports and "Value" not in reading.scopes.taken


def _known(reading: Reading, text: str) -> bool:
    """Whether the modules that a text speaks of are imported."""
    names = {
        part.value.id
        for part in ast.walk(parse_expression(text))
        if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name)
    }
    return names <= reading.scopes.taken


def _is_method_here(reading: Reading, op: Op) -> bool:
    classes = (part for part in reading.tree.body if isinstance(part, ast.ClassDef))
    return any(isinstance(part, ast.FunctionDef) and part.name == op.name for own in classes for part in own.body)
