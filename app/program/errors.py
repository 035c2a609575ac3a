"""What can be wrong with a program: one tree of exceptions, each with its place and what to do about it.

ProgramError
└── UnknownNames    names that nothing defines; the page offers to create them as leaves
"""

from __future__ import annotations


class ProgramError(Exception):
    """A program that cannot be recorded. Lines count from 1, columns from 0; zeros where no place is known."""

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        code: str = "program",
        span: tuple[int, int, int, int] = (0, 0, 0, 0),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code
        self.line, self.column, self.end_line, self.end_column = span


class UnknownNames(ProgramError):
    """Names used as values that nothing defines, in the order of their first use."""

    def __init__(
        self,
        message: str,
        names: tuple[str, ...] = (),
        *,
        hint: str = "",
        span: tuple[int, int, int, int] = (0, 0, 0, 0),
    ) -> None:
        super().__init__(message, hint=hint, code="unknown_names", span=span)
        self.names = names


def busy() -> ProgramError:
    return ProgramError("The server is too busy to run programs just now.", hint="Try again in a moment.", code="busy")
