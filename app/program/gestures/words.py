"""Names and numbers that a learner typed, or that are proposed."""

from __future__ import annotations

import ast
import builtins
import math
import re
import unicodedata
from collections.abc import Container, Iterator
from itertools import count
from keyword import iskeyword
from string import ascii_lowercase

from app.program.gestures.gesture import GestureRefused
from app.program.literals import is_number
from app.program.parsing import parse_expression
from app.program.prelude import PUBLIC
from app.program.rewrite.hooks import PREFIX

KNOWN = frozenset(dir(builtins)) | frozenset(PUBLIC)  # names that mean something in every program
LONGEST_NUMBER = 40  # characters


def checked_name(wished: str) -> str:
    """A name as Python reads it. Raises GestureRefused where it is none."""
    name = unicodedata.normalize("NFKC", wished.strip())
    if not name.isidentifier() or iskeyword(name) or name.startswith(PREFIX):
        said = f"“{name[:40]}” cannot be a name in Python." if name else "A name is missing."
        raise GestureRefused(said, "Use letters, digits and _, beginning with a letter.")
    return name


def next_name(taken: Container[str]) -> str:
    """a, b, c … z, a1, b1 …: the first that is free."""
    return next(name for name in _letters() if name not in taken and name not in KNOWN)


def checked_number(wished: str) -> str:
    """A number as Python writes it, with the digits that were given. Raises GestureRefused."""
    text = re.sub(r"^([+-])\s+", r"\1", wished.strip().replace("−", "-"))
    value = math.nan
    if len(text) <= LONGEST_NUMBER:
        try:
            tree = parse_expression(text)
            value = float(ast.literal_eval(tree)) if is_number(tree) else math.nan
        except (SyntaxError, ValueError, OverflowError, RecursionError):
            pass
    if not math.isfinite(value):
        raise GestureRefused("That is not a number.", "Write it as in Python: 2, -3.0 or 1e-3.")
    return text


def as_float(number: str) -> str:
    """A checked number with a point or an exponent: 2 as 2.0."""
    return number if isinstance(ast.literal_eval(number), float) else repr(float(ast.literal_eval(number)))


def _letters() -> Iterator[str]:
    yield from ascii_lowercase
    for i in count(1):
        yield from (f"{letter}{i}" for letter in ascii_lowercase)
