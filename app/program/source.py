"""The learner's text with its own lines and columns, whatever the parser counts in."""

from __future__ import annotations

import ast
import re
from functools import cached_property

Span = tuple[int, int, int, int]  # line, column, end line, end column; lines from 1, columns from 0 in characters
NOWHERE: Span = (0, 0, 0, 0)

_MAGIC = re.compile(r"^\s*(?:[%!][^\r\n]*|[\w.]+\?{1,2}[ \t]*)(?=[\r\n]|\Z)")
_SPACES = {0xFEFF: "\f"} | {ord(space): " " for space in "\u00a0\u2002\u2003\u2009\u202f\u3000"}
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


class Source:
    """A program and the places in it."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def lines(self) -> list[str]:
        """The lines with their ends, split where Python splits them (not at form feeds or U+2028)."""
        return _LINE.findall(self.text)

    @cached_property
    def clean(self) -> str:
        """What the parser reads: lines that only a notebook understands are empty, odd spaces are spaces. Every
        character stays where it is."""
        lines = [_MAGIC.sub(lambda match: " " * len(match.group()), line) for line in self.lines]
        return "".join(lines).translate(_SPACES)

    def span(self, node: ast.AST) -> Span:
        """The place of a parsed node; the parser counts columns in UTF-8 bytes, a learner in characters."""
        line, end_line = getattr(node, "lineno", 0), getattr(node, "end_lineno", None) or 0
        if not line or not end_line:
            return NOWHERE
        column = self._characters(line, node.col_offset)  # type: ignore[attr-defined]
        return line, column, end_line, self._characters(end_line, node.end_col_offset)  # type: ignore[attr-defined]

    @cached_property
    def _parsed(self) -> list[str]:
        return _LINE.findall(self.clean)

    def offset(self, line: int, column: int) -> int:
        """Where a line and column stand in the text."""
        return sum(map(len, self.lines[: line - 1])) + column

    def _characters(self, line: int, octets: int) -> int:
        text = self._parsed[line - 1] if line <= len(self.lines) else ""
        return (
            octets if text.isascii() else len(text.encode("utf-8", "surrogatepass")[:octets].decode("utf-8", "ignore"))
        )
