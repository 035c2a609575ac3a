"""Whole statements: new ones get lines of their own, removed ones take their lines with them."""

from __future__ import annotations

import ast
from itertools import takewhile

from app.program.gestures.edits import Edits
from app.program.gestures.ending import runs_backward
from app.program.gestures.places import Places


def put_before(places: Places, edits: Edits, statement: ast.stmt, line: str) -> None:
    """A line before a statement; beside it where the statement does not begin its line."""
    start = places.range(statement)[0]
    line_start = places.line_start(start)
    indent = places.program[line_start:start]
    if indent.strip():
        edits.insert(start, f"{line}; ")
    else:
        edits.insert(line_start, f"{indent}{line}{places.line_break}")


def put_at(places: Places, edits: Edits, index: int, line: str) -> None:
    """A line before top-level statement `index`, right behind the one before: comments stay with what follows them."""
    body = places.tree.body
    while 0 < index < len(body) and places.line(body[index]) == places.span(body[index - 1])[2]:
        if runs_backward(body[index]):
            return put_before(places, edits, body[index], line)
        index += 1
    if index == 0 and body:
        return put_before(places, edits, body[0], line)
    end = places.line_stop(places.range(body[index - 1])[1]) if body else len(places.program)
    ended = places.program[:end].endswith(("\n", "\r")) or end == 0
    edits.insert(end, ("" if ended else places.line_break) + line + places.line_break)


def remove(places: Places, edits: Edits, statements: set[ast.stmt], instead: dict[ast.stmt, list[str]]) -> None:
    """Without these statements and the lines that hold nothing else; `instead` are lines in the place of some."""
    instead = {**{first: ["pass"] for first in _emptied(places, statements)}, **instead}
    for statement in statements:
        if lines := instead.get(statement):
            start, stop = places.range(statement)
            indent = places.program[places.line_start(start) : start]
            edits.replace(start, stop, ("; " if indent.strip() else places.line_break + indent).join(lines))
        else:
            edits.replace(*_cut(places, statement, statements - instead.keys()), "")


def _emptied(places: Places, statements: set[ast.stmt]) -> list[ast.stmt]:
    """The first statement of each block that would be left without any."""
    inner = [statement for statement in statements if not isinstance(places.parents[statement], ast.Module)]
    return [
        statement
        for statement in inner
        if statements.issuperset(block := places.siblings(statement)) and block[0] is statement
    ]


def _cut(places: Places, statement: ast.stmt, gone: set[ast.stmt]) -> tuple[int, int]:
    """A statement with its lines; where it shares them with what is kept, up to the next one or from the last one."""
    start, stop = places.range(statement)
    first, last = places.line_start(start), places.line_stop(stop)
    block = places.siblings(statement)
    index = block.index(statement)
    before = takewhile(lambda other: places.range(other)[1] > first, reversed(block[:index]))
    after = list(takewhile(lambda other: places.range(other)[0] < last, block[index + 1 :]))
    if any(other not in gone for other in after):
        return start, places.range(after[0])[0]
    kept = next((other for other in before if other not in gone), None)
    return (places.range(kept)[1], stop) if kept else (first, last)
