"""How large a program may be and how long it may run; the size checks come before any parser sees the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.program.errors import ProgramError


@dataclass(frozen=True, slots=True)
class SandboxLimits:
    """Every limit of a run. A program over one of them is told which, and by how much."""

    characters: int = 64 * 1024
    lines: int = 2_000
    name: int = 64  # characters of one name
    nesting: int = 64  # brackets within brackets
    signs: int = 32  # operators that stand before their operand, in a row: - - - x
    depth: int = 150  # expressions and blocks within each other, as the parser sees them
    nodes: int = 100_000  # of one graph
    seconds: float = 5.0  # of computing
    grace: float = 0.5  # seconds after which a process that did not stop by itself is killed
    memory: int = 256 * 1024 * 1024  # bytes
    recursion: int = 500  # calls within calls
    printed: int = 64 * 1024  # characters that print may write
    workers: int = 2  # processes that are kept ready


_TOKEN = re.compile(
    r"""(?P<comment>\#[^\r\n]*)
    |(?P<text>[A-Za-z]{0,3}(?:\"{3}.*?(?:\"{3}|\Z)|'{3}.*?(?:'{3}|\Z)|\"(?:\\.|[^\"\\\r\n])*\"?|'(?:\\.|[^'\\\r\n])*'?))
    |(?P<name>\w+)
    |(?P<line>\r\n|\r|\n)
    |(?P<space>[ \t\f\\]+)
    |(?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)
_PREFIXES = frozenset({"-", "+", "~", "not", "lambda", "await"})


def check_size(program: str, limits: SandboxLimits) -> None:
    """Refuse a text that no parser should see. Raises ProgramError with its place."""
    if len(program) > limits.characters:
        raise ProgramError(
            f"The program has {len(program):,} characters; {limits.characters:,} is the most.",
            hint="Build large graphs with loops instead of writing them out.",
            code="too_long",
        )
    depth = signs = 0
    line, line_start = 1, 0
    for token in _TOKEN.finditer(program):
        kind, text = token.lastgroup, token.group()
        place = (line, token.start() - line_start, line, token.end() - line_start)
        if kind in ("line", "text", "comment"):
            ends = len(re.findall(r"\r\n|\r|\n", text))
            if ends:
                line += ends
                line_start = token.start() + max(text.rfind("\n"), text.rfind("\r")) + 1
        if kind in ("space", "comment", "line"):
            continue
        signs = signs + 1 if text in _PREFIXES or (text == "*" and signs) else 0
        depth += (text in "([{") - (text in ")]}") if kind == "mark" else 0
        if text == "\0":
            raise ProgramError("There is a NUL character here.", hint="Delete it.", code="character", span=place)
        if "\ud800" <= max(text) and any("\ud800" <= letter <= "\udfff" for letter in text):
            raise ProgramError(
                "There is half of a character here (a lone surrogate).", hint="Delete it.", code="character", span=place
            )
        if line > limits.lines:
            raise ProgramError(
                f"The program has more than {limits.lines:,} lines.",
                hint="Build large graphs with loops instead of writing them out.",
                code="too_long",
                span=place,
            )
        if kind == "name" and len(text) > limits.name and not text[0].isdigit():
            raise ProgramError(
                f"A name has {len(text):,} characters; {limits.name} is the most.",
                hint="Choose a shorter name.",
                code="name_too_long",
                span=place,
            )
        if depth > limits.nesting:
            raise ProgramError(
                f"Brackets are nested more than {limits.nesting} deep here.",
                hint="Give the inner parts names of their own: t = …, then use t.",
                code="too_deep",
                span=place,
            )
        if signs > limits.signs:
            raise ProgramError(
                f"There are more than {limits.signs} signs in a row here.",
                hint="Two minus signs cancel out: remove them in pairs.",
                code="too_deep",
                span=place,
            )
