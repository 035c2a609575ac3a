"""What can go wrong with a session; web/errors.py picks the status of each.

SessionError
├─ SessionUnknown    no such session
├─ NodeUnknown       no such node in its graph
├─ SessionReadOnly   it belongs to somebody else
├─ StaleVersion      it was changed meanwhile
├─ NothingToUndo     no older, or no undone, revision
├─ Refused           asked for what cannot be done here and now
│  └─ TableWrong     a table with something in it that is no number
├─ TooManyWatchers   more streams of events than the server has room for
└─ StoreUnavailable  the store did not answer in time
"""

from __future__ import annotations


class SessionError(Exception):
    """Something about a session, in a sentence for the learner and, where it helps, what to do next."""

    code = "session"

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class SessionUnknown(SessionError):
    code = "unknown_session"

    def __init__(self) -> None:
        super().__init__("There is no session at this address.", "It may have been deleted.")


class NodeUnknown(SessionError):
    code = "unknown_node"

    def __init__(self, node: int, nodes: int) -> None:
        hint = f"The nodes are 0 to {nodes - 1}." if nodes else "The graph is empty."
        super().__init__(f"There is no node {node}.", hint)


class SessionReadOnly(SessionError):
    code = "read_only"

    def __init__(self) -> None:
        super().__init__(
            "This session belongs to somebody else: you can look, but not change it.", "Make your own copy."
        )


class StaleVersion(SessionError):
    code = "stale_version"

    def __init__(self, version: int) -> None:
        super().__init__(f"The session was changed in another place; it is at version {version} now.", "Load it again.")


class NothingToUndo(SessionError):
    code = "nothing_to_undo"


class Refused(SessionError):
    """`field` names the part of the request that it is about."""

    code = "refused"

    def __init__(self, message: str, hint: str | None = None, field: str | None = None) -> None:
        super().__init__(message, hint)
        self.field = field


class TableWrong(Refused):
    """`field` names the column, `line` counts from 1."""

    code = "table"

    def __init__(self, message: str, hint: str, field: str | None, line: int) -> None:
        super().__init__(message, hint, field)
        self.line = line


class TooManyWatchers(SessionError):
    code = "too_many_watchers"

    def __init__(self) -> None:
        super().__init__("Too many people watch at this moment.", "The run goes on all the same: look again later.")


class StoreUnavailable(SessionError):
    code = "store_unavailable"

    def __init__(self) -> None:
        super().__init__(
            "The sessions cannot be reached at this moment.", "Nothing is lost: try again in a few seconds."
        )
