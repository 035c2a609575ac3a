"""Another number for a leaf, written into the program and its recording without running the program again."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.program.literals import Literal, replace_literal
from app.program.recording import Recording


@dataclass(frozen=True, slots=True)
class TextMoved:
    """What begins or ends on `line` at or after `column` has moved by so many columns."""

    line: int
    column: int
    by: int

    def literal(self, literal: Literal) -> Literal:
        """Where a literal stands now."""
        start, end = self._column(literal.line, literal.column), self._column(literal.end_line, literal.end_column)
        return Literal(literal.line, start, literal.end_line, end)

    def _column(self, line: int, column: int) -> int:
        return column + self.by if line == self.line and column >= self.column else column


def must_run(recording: Recording, leaf: int) -> bool:
    """Whether the program may do or print something else with another number, or its text moves in more than a line."""
    place = recording.literals[leaf]
    return recording.reads_data or bool(recording.prints) or place.line != place.end_line


def renumbered(program: str, recording: Recording, leaf: int, value: float) -> tuple[str, Recording, TextMoved]:
    """What running the new program would record. Only where `must_run` is false."""
    place = recording.literals[leaf]
    text = replace_literal(program, place, value)
    moved = TextMoved(place.line, place.end_column, len(text) - len(program))
    data, span = recording.graph.data.copy(), recording.graph.span.copy()
    data[leaf] = value
    for line, column in ((0, 1), (2, 3)):
        span[(span[:, line] == moved.line) & (span[:, column] >= moved.column), column] += moved.by
    literals = {node: moved.literal(literal) for node, literal in recording.literals.items()}
    return text, replace(recording, graph=replace(recording.graph, data=data, span=span), literals=literals), moved
