"""Properties, which the sandbox's Python lacks: definitions become plain methods, uses become calls of two hooks."""

from __future__ import annotations

import ast

from app.program.rewrite.alone import LeavesAlone
from app.program.rewrite.hooks import call_hook, run_hook


def getter(name: str) -> str:
    return f"_get_{name}"


def setter(name: str) -> str:
    return f"_set_{name}"


def define_properties(classes: list[ast.ClassDef]) -> frozenset[str]:
    """Turn `@property def x(self)` into `def _get_x(self)` and `@x.setter` into `_set_x`; what they were called."""
    names = set()
    for method in (item for node in classes for item in node.body if isinstance(item, ast.FunctionDef)):
        match method.decorator_list:
            case [ast.Name("property")]:
                names.add(method.name)
                method.name, method.decorator_list = getter(method.name), []
            case [ast.Attribute(ast.Name(name), "setter")] if name == method.name:
                method.name, method.decorator_list = setter(method.name), []
    return frozenset(names)


class PropertyUses(LeavesAlone):
    """`x.data` as `read(x, …)` and `x.data = y` as `write(x, …)`, for the names that are properties somewhere."""

    def __init__(
        self, names: frozenset[str], alone: frozenset[str] = frozenset(), inside: frozenset[str] = frozenset()
    ) -> None:
        """Within the classes `alone` only the names `inside` are properties."""
        super().__init__(alone)
        self._names, self._inside = names, inside

    @property
    def names(self) -> frozenset[str]:
        return self._inside if self.alone else self._names

    def on_Attribute(self, node: ast.Attribute) -> ast.expr:
        if node.attr not in self.names or not isinstance(node.ctx, ast.Load):
            return node
        return call_hook("read", node.value, node.attr, getter(node.attr), at=node)

    def on_Assign(self, node: ast.Assign) -> ast.stmt:
        match node.targets:
            case [ast.Attribute(target, name)] if name in self.names:
                return run_hook("write", target, name, setter(name), node.value, at=node)
        return node

    def on_AugAssign(self, node: ast.AugAssign) -> ast.stmt:
        match node.target:
            case ast.Attribute(target, name) if name in self.names:
                before = call_hook("read", target, name, getter(name), at=node.target)
                after = ast.BinOp(before, node.op, node.value)
                return run_hook("write", target, name, setter(name), after, at=node)
        return node
