"""A sentence as data: pieces of text, some of them links to nodes, some stressed. What renders it escapes it."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    node: int | None = None  # a link to this node
    strong: bool = False


Phrase = tuple[Piece, ...]

_MARKS = re.compile(r"\{(?P<term>\w+)\}|\*(?P<stressed>[^*]+)\*")


def phrase(template: str, **terms: Piece | Phrase | str) -> Phrase:
    """The template with terms in place of `{their name}`; `*this*` is stressed. A term is never read as a template."""
    pieces: list[Piece] = []
    end = 0
    for mark in _MARKS.finditer(template):
        pieces.append(Piece(template[end : mark.start()]))
        end = mark.end()
        match terms[mark["term"]] if mark["term"] else Piece(mark["stressed"], strong=True):
            case str(text):
                pieces.append(Piece(text))
            case Piece() as piece:
                pieces.append(piece)
            case several:
                pieces += several
    pieces.append(Piece(template[end:]))
    return tuple(piece for piece in pieces if piece.text)


def listed(items: list[Piece], most: int = 4) -> Phrase:
    """a, b and c; of many, the first few and how many more there are."""
    shown = items if len(items) <= most + 1 else [*items[:most], Piece(f"{len(items) - most} more")]
    pieces: list[Piece] = []
    for number, item in enumerate(shown):
        if number:
            pieces.append(Piece(" and " if number == len(shown) - 1 else ", "))
        pieces.append(item)
    return tuple(pieces)


def plain(sentence: Phrase) -> str:
    """The sentence as one text."""
    return "".join(piece.text for piece in sentence)
