"""One walk over the syntax tree for all passes, because walking is what takes the time.

A pass is an object with methods `on_Call(node)` for the kinds of nodes it changes, called when the node's parts are
done, and `enter_ClassDef(node)`, called before them. A method gives what stands in the node's place: a node, several
statements, or None for nothing."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

Handler = Callable[[Any], Any]
_LEAVES = (ast.Name, ast.Constant, ast.Pass, ast.Break, ast.Continue, ast.Global, ast.Nonlocal)
_FLAT = frozenset(  # fields that never hold a node, or one that stands for nothing
    "ctx op ops type_comment kind type_ignores id attr arg module asname level conversion simple is_async".split()
)


def _parts(kind: type[ast.AST]) -> tuple[str, ...]:
    return () if issubclass(kind, _LEAVES) else tuple(field for field in kind._fields if field not in _FLAT)


_PARTS = defaultdict(
    tuple, {kind: _parts(kind) for kind in vars(ast).values() if isinstance(kind, type) and issubclass(kind, ast.AST)}
)


def every(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes that stand for something in the text."""
    return chain.from_iterable(layers(tree))


def layers(tree: ast.AST) -> Iterator[list[ast.AST]]:
    """The tree's nodes by depth, the root first."""
    layer: list[ast.AST] = [tree]
    while layer:
        yield layer
        below: list[ast.AST] = []
        for node in layer:
            for part in _PARTS[type(node)]:
                value = getattr(node, part, None)
                if type(value) is list:
                    below += [item for item in value if isinstance(item, ast.AST)]
                elif isinstance(value, ast.AST):
                    below.append(value)
        layer = below


class Walk:
    """Does what `passes` say, each node in their order."""

    def __init__(self, *passes: object) -> None:
        self._enter: dict[type, list[Handler]] = defaultdict(list)
        self._on: dict[type, list[Handler]] = defaultdict(list)
        for each in passes:
            for name in dir(each):
                when, _, kind = name.partition("_")
                if when in ("on", "enter") and hasattr(ast, kind):
                    (self._on if when == "on" else self._enter)[getattr(ast, kind)].append(getattr(each, name))
        self._still = {kind for kind, parts in _PARTS.items() if not (parts or kind in self._enter or kind in self._on)}

    def visit(self, node: Any) -> Any:
        kind = type(node)
        for handler in self._enter.get(kind, ()):
            handler(node)
        for part in _PARTS[kind]:
            value = getattr(node, part, None)
            if type(value) is list:
                if value:
                    setattr(node, part, self._visit_all(value))
            elif isinstance(value, ast.AST) and type(value) not in self._still:
                setattr(node, part, self.visit(value))
        return self._changed(node, kind) if kind in self._on else node

    def _changed(self, node: Any, kind: type) -> Any:
        """What the passes make of a node, one after the other, until it is no longer of its kind. What one of them puts
        before or after it is not shown to the others."""
        before: list[Any] = []
        after: list[Any] = []
        for handler in self._on.get(kind, ()):
            result = handler(node)
            if type(result) is list and any(each is node for each in result):
                at = [each is node for each in result].index(True)
                before, after = before + result[:at], result[at + 1 :] + after
            elif type(result) is kind:
                node = result
            else:
                node = result
                break
        if not before and not after:
            return node
        middle = node if type(node) is list else [] if node is None else [node]
        return [*before, *middle, *after]

    def _visit_all(self, nodes: list[Any]) -> list[Any]:
        results = []
        for node in nodes:
            if node is None or type(node) in self._still:  # None stands for itself in {**x}
                results.append(node)
                continue
            result = self.visit(node)
            if type(result) is list:
                results += result
            elif result is not None:
                results.append(result)
        return results
