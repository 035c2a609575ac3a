"""Expression → one line of text, as a learner would type it: `(x1 + b)*w`, `∂o/∂(x1*w1)`.

Parentheses stand only where they are needed; `typeset.py` asks here which those are.
"""

from __future__ import annotations

import re

from app.notation.expression import (
    ELLIPSIS,
    SLASH,
    Binary,
    Call,
    Choice,
    Expression,
    Name,
    Negative,
    Number,
    Partial,
    Term,
)
from app.notation.numbers import MINUS, trimmed
from app.notation.parsing import WORD

CHOICE, LOGIC, COMPARISON, SUM, SIGN, PRODUCT, POWER, ATOM = range(8)
_WORD = re.compile(WORD)
_BINDS = {"+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, SLASH: PRODUCT, "**": POWER, "and": LOGIC, "or": LOGIC}


def spell(expression: Expression) -> str:
    match expression:
        case Number(value):
            return trimmed(value).replace(MINUS, "-")
        case Name(text):
            return text
        case Term(content=content):
            return spell(content)
        case Negative(operand):
            return f"-{_operand('-x', 0, operand)}"
        case Binary(operator, left, right):
            sign = {SLASH: "/"}.get(operator, operator if operator in ("*", "/", "**") else f" {operator} ")
            return _operand(operator, 0, left) + sign + _operand(operator, 1, right)
        case Call(function, arguments):
            return f"{function}({', '.join(map(spell, arguments))})"
        case Choice(condition, value, otherwise):
            return f"{_operand('if', 0, value)} if {spell(condition)} else {spell(otherwise)}"
        case Partial(of, by):
            return f"∂{_operand('∂', 0, of)}/∂{_operand('∂', 0, by)}"


def _operand(operator: str, slot: int, operand: Expression) -> str:
    text = spell(operand)
    return text if fits(operator, slot, precedence(operand)) else f"({text})"


def is_word(text: str) -> bool:
    return text == ELLIPSIS or _WORD.fullmatch(text) is not None


def precedence(expression: Expression) -> int:
    """How tightly the expression's outermost operation binds."""
    match expression:
        case Number(value):
            return SIGN if value < 0 else ATOM
        case Name(text):
            return ATOM if is_word(text) else CHOICE
        case Term(content=content):
            return precedence(content)
        case Negative():
            return SIGN
        case Binary(operator):
            return _BINDS.get(operator, COMPARISON)
        case Choice():
            return CHOICE
        case Call() | Partial():
            return ATOM


def fits(operator: str, slot: int, binds: int) -> bool:
    """Whether an operand that binds so tightly needs no parentheses there: -a*b, a - (b - c), a + (-3), x**-1."""
    match operator:
        case "+" | "-":
            return binds >= (SUM if slot == 0 else PRODUCT)
        case "*" | "/":
            return binds >= (SIGN if slot == 0 else POWER)
        case "//" | "-x":
            return binds >= POWER
        case "**":
            return binds >= ATOM or (slot == 1 and binds in (POWER, SIGN))
        case "∂":
            return binds >= ATOM
        case "and" | "or":
            return binds >= COMPARISON
    return binds >= SUM  # what is compared or chosen
