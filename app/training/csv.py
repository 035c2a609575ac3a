"""A table from the text of a CSV file. Where it is wrong, the line and the column are named."""

from __future__ import annotations

import csv
import math
import re

from app.training.choices import MOST_COLUMNS, MOST_EXAMPLES, MOST_NUMBERS, NAME, DataSet

SEPARATORS = ";\t,"


class CsvError(Exception):
    """`line` counts from 1; `column` is the column's name, or its number where it has none, or empty."""

    def __init__(self, message: str, hint: str, line: int, column: str = "") -> None:
        super().__init__(message)
        self.message, self.hint, self.line, self.column = message, hint, line, column


def read_csv(text: str) -> DataSet:
    """The table in a text: a line of names, which may be missing, then one line an example, with commas, semicolons or
    tabs between. Raises CsvError."""
    text = text.removeprefix("\ufeff")
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = next((mark for mark in SEPARATORS if mark in first), ",")
    reader = csv.reader(text.splitlines(), delimiter=separator, skipinitialspace=True)
    names: tuple[str, ...] = ()
    rows: list[tuple[float, ...]] = []
    try:
        for cells in reader:
            cells = [cell.strip() for cell in cells]
            if not any(cells):
                continue
            if not names:
                names = _names(cells, reader.line_num)
                if not _is_number(cells[0], separator):
                    continue
            rows.append(_row(cells, names, reader.line_num, separator))
            if len(rows) > MOST_EXAMPLES or len(rows) * len(names) > MOST_NUMBERS:
                most = min(MOST_EXAMPLES, MOST_NUMBERS // len(names))
                raise CsvError(f"There are more than {most:,} examples.", "Take some of them.", reader.line_num)
    except csv.Error as error:
        raise CsvError(f"This line is no CSV: {error}.", "Check its quotes.", reader.line_num) from None
    if not rows:
        raise CsvError("There is no example in this file.", "Each line holds one, such as 0.5, -1.2, 1.", 1)
    return DataSet(kind="table", columns=names, rows=tuple(rows))


def _names(cells: list[str], line: int) -> tuple[str, ...]:
    """Those in the first line; where numbers stand there, x1, x2 … and y."""
    if len(cells) > MOST_COLUMNS:
        raise CsvError(f"There are more than {MOST_COLUMNS} columns.", "Leave some out.", line)
    if all(_is_number(cell, ",") or _is_number(cell, ";") for cell in cells):
        inputs = len(cells) - 1
        return (*(["x"] if inputs == 1 else [f"x{n}" for n in range(1, inputs + 1)]), "y")
    names = tuple(re.sub(r"\W+", "_", cell).strip("_") for cell in cells)
    for number, (name, cell) in enumerate(zip(names, cells, strict=True), 1):
        if not re.match(NAME, name) or len(name) > 64:
            said = f"“{cell[:40]}” is no name for a column." if cell else f"Column {number} has no name."
            raise CsvError(said, "A name begins with a letter, such as x1.", line, str(number))
        if name in names[: number - 1]:
            raise CsvError(f"Two columns are called {name}.", "Give each a name of its own.", line, name)
    return names


def _row(cells: list[str], names: tuple[str, ...], line: int, separator: str) -> tuple[float, ...]:
    if len(cells) != len(names):
        said = f"Line {line} has {len(cells)} cells, and there are {len(names)} columns."
        raise CsvError(said, "Each line has a number for every column.", line)
    for name, cell in zip(names, cells, strict=True):
        if not _is_number(cell, separator):
            said = f"“{cell[:40]}” is no number" if cell else "There is nothing"
            raise CsvError(f"{said} (line {line}, column {name}).", "Write a number such as -1.5.", line, name)
    return tuple(_number(cell, separator) for cell in cells)


def _number(cell: str, separator: str) -> float:
    return float(cell.replace(",", ".") if separator != "," else cell)


def _is_number(cell: str, separator: str) -> bool:
    try:
        return math.isfinite(_number(cell, separator)) and "_" not in cell
    except ValueError:
        return False
