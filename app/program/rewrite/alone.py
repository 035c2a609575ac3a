"""What the passes leave as it is: the methods of classes whose operations are noted from outside."""

from __future__ import annotations

import ast


class LeavesAlone:
    """A pass that does nothing within some classes: its methods ask `alone`."""

    def __init__(self, classes: frozenset[str] = frozenset()) -> None:
        self._classes = classes
        self._depth = 0

    @property
    def alone(self) -> bool:
        return self._depth > 0

    def enter_ClassDef(self, node: ast.ClassDef) -> None:
        if self._depth or node.name in self._classes:
            self._depth += 1

    def on_ClassDef(self, node: ast.ClassDef) -> ast.stmt:
        self._depth -= self._depth > 0
        return node
