"""Expression → MathML: fractions, subscripts, and parentheses only where they are needed. No rule here knows an op."""

from __future__ import annotations

import re

from app.notation.expression import SLASH, Binary, Call, Choice, Expression, Name, Negative, Number, Partial, Term
from app.notation.mathml import (
    THIN_SPACE,
    Math,
    fraction,
    identifier,
    link,
    operator,
    parenthesised,
    root,
    row,
    superscript,
    words,
)
from app.notation.numbers import MINUS, trimmed
from app.notation.spelling import POWER, PRODUCT, SIGN, fits, precedence
from app.notation.symbols import figure, symbol

_GLYPHS = {"-": MINUS, ">=": "≥", "<=": "≤", "==": "=", "!=": "≠", "and": "\u00a0and\u00a0", "or": "\u00a0or\u00a0"}
_LETTER = re.compile(r"[^\W\d_](_?\d+)?|pi")


def typeset(expression: Expression) -> Math:
    match expression:
        case Number(value, kind):
            return figure(value, kind)
        case Name(text):
            return symbol(text)
        case Term(node, content):
            return link(node, typeset(content))
        case Negative(operand):
            return row(operator(MINUS, "sign"), _operand("-", 1, operand))
        case Binary("/", Negative(above), below):
            return row(operator(MINUS, "sign"), fraction(typeset(above), typeset(below)))
        case Binary("/", above, below):
            return fraction(typeset(above), typeset(below))
        case Binary("**", base, exponent):
            return superscript(_operand("**", 0, base), typeset(exponent))
        case Binary("*", left, right):
            times = times_sign(left, right)
            first = 1 if times.text == "×" else 0  # (−3) × 2, but −x · y
            return row(_operand("*", first, left), times, _operand("*", 1, right))
        case Binary(sign, left, right):
            return row(_operand(sign, 0, left), sign_of(sign), _operand(sign, 1, right))
        case Call("sqrt", (argument,)):
            return root(typeset(argument))
        case Call("abs", (argument,)):
            return row(operator("|", "fence"), typeset(argument), operator("|", "fence"))
        case Call(function, arguments):
            return row(identifier(function), parenthesised(_list(arguments)))
        case Choice():
            return row(*cases(expression))
        case Partial(of, by, slashed):
            upper, lower = differential(of), differential(by)
            return row(upper, operator("/", "slash"), lower) if slashed else fraction(upper, lower)


def differential(expression: Expression) -> Math:
    return row(identifier("∂"), _operand("∂", 0, expression))


def cases(choice: Choice) -> list[Math]:
    """1 if x > 0, | 0.5 if x = 0, | else 0."""
    case = row(_operand("if", 0, choice.value), words("\u00a0if\u00a0"), typeset(choice.condition), words(",\u00a0"))
    if isinstance(choice.otherwise, Choice):
        return [case, *cases(choice.otherwise)]
    return [case, row(words("else\u00a0"), typeset(choice.otherwise))]


def _operand(sign: str, slot: int, operand: Expression) -> Math:
    if sits(sign, slot, operand):
        return typeset(operand)
    if isinstance(operand, Term):  # the parentheses belong to the link
        return link(operand.node, parenthesised(typeset(operand.content)))
    return parenthesised(typeset(operand))


def sits(sign: str, slot: int, operand: Expression) -> bool:
    """Whether the operand, as it is drawn, needs no parentheses there; see `spelling.fits`."""
    if sign == "*" and slot == 1 and isinstance(operand, Binary) and operand.operator == "*":
        return sits("*", 1, operand.left)  # a · (b · c) is a · b · c
    return fits(sign, slot, _holds(operand))


def sign_of(sign: str) -> Math:
    return operator("/", "slash") if sign == SLASH else operator(_GLYPHS.get(sign, sign))


def _holds(expression: Expression) -> int:
    """As `precedence`, of what is drawn: a fraction's bar holds it together, 1.2 × 10⁻⁸ is a product."""
    match expression:
        case Term(content=content):
            return _holds(content)
        case Number(value) if value > 0 and "e" in trimmed(value):
            return POWER if trimmed(value).startswith("1e") else PRODUCT
        case Binary("/", left):
            return SIGN if isinstance(left, Negative) else POWER
    return precedence(expression)


def times_sign(left: Expression, right: Expression) -> Math:
    """Nothing but a thin space between symbols that read apart, × between numbers, else a dot."""
    if (_reads_apart(left, side=1) or is_numeric(left)) and _reads_apart(right, side=0):
        return THIN_SPACE
    return operator("×" if is_numeric(left) and is_numeric(right) else "·")


def is_numeric(expression: Expression) -> bool:
    match expression:
        case Number() | Name("pi"):
            return True
        case Term(content=content):
            return isinstance(content, Number)
        case Negative(operand):
            return is_numeric(operand)
        case Binary(_, left, right):
            return is_numeric(left) and is_numeric(right)
        case Call(_, arguments):
            return all(map(is_numeric, arguments))
    return False


def _reads_apart(expression: Expression, side: int) -> bool:
    """A letter at that side, with an index or an exponent perhaps: x₁ and w₁ side by side are no new word."""
    match expression:
        case Name(text):
            return _LETTER.fullmatch(text) is not None
        case Term(content=content):
            return _reads_apart(content, side)
        case Negative(operand) if side == 1:
            return _reads_apart(operand, side)
        case Binary("*", left, right):
            return _reads_apart((left, right)[side], side)
        case Binary("**", base, _):
            return _reads_apart(base, side)
    return False


def _list(arguments: tuple[Expression, ...]) -> Math:
    parts: list[Math] = []
    for argument in arguments:
        parts += [operator(","), typeset(argument)] if parts else [typeset(argument)]
    return row(*parts)
