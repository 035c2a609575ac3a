"""How print() shows numpy's arrays: as many digits as all of them need, their points one under the other."""

from __future__ import annotations

import math
from typing import Any

from app.program.prelude.builtin import python_max, python_min
from app.program.prelude.shapes import count


class Style:
    """What np.set_printoptions() says."""

    width = 75  # characters of a line
    digits = 8  # after the point, at most
    plain = False  # without powers of ten


style = Style()


def set_printoptions(
    precision: Any = None, suppress: Any = None, linewidth: Any = None, threshold: Any = None, **others: Any
) -> None:
    style.digits = style.digits if precision is None else precision
    style.plain = style.plain if suppress is None else bool(suppress)
    style.width = style.width if linewidth is None else linewidth


def array_text(items: list[Any], shape: tuple[int, ...], comma: str, indent: int) -> str:
    return rows_laid(spelled_items(items), shape, comma, indent + 1) if shape else str(items[0])


def spelled_items(items: list[Any]) -> list[str]:
    if any(isinstance(item, float) for item in items) and all(isinstance(item, (int, float)) for item in items):
        return in_columns(spelled_floats([float(item) for item in items]))
    texts = [str(item) for item in items]
    width = python_max([len(text) for text in texts]) if texts else 0
    return [" " * (width - len(text)) + text for text in texts]


def spelled_floats(items: list[float]) -> list[str]:
    """As many digits after the point as are needed; with a power of ten where numbers differ too much."""
    sizes = [abs(item) for item in items if math.isfinite(item) and item != 0.0]
    largest, smallest = (python_max(sizes), python_min(sizes)) if sizes else (0.0, 0.0)
    many = style.digits
    if sizes and not style.plain and (largest >= 1e8 or smallest < 1e-4 or largest / smallest > 1000.0):
        texts = [f"{item:.{many}e}".partition("e") for item in items]
        digits = python_max([len(text[0].rstrip("0").partition(".")[2]) for text in texts])
        return [f"{item:.{digits}e}" if digits else f"{item:.0e}".replace("e", ".e") for item in items]
    return [f"{item:.{many}f}".rstrip("0") if math.isfinite(item) else str(item) for item in items]


def in_columns(texts: list[str]) -> list[str]:
    parts = [text.partition(".") for text in texts]
    before = python_max([len(part[0]) for part in parts])
    after = python_max([len(part[2]) for part in parts])
    return [" " * (before - len(x)) + x + point + y + " " * (after - len(y)) for x, point, y in parts]


def rows_laid(texts: list[str], shape: tuple[int, ...], comma: str, indent: int) -> str:
    if len(shape) == 1:
        lines = [""]
        for text in texts:
            if lines[-1] and indent + len(lines[-1]) + len(text) > style.width:
                lines.append("")
            lines[-1] += text + comma
        end = ("," if "," in comma else "") + "\n" + " " * indent
        return "[" + end.join([line[: -len(comma)] for line in lines]) + "]"
    size = count(shape[1:])
    rows = [rows_laid(texts[i * size : (i + 1) * size], shape[1:], comma, indent + 1) for i in range(shape[0])]
    return "[" + (comma.rstrip() + "\n" * (len(shape) - 1) + " " * indent).join(rows) + "]"
