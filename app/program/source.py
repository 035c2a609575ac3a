"""The learner's text with its own lines and columns, whatever the parser gets to read."""

from __future__ import annotations

import ast
import re
from functools import cached_property

Span = tuple[int, int, int, int]  # line, column, end line, end column; lines from 1, columns from 0 in characters
NOWHERE: Span = (0, 0, 0, 0)

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_END = re.compile(r"[\r\n]*\Z")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_PROMPT = re.compile(r"(?:>>>|\.\.\.)(?: |(?=[\r\n]|\Z))|(?:In \[\d*\]| +\.\.\.): ?")
_MAGIC = re.compile(r"\s*(?:[%!].*|[\w.]+\?{1,2}\s*)$")
_SPACES = {0xFEFF: "\f"} | {ord(space): " " for space in "\u00a0\u2002\u2003\u2009\u202f\u3000"}


class Source:
    """A program as it was pasted, and the places in it."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def lines(self) -> list[str]:
        """The lines with their ends, split where Python splits them (not at form feeds or U+2028)."""
        return _LINE.findall(self.text)

    @cached_property
    def clean(self) -> str:
        """What the parser reads: the same lines without what only surrounds a program."""
        return "".join(self._parsed)

    def span(self, node: ast.AST) -> Span:
        """The place of a parsed node; the parser counts columns in UTF-8 bytes, a learner in characters."""
        line, end_line = getattr(node, "lineno", 0), getattr(node, "end_lineno", None) or 0
        if not line or not end_line:
            return NOWHERE
        column = self._column(line, node.col_offset)  # type: ignore[attr-defined]
        return line, column, end_line, self._column(end_line, node.end_col_offset)  # type: ignore[attr-defined]

    def offset(self, line: int, column: int) -> int:
        """Where a line and column stand in the text."""
        return sum(map(len, self.lines[: line - 1])) + column

    def shift(self, line: int) -> int:
        """How many characters the parser does not get to see at the beginning of a line."""
        return self._shifts[line - 1] if 0 < line <= len(self._shifts) else 0

    def _column(self, line: int, octets: int) -> int:
        columns = self._columns.get(line)
        if columns is None:
            columns = self._columns[line] = self._columns_of(
                self._parsed[line - 1] if line <= len(self._parsed) else ""
            )
        return (columns[min(octets, len(columns) - 1)] if columns else octets) + self.shift(line)

    @cached_property
    def _columns(self) -> dict[int, list[int]]:
        """By line: the column of each of its octets; nothing where each character is one."""
        return {}

    @staticmethod
    def _columns_of(text: str) -> list[int]:
        if text.isascii():
            return []
        sizes = [len(character.encode("utf-8", "surrogatepass")) for character in text]
        return [column for column, size in enumerate(sizes) for _ in range(size)] + [len(text)]

    @cached_property
    def _parsed(self) -> list[str]:
        parsed = [line[shift:] for line, shift in zip(self.lines, self._shifts, strict=True)]
        return [self._without_magic(line).translate(_SPACES) for line in parsed]

    @cached_property
    def _shifts(self) -> list[int]:
        """Of each line: all of one that is no Python (around fences, output below prompts), a prompt, an indent that
        all lines share."""
        lines = self.lines
        fences = [index for index, line in enumerate(lines) if _FENCE.match(line)]
        prompted = any(line.startswith((">>> ", "In [")) and _PROMPT.match(line) for line in lines)
        shifts = []
        inside = not fences
        for index, line in enumerate(lines):
            prompt = _PROMPT.match(line) if prompted else None
            if index in fences:
                inside = not inside
            whole = index in fences or not inside or (prompted and not prompt)
            shifts.append(len(_END.sub("", line)) if whole else prompt.end() if prompt else 0)
        if not fences and not prompted:
            indents = [len(line) - len(line.lstrip(" \t")) for line in lines if line.strip()]
            first = next((line for line in lines if line.strip()), "")
            common = min(indents, default=0)
            shifts = [min(common, len(_END.sub("", line))) for line in lines] if first[:1] in (" ", "\t") else shifts
        return shifts

    @staticmethod
    def _without_magic(line: str) -> str:
        """A line that only a notebook understands, as spaces."""
        text = _END.sub("", line)
        return " " * len(text) + line[len(text) :] if _MAGIC.match(text) else line
