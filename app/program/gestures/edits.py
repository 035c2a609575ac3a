"""Changes of a text, collected first and made at once: whatever none of them touches stays byte for byte."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """Replaces text[start:stop]; an insertion where both are the same."""

    start: int
    stop: int
    text: str


class Edits:
    """An edit within another one is lost, of two at the same place the later holds; insertions all stay, in order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._edits: list[Edit] = []

    def replace(self, start: int, stop: int, text: str) -> None:
        self._edits = [edit for edit in self._edits if (edit.start, edit.stop) != (start, stop) or start == stop]
        self._edits.append(Edit(start, stop, text))

    def insert(self, at: int, text: str) -> None:
        self._edits.append(Edit(at, at, text))

    def instead_of(self, start: int, stop: int) -> str | None:
        """What replaces exactly text[start:stop], if anything does."""
        return next((edit.text for edit in self._edits if (edit.start, edit.stop) == (start, stop)), None)

    def within(self, start: int, stop: int) -> str:
        """text[start:stop] with the edits inside; what replaces all of it, or is inserted at its ends, is outside."""
        return self._made(start, stop, [edit for edit in self._edits if _inside(edit, start, stop)])

    def made(self) -> str:
        """The whole text with all edits."""
        return self._made(0, len(self._text), self._edits)

    def _made(self, start: int, stop: int, edits: list[Edit]) -> str:
        parts = []
        for edit in sorted(edits, key=lambda edit: (edit.start, edit.stop > edit.start, -edit.stop)):
            if edit.start >= start:
                parts += [self._text[start : edit.start], edit.text]
                start = edit.stop
        return "".join([*parts, self._text[start:stop]])


def _inside(edit: Edit, start: int, stop: int) -> bool:
    if edit.start == edit.stop:
        return start < edit.start < stop
    return start <= edit.start and edit.stop <= stop and edit.stop - edit.start < stop - start
