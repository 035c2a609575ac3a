"""Names: what is put in a variable is called by it."""

from __future__ import annotations

import ast

from app.program.rewrite.hooks import call_hook


class Names(ast.NodeTransformer):
    """`n = …` as `n = named(…, "n")`, also for pairs, attributes and `:=`."""

    def visit_Assign(self, node: ast.Assign) -> ast.stmt:
        self.generic_visit(node)
        node.value = _named(node.targets[0], node.value)
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        self.generic_visit(node)
        if node.value:
            node.value = _named(node.target, node.value)
        return node

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.expr:
        self.generic_visit(node)
        node.value = _named(node.target, node.value)
        return node


def _named(target: ast.expr, value: ast.expr) -> ast.expr:
    if name := _name(target):
        return value if isinstance(value, ast.Constant) else call_hook("named", value, name)
    if not isinstance(target, ast.Tuple | ast.List) or any(isinstance(item, ast.Starred) for item in target.elts):
        return value
    if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts):
        value.elts = [_named(*pair) for pair in zip(target.elts, value.elts, strict=True)]
        return value
    names = [ast.Constant(_name(item)) for item in target.elts]
    return call_hook("named_each", value, ast.copy_location(ast.Tuple(names, ast.Load()), value))  # type: ignore[arg-type]


def _name(target: ast.expr) -> str:
    match target:
        case ast.Name(name) | ast.Attribute(_, name):
            return name
    return ""
