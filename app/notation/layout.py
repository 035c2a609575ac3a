"""Formulas that fit a narrow panel: a long one breaks before = + − ·, and what cannot break is abbreviated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from app.notation.expression import ELLIPSIS, Binary, Call, Choice, Expression, Name, Negative, Partial, Term
from app.notation.mathml import Math, link, operator, row, width
from app.notation.typeset import cases, differential, sign_of, sits, times_sign, typeset

ROOM = 14.0  # em: a displayed formula in the panel
INLINE = 12.5  # em: a formula beside a figure of the panel
ALONE = 18.0  # em: a formula in such a line by itself
DOTS = Name(ELLIPSIS)
_AROUND = 2.1  # em: a sign or ∂, and parentheses or the ends of a fraction's bar

Parts = Sequence[tuple[str, Expression]]  # each with what stands before it: "", "=", "+=", "←", "→"


def lines(parts: Parts, room: float = ROOM) -> tuple[Math, ...]:
    """The parts in as few lines of at most `room` em as can be; a new line begins with = rather than within a side."""
    sides: list[list[Math]] = []
    for joint, expression in parts:
        first, *rest = _pieces(expression, room - width(operator(joint)) if joint else room)
        first = row(operator(joint), first) if joint else first
        if not sides or joint in ("=", "+=", "←"):
            sides.append([])
        sides[-1] += [first, *rest]
    filled: list[list[Math]] = [[]]
    for side in sides:
        if filled[-1] and _width(filled[-1]) + _width(side) > room:
            filled.append([])
        for piece in side:
            if filled[-1] and _width(filled[-1]) + width(piece) > room:
                filled.append([])
            filled[-1].append(piece)
    return tuple(row(*line) for line in filled)


def abbreviated(expression: Expression, room: float) -> Expression:
    """The expression with `…` for parts of it, so that it is drawn at most `room` em wide where that can be."""
    if width(typeset(expression)) <= room:
        return expression
    match expression:
        case Term(node, content):
            return Term(node, abbreviated(content, room))
        case Partial(of, by, slashed):
            return Partial(abbreviated(of, room - _AROUND), abbreviated(by, room - _AROUND), slashed)
        case Binary("/", above, below):
            return Binary("/", abbreviated(above, room - _AROUND), abbreviated(below, room - _AROUND))
        case Binary(sign, head, right):
            while isinstance(head, Binary) and head.operator == sign:
                head = head.left
            gap = Binary(sign, head, DOTS)
            return _fitting(room, (Binary(sign, gap, right), gap, Binary(sign, DOTS, right)))
        case Call(function):
            return _fitting(room, (Call(function, (DOTS,)),))
        case Negative(operand):
            return _fitting(room, (Negative(abbreviated(operand, room - _AROUND)),))
        case Name(text):
            return _fitting(room, _shorter(text))
    return DOTS


def _fitting(room: float, attempts: Iterable[Expression]) -> Expression:
    return next((attempt for attempt in attempts if width(typeset(attempt)) <= room), DOTS)


def _shorter(text: str) -> Iterator[Name]:
    for kept in range(len(text) - 1, 1, -1):
        yield Name(text[: (kept + 1) // 2] + ELLIPSIS + text[len(text) - kept // 2 :])


def _width(pieces: list[Math]) -> float:
    return sum(map(width, pieces))


def _pieces(expression: Expression, room: float) -> list[Math]:
    """What may stand on lines of its own, in order; each at most `room` wide."""
    whole = typeset(expression)
    if width(whole) <= room:
        return [whole]
    match expression:
        case Binary("+" | "-" | "*" | "//" as sign, left, right):
            joint = times_sign(left, right) if sign == "*" else sign_of(sign)
            first, *rest = _operand(sign, 1, right, room - width(joint))
            return [*_operand(sign, int(joint.text == "×"), left, room), row(joint, first), *rest]
        case Choice():
            return cases(expression)
        case Partial(of, by, slashed=True):
            upper, lower = (differential(abbreviated(part, room - _AROUND - 0.5)) for part in (of, by))
            return [upper, row(operator("/", "slash"), lower)]
        case Term(node, content):
            return [link(node, piece) for piece in _pieces(content, room)]
    return [typeset(abbreviated(expression, room))]


def _operand(sign: str, slot: int, operand: Expression, room: float) -> list[Math]:
    if sits(sign, slot, operand):
        return _pieces(operand, room)
    pieces = _pieces(operand, room - 1.25)
    pieces[0] = row(operator("(", "fence"), pieces[0])
    pieces[-1] = row(pieces[-1], operator(")", "fence"))
    return pieces
