"""Lines that draw: matplotlib, graphviz and their like are skipped with a quiet note, for the page draws by itself."""

from __future__ import annotations

import ast

from app.program.rewrite.walk import every


class Drawings:
    """Drops every statement that needs a name of `names`, and what was made by one. `lines` are the ones it dropped."""

    def __init__(self, names: set[str]) -> None:
        self.names = names
        self.lines: list[int] = []

    def drop(self, tree: ast.Module) -> None:
        tree.body = self._kept(tree.body)

    def _function(self, node: ast.FunctionDef) -> ast.stmt:
        """A function without its lines that draw; one that gave a drawing is itself a name that draws."""
        outside, gave = set(self.names), _gives(node)
        node.body = self._kept(node.body)
        self.names = outside | {node.name} if gave and not _gives(node) else outside
        return node

    def _kept(self, body: list[ast.stmt]) -> list[ast.stmt]:
        kept = [result for item in body if (result := self._statement(item))]
        return kept or [ast.copy_location(ast.Pass(), item) for item in body[:1]]

    def _statement(self, node: ast.stmt) -> ast.stmt | None:
        match node:
            case ast.FunctionDef():
                return self._function(node)
            case ast.ClassDef():
                node.body = self._kept(node.body)
                return node
            case ast.For(target, header) if self._needed(header):
                self._dropped(node, target)
                return None
            case ast.While(header) | ast.If(header) if self._needed(header):
                self._dropped(node)
                return None
            case ast.With(items) if any(self._needed(item.context_expr) for item in items):
                node.body = self._kept(node.body)
                return ast.copy_location(ast.If(ast.Constant(True), node.body, []), node)
            case ast.For() | ast.While() | ast.If() | ast.With() | ast.Try():
                return self._compound(node)
            case ast.Return(value) if value and self._needed(value):
                self.lines.append(node.lineno)
                node.value = None
                return node
            case ast.Assign(targets, value) if self._needed(value):
                self._dropped(node, *targets)
                return None
        if not self._needed(node):
            return node
        self._dropped(node)
        return None

    def _compound(self, node: ast.For | ast.While | ast.If | ast.With | ast.Try) -> ast.stmt:
        node.body = self._kept(node.body)
        for part in ("orelse", "finalbody"):
            if getattr(node, part, None):
                setattr(node, part, self._kept(getattr(node, part)))
        for handler in getattr(node, "handlers", []):
            handler.body = self._kept(handler.body)
        return node

    def _dropped(self, node: ast.stmt, *targets: ast.expr) -> None:
        self.lines.append(node.lineno)
        for target in targets:
            names = target.elts if isinstance(target, ast.Tuple | ast.List) else [target]
            self.names |= {name.id for name in names if isinstance(name, ast.Name)}

    def _needed(self, node: ast.AST) -> bool:
        return any(isinstance(each, ast.Name) and each.id in self.names for each in every(node))


def _gives(function: ast.FunctionDef) -> bool:
    return any(isinstance(each, ast.Return) and each.value for each in every(function))
