"""Names: what is put in a variable is called by it."""

from __future__ import annotations

import ast

from app.program.rewrite.alone import LeavesAlone
from app.program.rewrite.hooks import call_hook, is_hook, run_hook, texts


class Names(LeavesAlone):
    """`n = …` as `n = named(…, "n", 0)`, also for pairs, attributes and `:=`; 1 instead of 0 inside a function."""

    def __init__(self, alone: frozenset[str] = frozenset()) -> None:
        super().__init__(alone)
        self.functions = 0  # that the walk is in

    def enter_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.functions += 1

    def on_FunctionDef(self, node: ast.FunctionDef) -> ast.stmt:
        self.functions -= 1
        return node

    def on_Assign(self, node: ast.Assign) -> ast.stmt:
        node.value = self._named(node.targets[0], node.value)
        return node

    def on_AugAssign(self, node: ast.AugAssign) -> list[ast.stmt] | ast.stmt:
        if self.alone or not isinstance(node.target, ast.Name):
            return node
        again = ast.Name(node.target.id, ast.Load())
        return [node, run_hook("named", again, node.target.id, self._inside, at=node)]

    def on_NamedExpr(self, node: ast.NamedExpr) -> ast.expr:
        node.value = self._named(node.target, node.value)
        return node

    def on_Module(self, node: ast.Module) -> ast.Module:
        """What the last line gives may be what the program is about."""
        if node.body and isinstance(last := node.body[-1], ast.Expr) and not is_hook(last.value):
            last.value = call_hook("last", last.value)
        return node

    @property
    def _inside(self) -> int:
        return min(self.functions, 1)

    def _named(self, target: ast.expr, value: ast.expr) -> ast.expr:
        if self.alone:
            return value
        if name := _name(target):
            plain = isinstance(value, ast.Constant | ast.JoinedStr | ast.Lambda)
            return value if plain else call_hook("named", value, name, self._inside)
        if not isinstance(target, ast.Tuple | ast.List) or any(isinstance(item, ast.Starred) for item in target.elts):
            return value
        if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts):
            value.elts = [self._named(*pair) for pair in zip(target.elts, value.elts, strict=True)]
            return value
        return call_hook("named_each", value, texts([_name(item) for item in target.elts]), self._inside)


def _name(target: ast.expr) -> str:
    match target:
        case ast.Name(name) | ast.Attribute(_, name):
            return name
    return ""
