"""How large a program may be and how long it may run; the size checks come before any parser sees the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.program.errors import ProgramError
from app.program.source import Span


@dataclass(frozen=True, slots=True)
class SandboxLimits:
    """Every limit of a run. A program over one of them is told which, and what to do."""

    characters: int = 64 * 1024
    lines: int = 2_000
    name: int = 64  # characters of one name; a longer label is cut
    labels: int = 2 * 1024 * 1024  # bytes of the different labels of one graph
    digits: int = 400  # of one number
    nesting: int = 64  # brackets within brackets
    signs: int = 32  # operators that stand before their operand, in a row: - - - x
    depth: int = 200  # expressions and blocks within each other: a + b + c + …
    parts: int = 15_000  # names, numbers, operations … of the text; 64 KB of ordinary Python have half as many
    scopes: int = 500  # functions, classes, comprehensions
    nodes: int = 100_000  # of one graph
    nodes_in_all: int = 500_000  # of the graphs of all rounds together
    printed: int = 64 * 1024  # characters that print may write; each call counts as 8 at least
    seconds: float = 5.0  # of computing
    quick: float = 1.0  # seconds after which a run makes room for others, and begins anew where long runs take turns
    grace: float = 0.5  # seconds after which a process that did not stop by itself is killed
    memory: int = 256 * 1024 * 1024  # bytes
    recursion: int = 1_000  # calls within calls
    workers: int = 2  # processes that are kept ready
    silence: float = 20.0  # seconds longer than a run without any answer, after which the process that reads is killed
    patience: float = 30.0  # seconds that a long run waits for its turn


_TEXT = r"\"{3}.*?(?:\"{3}|\Z)|'{3}.*?(?:'{3}|\Z)|\"(?:\\.|[^\"\\\r\n])*\"?|'(?:\\.|[^'\\\r\n])*'?"
_BRACKETS = re.compile(rf"#[^\r\n]*|{_TEXT}|(?P<open>[(\[{{])|(?P<close>[)\]}}])", re.DOTALL)
_LONG_WORD = re.compile(r"\w{41,}")
_LINE_END = re.compile(r"\r\n|\r|\n")
_BAD_CHARACTER = re.compile("[\0\ud800-\udfff]")
_OURS = re.compile(r"\b_backlight_\w*")
_BUILD = "Build large graphs with loops instead of writing them out."


def check_size(program: str, limits: SandboxLimits) -> None:
    """Refuse a text that no parser should see. Raises ProgramError with its place."""
    if len(program) > limits.characters:
        message = f"The program has {len(program):,} characters; {limits.characters:,} is the most."
        raise _refused(program, limits.characters, 1, message, _BUILD, "too_long")
    if bad := _BAD_CHARACTER.search(program):
        what = "a NUL character" if bad.group() == "\0" else "half of a character (a lone surrogate)"
        raise _refused(program, bad.start(), 1, f"There is {what} here.", "Delete it.", "character")
    ends = [match.end() for match in _LINE_END.finditer(program)]
    if len(ends) >= limits.lines:
        message = f"The program has more than {limits.lines:,} lines."
        raise _refused(program, ends[limits.lines - 1], 0, message, _BUILD, "too_long")
    if ours := _OURS.search(program):
        message, hint = "Names that begin with _backlight_ are taken.", "Choose another name."
        raise _refused(program, ours.start(), len(ours.group()), message, hint, "name")
    _check_words(program, limits)
    _check_brackets(program, limits)
    _check_signs(program, limits)


def _check_words(program: str, limits: SandboxLimits) -> None:
    for word in _LONG_WORD.finditer(program):
        length, is_number = len(word.group()), word.group()[0].isdigit()
        if length > (limits.digits if is_number else limits.name) and not _inside_text(program, word.start()):
            what, most = ("number", limits.digits) if is_number else ("name", limits.name)
            message = f"A {what} has {length:,} characters; {most} is the most."
            raise _refused(program, word.start(), length, message, f"Write a shorter {what}.", f"{what}_too_long")


def _inside_text(program: str, position: int) -> bool:
    """Whether a place is inside a string or a comment."""
    return any(match.start() <= position < match.end() and not match.lastgroup for match in _BRACKETS.finditer(program))


def _check_brackets(program: str, limits: SandboxLimits) -> None:
    depth = 0
    for match in _BRACKETS.finditer(program):
        if match.lastgroup:
            depth += 1 if match.lastgroup == "open" else -1
            if depth > limits.nesting:
                message = f"Brackets are nested more than {limits.nesting} deep here."
                hint = "Give the inner parts names of their own: t = …, then use t."
                raise _refused(program, match.start(), 1, message, hint, "too_deep")


def _check_signs(program: str, limits: SandboxLimits) -> None:
    run = r"(?:[-+~]\s*|\bnot\s+|\bawait\s+|\blambda[^:\r\n]*:\s*|\*\*\s*\w*\s*)" + f"{{{limits.signs + 1},}}"
    if match := re.search(run, program):
        if not _inside_text(program, match.start()):
            message = f"There are more than {limits.signs} signs in a row here."
            raise _refused(program, match.start(), 1, message, "Two minus signs cancel out: remove pairs.", "too_deep")


def place_at(program: str, position: int, length: int) -> Span:
    """Line and column of a position in the text, and of its end on the same line."""
    before = [match.end() for match in _LINE_END.finditer(program, 0, position)]
    column = position - (before[-1] if before else 0)
    return len(before) + 1, column, len(before) + 1, column + length


def _refused(program: str, position: int, length: int, message: str, hint: str, code: str) -> ProgramError:
    return ProgramError(message, hint=hint, code=code, span=place_at(program, position, length))
