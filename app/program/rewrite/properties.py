"""Properties, which the sandbox's Python lacks: definitions become plain methods, uses become calls of two hooks."""

from __future__ import annotations

import ast

from app.program.rewrite.hooks import call_hook


def getter(name: str) -> str:
    return f"_get_{name}"


def setter(name: str) -> str:
    return f"_set_{name}"


class PropertyDefinitions(ast.NodeTransformer):
    """`@property def x(self)` as `def _get_x(self)`, `@x.setter` as `_set_x`; `names` collects them."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self.generic_visit(node)
        match node.decorator_list:
            case [ast.Name("property")]:
                self.names.add(node.name)
                node.name, node.decorator_list = getter(node.name), []
            case [ast.Attribute(ast.Name(name), "setter")] if name == node.name:
                node.name, node.decorator_list = setter(node.name), []
        return node


class PropertyUses(ast.NodeTransformer):
    """`x.data` as `read(x, …)` and `x.data = y` as `write(x, …)`, for the names that are properties somewhere."""

    def __init__(self, names: frozenset[str]) -> None:
        self.names = names

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        self.generic_visit(node)
        if node.attr not in self.names or not isinstance(node.ctx, ast.Load):
            return node
        return call_hook("read", node.value, node.attr, getter(node.attr))

    def visit_Assign(self, node: ast.Assign) -> ast.stmt:
        self.generic_visit(node)
        match node.targets:
            case [ast.Attribute(target, name)] if name in self.names:
                return ast.copy_location(ast.Expr(call_hook("write", target, name, setter(name), node.value)), node)
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.stmt:
        self.generic_visit(node)
        match node.target:
            case ast.Attribute(target, name) if name in self.names:
                before = call_hook("read", target, name, getter(name))
                after = ast.copy_location(ast.BinOp(before, node.op, node.value), node)
                return ast.copy_location(ast.Expr(call_hook("write", target, name, setter(name), after)), node)
        return node
