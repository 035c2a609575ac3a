"""Why an op hands its gradient back as it does, said from its row in the op table: no sentence here knows an op.

Texts are templates for `phrases.phrase`; the op's inputs stand in braces as in its row: {x}, {y}, {k}.
"""

from __future__ import annotations

from app.notation.aloud import aloud
from app.notation.branches import holds, worth
from app.notation.expression import Binary, Expression, Name, Number
from app.notation.local import Operation
from app.notation.numbers import trimmed
from app.notation.parsing import parse

SLOPE = "multiplied by the *slope* of its curve there"
LONGEST = 40  # characters of a derivative in words


def how(rule: Expression, own: str) -> str:
    """What a local derivative by the input `own` does to a gradient: "*unchanged*", "multiplied by …"."""
    match rule:
        case Number(1.0):
            return "*unchanged*"
        case Number(-1.0):
            return "with its *sign flipped*"
        case Name("out"):
            return "multiplied by its *own output*"
        case Name(text) if text in ("x", "y", "k") and text != own:
            return "multiplied by the *other* input"
        case Binary("/", Number(1.0), divisor) if len(aloud(divisor)) <= LONGEST:
            return f"divided by {aloud(divisor)}"
    words = aloud(rule)
    return f"multiplied by {words}" if len(words) <= LONGEST else SLOPE


def because(operation: Operation, decided: Binary | None) -> str:
    """The comparison that chose the branch, as it came out: ", because {x} is negative"."""
    if decided is None or not isinstance(decided.left, Name):
        return ""
    a, b = worth(decided.left, operation.values), worth(decided.right, operation.values)
    left, right = aloud(decided.left), aloud(decided.right)
    if left == "{k}" and "k" not in operation.inputs:
        left = f"the {operation.op.constant}"
    if a != a or b != b:
        return ""
    if decided.right == Number(0.0):
        return f", because {left} is {'positive' if a > 0 else 'negative' if a < 0 else '0'}"
    if a == b and isinstance(decided.right, Name):
        return f", because {left} and {right} are equal"
    return f", because {left} is {'larger than' if a > b else 'smaller than' if a < b else 'just'} {right}"


def is_tie(operation: Operation, decided: Binary | None) -> bool:
    """Whether the numbers stand exactly where two branches meet, so that a convention decides."""
    return decided is not None and worth(decided.left, operation.values) == worth(decided.right, operation.values)


def missed(operation: Operation) -> str:
    """What the op needs and has not got: "needs a positive number, but {x} is −1"; empty where nothing is amiss."""
    op = operation.op
    if not op.domain or not operation.values or holds(parse(op.domain), operation.values):
        return ""
    culprits = [f"{{{name}}} is {trimmed(operation.values[name])}" for name in operation.inputs if name in op.domain]
    if "k" in operation.values and "k" not in operation.inputs:
        culprits.append(f"the {op.constant} is {trimmed(operation.values['k'])}")
    return f"{op.glyph} {op.needs}, but {' and '.join(culprits)}"
