"""A small tree of MathML elements: what templates/_math.html renders and what `width` measures."""

from __future__ import annotations

from dataclasses import dataclass

LINK = "link"  # not MathML: an HTML link to a node around one piece of mathematics

# Widths in em, of the widest common mathematical font (DejaVu Math), operators with the space around them.
SCRIPT = 0.75
_OPERATOR = {"+": 1.3, "−": 1.3, "×": 1.2, "·": 0.7, "(": 0.61, ")": 0.61, "|": 0.61, ",": 0.5, "/": 0.45, "+=": 2.1}
_SYMBOL = {"i": 0.4, "l": 0.4, "j": 0.56, "m": 0.97, "w": 0.97, "M": 1.22, "W": 1.22, "∂": 0.66}
_NARROW = frozenset("fijlrtI.,:;'()[]|\u00a0 ")
_WIDE = frozenset("mwMWGOQ@%#…")


@dataclass(frozen=True, slots=True)
class Math:
    """One element: a token (`text`) or a layout (`children`), never both."""

    tag: str  # mrow mfrac msub msup msqrt mi mn mo mtext mspace, or LINK
    children: tuple[Math, ...] = ()
    text: str = ""
    kind: str = ""  # class: "data", "gradient", "sign", "fence", "slash"
    node: int | None = None  # of a LINK


def row(*children: Math) -> Math:
    """The children side by side; one alone stays as it is."""
    return children[0] if len(children) == 1 else Math("mrow", children)


def identifier(text: str) -> Math:
    """A symbol: one letter is set in italics, a longer name upright. (mtext counts as a space: = would stick to it.)"""
    return Math("mi", text=text)


def number(text: str, kind: str = "") -> Math:
    return Math("mn", text=text, kind=kind)


def operator(text: str, kind: str = "") -> Math:
    return Math("mo", text=text, kind=kind)


def words(text: str, kind: str = "") -> Math:
    return Math("mtext", text=text, kind=kind)


def parenthesised(inside: Math) -> Math:
    return row(operator("(", "fence"), inside, operator(")", "fence"))


def fraction(above: Math, below: Math) -> Math:
    return Math("mfrac", (above, below))


def root(inside: Math) -> Math:
    return Math("msqrt", (inside,))


def subscript(base: Math, script: Math) -> Math:
    return Math("msub", (base, script))


def superscript(base: Math, script: Math) -> Math:
    return Math("msup", (base, script))


def link(node: int, content: Math) -> Math:
    return content if content.tag == LINK else Math(LINK, (content,), node=node)


THIN_SPACE = Math("mspace")


def width(math: Math) -> float:
    """How wide it is drawn at most, in em. Fonts differ: most are narrower than what this takes for granted."""
    parts = [width(child) for child in math.children]
    match math.tag:
        case "mspace":
            return 0.17
        case "mfrac":
            return max(parts) + 0.2
        case "msub" | "msup":
            return parts[0] + SCRIPT * parts[1] + 0.05
        case "msqrt":
            return sum(parts) + 0.9
        case "mo":
            return 0.85 if math.kind.startswith("sign") else _OPERATOR.get(math.text, 1.6)
        case "mi" if math.text in _SYMBOL:
            return _SYMBOL[math.text]
        case "mi" if len(math.text) == 1 and ord(math.text) < 0x2000:
            return 0.97 if math.text.isupper() else 0.77
        case "mi" | "mn" | "mtext":
            return sum(map(_upright, math.text))
    return sum(parts)


def _upright(character: str) -> float:
    if character in _NARROW:
        return 0.45
    if character in _WIDE or ord(character) >= 0x2000:
        return 1.05
    return 0.82 if character.isupper() else 0.65
