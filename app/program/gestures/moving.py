"""Lines that move up, because something above them needs what they define."""

from __future__ import annotations

import ast

from app.program.gestures.edits import Edits
from app.program.gestures.gesture import GestureRefused
from app.program.gestures.reading import Reading


def move_before(reading: Reading, edits: Edits, statement: ast.stmt, target: ast.stmt) -> None:
    """Moves a statement, and what it needs from below `target`, to above `target`. Raises GestureRefused."""
    body = reading.tree.body
    floor, moved, todo = body.index(target), set[int](), [reading.index(statement)]
    while todo:
        index = todo.pop()
        if index in moved:
            continue
        if not _moves_alone(reading, body[index]):
            line = reading.line(body[index])
            raise GestureRefused(
                f"Line {line} would have to move up, and it does more than set one name.",
                "Move it by hand, above the line that shall use it.",
                reading.span(body[index]),
            )
        moved.add(index)
        for part in ast.walk(body[index]):
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load):
                binding = reading.definition(part)
                index_of = binding.index if binding else _defined(body, part.id)
                if index_of >= floor:
                    todo.append(index_of)
    lines = ""
    for index in sorted(moved):
        start, stop = reading.range(body[index])
        first, last = reading.line_start(start), reading.line_stop(stop)
        text = edits.within(first, last)
        lines += text if text.endswith(("\n", "\r")) else text + reading.line_break
        edits.replace(first, last, "")
    edits.insert(reading.line_start(reading.range(target)[0]), lines)


def _defined(body: list[ast.stmt], name: str) -> int:
    """The index of the function or class of this name, −1 where there is none."""
    return next((index for index, part in enumerate(body) if getattr(part, "name", "") == name), -1)


def _moves_alone(reading: Reading, statement: ast.stmt) -> bool:
    """Whether it sets one name and shares its lines with no other statement."""
    start, stop = reading.range(statement)
    first, last = reading.line_start(start), reading.line_stop(stop)
    others = (reading.range(other) for other in reading.tree.body if other is not statement)
    alone = not any(begin < last and first < end for begin, end in others)
    return alone and isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name)
