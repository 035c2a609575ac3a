"""Expression → plain words: `1 - out**2` is "1 minus its output squared". Words fall back where they would ramble."""

from __future__ import annotations

from app.engine.ops import OP_CODE, OPS
from app.notation.expression import Binary, Call, Choice, Expression, Name, Negative, Number, Partial, Term
from app.notation.numbers import trimmed
from app.notation.spelling import fits, precedence

_BETWEEN = {"+": "plus", "-": "minus", "*": "times", "/": "over"}
_POWERS = {2.0: "squared", 3.0: "cubed"}


def aloud(expression: Expression) -> str:
    """A template for `phrases.phrase`, with the expression's names in braces; `out` is "its output"."""
    match expression:
        case Number(value):
            return trimmed(value)
        case Name("out"):
            return "its output"
        case Name(text):
            return f"{{{text}}}"
        case Negative(operand):
            return f"minus {aloud(operand)}"
        case Binary("**", base, Number(exponent)):
            power = _POWERS.get(exponent, f"to the power of {trimmed(exponent)}")
            return f"{_operand('**', 0, base)} {power}"
        case Binary("**", base, exponent):
            return f"{_operand('**', 0, base)} to the power of {aloud(exponent)}"
        case Binary(operator, left, right) if operator in _BETWEEN:
            return f"{_operand(operator, 0, left)} {_BETWEEN[operator]} {_operand(operator, 1, right)}"
        case Call(function, arguments):
            title = OPS[OP_CODE[function]].title if function in OP_CODE else function
            *most, last = map(aloud, arguments) if arguments else ("nothing",)
            return f"the {title} of {', '.join(most)} and {last}" if most else f"the {title} of {last}"
        case Binary(operator, left, right):
            return f"{aloud(left)} {operator} {aloud(right)}"
        case Choice(condition, value, otherwise):
            return f"{aloud(value)} if {aloud(condition)}, else {aloud(otherwise)}"
        case Term(content=content):
            return aloud(content)
        case Partial(of, by):
            return f"the derivative of {aloud(of)} by {aloud(by)}"


def _operand(operator: str, slot: int, operand: Expression) -> str:
    words = aloud(operand)
    return words if fits(operator, slot, precedence(operand)) else f"({words})"
