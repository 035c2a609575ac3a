"""The parsed program and where each part of it stands in the text."""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from keyword import iskeyword

from app.program.parsing import parse
from app.program.rewrite.walk import every
from app.program.source import Source, Span


class Places:
    """Offsets count characters of the text; a line includes its end."""

    def __init__(self, program: str) -> None:
        self.program = program
        self.tree = parse(program)
        self.parents = {child: parent for parent in every(self.tree) for child in ast.iter_child_nodes(parent)}
        self._source = Source(program)
        self._starts = [0, *accumulate(len(line) for line in self._source.lines)]
        self._index: dict[ast.AST, int] = {statement: index for index, statement in enumerate(self.tree.body)}

    @property
    def line_break(self) -> str:
        """How this program ends its lines."""
        first = self._source.lines[0] if self._source.lines else "\n"
        return first[len(first.rstrip("\r\n")) :] or "\n"

    def span(self, part: ast.AST) -> Span:
        return self._source.span(part)

    def line(self, part: ast.AST) -> int:
        return self._source.span(part)[0]

    def range(self, part: ast.AST) -> tuple[int, int]:
        """Where a part begins and where it is over; a definition begins with its first decorator."""
        line, column, end_line, end_column = self._source.span(part)
        start, stop = self._starts[line - 1] + column, self._starts[end_line - 1] + end_column
        for decorator in getattr(part, "decorator_list", [])[:1]:
            start = self.program.rindex("@", 0, self.range(decorator)[0])
        return start, stop

    def in_turn(self, part: ast.AST) -> tuple[int, int]:
        """By this key, what is within another part comes before it."""
        start, stop = self.range(part)
        return stop, -start

    def text(self, part: ast.AST) -> str:
        start, stop = self.range(part)
        return self.program[start:stop]

    def outer(self, part: ast.expr) -> tuple[int, int]:
        """As `range`, with the parentheses that stand around this expression alone."""
        start, stop = self.range(part)
        while True:
            before = self.program[:start].rstrip()
            after = self.program[stop:].lstrip()
            if not before.endswith("(") or not after.startswith(")") or _calls(before[:-1].rstrip(" \t")):
                return start, stop
            start, stop = len(before) - 1, len(self.program) - len(after) + 1

    def line_start(self, offset: int) -> int:
        """Where the line of a place begins."""
        return self._starts[max(0, bisect_right(self._starts, offset) - 1)]

    def line_stop(self, offset: int) -> int:
        """Where the line of a place is over, its end included."""
        return self._starts[min(bisect_right(self._starts, offset), len(self._starts) - 1)]

    def around(self, part: ast.AST) -> Iterator[ast.AST]:
        """What a part stands in, from the inside to its top-level statement."""
        while (part := self.parents.get(part, self.tree)) is not self.tree:
            yield part

    def statement(self, part: ast.AST) -> ast.stmt:
        """The innermost statement that a part belongs to, perhaps itself."""
        return next(place for place in (part, *self.around(part)) if isinstance(place, ast.stmt))

    def index(self, part: ast.AST) -> int:
        """Which of the top-level statements a part belongs to."""
        return self._index[[part, *self.around(part)][-1]]

    def siblings(self, statement: ast.stmt) -> list[ast.stmt]:
        """The statements of the same block."""
        blocks = (getattr(self.parents[statement], name, None) for name in ("body", "orelse", "finalbody"))
        return next(block for block in blocks if isinstance(block, list) and statement in block)


def _calls(before: str) -> bool:
    """Whether a parenthesis after this text belongs to what is called, and groups nothing."""
    last = re.search(r"(\w+|[])'\"])\Z", before)
    return last is not None and not iskeyword(last.group())
