"""What a node is called: the name its program gave it, else a short expression of its inputs' names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from app.engine.graph import CONSTANT, LEAF, Graph
from app.engine.ops import OPS, Op
from app.notation.expression import ELLIPSIS, Binary, Call, Negative
from app.notation.numbers import MINUS, trimmed
from app.notation.parsing import parse
from app.notation.spelling import ATOM, POWER, SIGN, fits, is_word, precedence

LONGEST = 40  # characters of a name
BRIEF = 16  # characters of a name that is a part of one too long


_Pair = tuple[str, str, str, int, tuple[bool, ...], tuple[bool, ...]]
"""What stands around and between two inputs, how tightly that binds, and by how tightly an input binds whether it may
stand there without brackets, on the left and on the right."""


class _Part(NamedTuple):
    """A name as it stands in the names of others."""

    text: str
    brief: str  # at most BRIEF characters
    binds: int  # see `spelling.precedence`
    glue: str = ""  # of a chain such as a + b + c: " + " …
    head: str = ""  # … and its first operand, brief


def node_names(graph: Graph) -> list[str]:
    """[N] what to show for each node, at most 40 characters; takes time proportional to nodes and edges.

    A name that the program gives again and again, as loops do, is numbered from its second node on: n, n#2, n#3.
    A leaf without a name is leaf1, leaf2, …; a constant is its number; what is left out of a long name is `…`.
    """
    start, inputs = graph.start.tolist(), graph.inputs.tolist()
    params, data = graph.param.tolist(), graph.data.tolist()
    seen: dict[str, int] = {}
    binds: dict[str, int] = {}
    leaves = 0
    parts: list[_Part] = []
    places: dict[_Part, int] = {}  # the same names are one
    place: list[int] = []  # of a node's name in `parts`
    found: dict[float | tuple[int, int, int], int] = {}  # a constant, or an operation of two names → its name
    for node, (op, label) in enumerate(zip(graph.op.tolist(), graph.label, strict=True)):
        name = _clean(label) if label else ""
        key: float | tuple[int, int, int] | None = None
        if not name and op > CONSTANT and start[node + 1] - start[node] == 2:
            key = op, place[inputs[start[node]]], place[inputs[start[node] + 1]]
        elif not name and op == CONSTANT and data[node]:  # 0 and -0 are one key
            key = data[node]
        if key in found:  # graphs that repeat a structure repeat its names
            place.append(found[key])
            continue
        if not name and op == LEAF:
            leaves += 1
            name = f"leaf{leaves}"
        if name:
            seen[name] = seen.get(name, 0) + 1
            if name not in binds:
                binds[name] = ATOM if is_word(name) else min(precedence(parse(name)), POWER)
            part = _named(name, seen[name], binds[name])
        elif op == CONSTANT:
            part = _constant(data[node])
        elif isinstance(key, tuple):
            part = _pair(_PAIRS[op], parts[key[1]], parts[key[2]])
        else:
            part = _expression(op, [parts[place[i]] for i in inputs[start[node] : start[node + 1]]], params[node])
        at = places.setdefault(part, len(parts))
        if at == len(parts):
            parts.append(part)
        if key is not None:
            found[key] = at
        place.append(at)
    return [parts[i].text for i in place]


def _clean(label: str) -> str:
    if not label.isprintable():
        label = "".join(character if character.isprintable() else " " for character in label[: 4 * LONGEST])
    return " ".join(label.split()) if " " in label else label


def _named(name: str, turn: int, binds: int) -> _Part:
    mark = "" if turn == 1 else f"#{turn}" if binds == ATOM else f" #{turn}"
    text = _middle_out(name, LONGEST - len(mark)) + mark
    if len(text) <= BRIEF:
        return _Part(text, text, binds)
    return _Part(text, _middle_out(name, BRIEF - len(mark)) + mark if binds == ATOM else ELLIPSIS, binds)


def _middle_out(text: str, room: int) -> str:
    head = room // 2
    return text if len(text) <= room else text[:head] + ELLIPSIS + text[len(text) - (room - head - 1) :]


def _constant(value: float) -> _Part:
    text = trimmed(value).replace(MINUS, "-")
    return _Part(text, text, precedence(parse(text)))


def _expression(op: int, inputs: list[_Part], param: float) -> _Part:
    opening, glue, closing, binds, operator = _SHAPES[op]
    if OPS[op].constant and len(inputs) == 1 and param == param != OPS[op].default:
        inputs.append(_constant(param))
    if operator:
        inputs = [_operand(part, fits(operator, slot, part.binds)) for slot, part in enumerate(inputs)]
    return _joined(opening, glue, closing, binds, inputs)


def _pair(shape: _Pair, a: _Part, b: _Part) -> _Part:
    """What `_expression` gives for two inputs, which nearly all operations have: the same without lists."""
    opening, glue, closing, binds, fits_left, fits_right = shape
    left, left_brief, left_binds, left_glue, left_head = a
    right, right_brief, right_binds = b[:3]
    if not fits_left[left_binds]:
        left, left_glue = f"({left})", ""
        left_brief = left_brief if left_brief == ELLIPSIS else f"({left_brief})"
    if not fits_right[right_binds]:
        right, right_brief = f"({right})", right_brief if right_brief == ELLIPSIS else f"({right_brief})"
    head = left_head if glue and left_glue == glue else left_brief
    text = f"{opening}{left}{glue}{right}{closing}"
    size = len(text)
    if size <= BRIEF:
        return _Part(text, text, binds, glue, head)
    around = size - len(left) - len(right)
    if size > LONGEST:
        room = LONGEST - around
        if len(left_brief) + len(right) <= room:
            text = f"{opening}{left_brief}{glue}{right}{closing}"
        elif len(left) + len(right_brief) <= room:
            text = f"{opening}{left}{glue}{right_brief}{closing}"
        else:
            ends = f"{opening}{left_brief}{glue}{right_brief}{closing}"
            text = ends if len(ends) <= LONGEST else ELLIPSIS
    room = BRIEF - around - 1
    if len(head) <= room:
        return _Part(text, f"{opening}{head}{glue}{ELLIPSIS}{closing}", binds, glue, head)
    if len(right_brief) <= room:
        return _Part(text, f"{opening}{ELLIPSIS}{glue}{right_brief}{closing}", binds, glue, head)
    alone = f"{opening}{ELLIPSIS}{closing}"
    return _Part(text, alone if len(alone) <= BRIEF else ELLIPSIS, binds, glue, head)


def _shape(op: Op) -> tuple[str, str, str, int, str]:
    """What stands before, between and after the inputs of an op, how tightly that binds, and its operator if any.

    Raises ValueError for a call that is neither an operation of two, nor a sign, nor a function.
    """
    match parse(op.call):
        case Binary(operator) as call:
            return "", f" {operator} " if operator in "+-" else operator, "", precedence(call), operator
        case Negative():
            return "-", "", "", SIGN, "-x"
        case Call(function):
            return f"{function}(", ", ", ")", ATOM, ""
    if op.arity:
        raise ValueError(f"{op.name}: no name can be made of the call {op.call!r}")
    return "", "", "", ATOM, ""


def _operand(part: _Part, fitting: bool) -> _Part:
    if fitting:
        return part
    return _Part(f"({part.text})", part.brief if part.brief == ELLIPSIS else f"({part.brief})", ATOM)


def _joined(opening: str, glue: str, closing: str, binds: int, parts: list[_Part]) -> _Part:
    """The parts side by side; what is too long is left out, from the left on."""
    parts = parts or [_Part("", "", ATOM)]
    if len(parts) > LONGEST // 2:
        parts = [parts[0], _Part(ELLIPSIS, ELLIPSIS, ATOM), parts[-1]]
    first, last = parts[0], parts[-1]
    head = first.head if glue and first.glue == glue else first.brief
    whole = [part.text for part in parts]
    text = opening + glue.join(whole) + closing
    if len(text) <= BRIEF:
        return _Part(text, text, binds, glue, head)
    alone, gap = len(parts) == 1, [ELLIPSIS] if len(parts) > 2 else []
    if len(text) > LONGEST:
        ends = [first.brief] if alone else [first.brief, *gap, last.brief]
        attempts = [first.brief, *whole[1:]], [first.text, *gap, last.brief], ends
        text = _fitting(LONGEST, opening, glue, closing, attempts)
    attempts = ([first.brief] if alone else [head, ELLIPSIS]), [ELLIPSIS, last.brief], [ELLIPSIS]
    return _Part(text, _fitting(BRIEF, opening, glue, closing, attempts), binds, glue, head)


def _fitting(room: int, opening: str, glue: str, closing: str, attempts: Iterable[list[str]]) -> str:
    for attempt in attempts:
        text = opening + glue.join(attempt) + closing
        if len(text) <= room:
            return text
    return ELLIPSIS


def _pair_of(shape: tuple[str, str, str, int, str]) -> _Pair:
    opening, glue, closing, binds, operator = shape
    left, right = (tuple(not operator or fits(operator, slot, inner) for inner in range(ATOM + 1)) for slot in (0, 1))
    return opening, glue, closing, binds, left, right


_SHAPES = tuple(map(_shape, OPS))
_PAIRS = tuple(map(_pair_of, _SHAPES))
