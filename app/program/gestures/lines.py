"""Whole statements: new ones get lines of their own, removed ones take their lines with them."""

from __future__ import annotations

import ast

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
    for statement in statements:
        start, stop = places.range(statement)
        block = places.siblings(statement)
        empty = not isinstance(places.parents[statement], ast.Module) and statements.issuperset(block)
        if lines := instead.get(statement, ["pass"] if empty and statement is block[0] else []):
            indent = places.program[places.line_start(start) : start]
            edits.replace(start, stop, ("; " if indent.strip() else places.line_break + indent).join(lines))
        else:
            kept = [
                other for other in block if other not in statements or other in instead or (empty and other is block[0])
            ]
            edits.replace(*_cut(places, statement, block, kept), "")


def _cut(places: Places, statement: ast.stmt, block: list[ast.stmt], kept: list[ast.stmt]) -> tuple[int, int]:
    """A statement with its lines; where it shares them with what is kept, up to the next one or from the last one."""
    start, stop = places.range(statement)
    first, last = places.line_start(start), places.line_stop(stop)
    before = [places.range(other)[1] for other in kept if first < places.range(other)[1] <= start]
    after = any(stop <= places.range(other)[0] < last for other in kept)
    if after:
        return start, places.range(block[block.index(statement) + 1])[0]
    return (before[-1], stop) if before else (first, last)
