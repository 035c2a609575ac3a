"""Properties, which the sandbox's Python lacks: definitions become plain methods, uses become calls of two hooks."""

from __future__ import annotations

import ast

from app.program.rewrite.alone import LeavesAlone
from app.program.rewrite.classes import PLAIN_DECORATORS
from app.program.rewrite.hooks import assign, call_hook, is_hook, placed, run_hook
from app.program.rewrite.members import name_of
from app.program.rewrite.walk import every

_VALUE = "_backlight_value"


def getter(name: str) -> str:
    return f"_get_{name}"


def setter(name: str) -> str:
    return f"_set_{name}"


def define_properties(classes: list[ast.ClassDef]) -> frozenset[str]:
    """Turn `@property def x(self)` into `def _get_x(self)` and `@x.setter` into `_set_x`; what they were called."""
    names = set()
    for method in (item for node in classes for item in node.body if isinstance(item, ast.FunctionDef)):
        if len(method.decorator_list) > 1:
            method.decorator_list = [each for each in method.decorator_list if name_of(each) not in PLAIN_DECORATORS]
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

    def on_Assign(self, node: ast.Assign) -> ast.stmt | list[ast.stmt]:
        match node.targets:
            case [ast.Attribute(target, name)] if name in self.names:
                return run_hook("write", target, name, setter(name), node.value, *_mark(node.value), at=node)
        if not any(self._is_written(part) for target in node.targets for part in every(target)):
            return node
        done: list[ast.stmt] = [assign(_VALUE, node.value, node)]
        for target in node.targets:
            later: list[ast.stmt] = []
            done.append(
                placed(ast.Assign([self._aside(target, _mark(node.value), later)], ast.Name(_VALUE, ast.Load())), node)
            )
            done += later
        return done

    def _is_written(self, part: ast.AST) -> bool:
        return isinstance(part, ast.Attribute) and part.attr in self.names and isinstance(part.ctx, ast.Store)

    def _aside(self, target: ast.expr, mark: list[int], later: list[ast.stmt]) -> ast.expr:
        """The target with names in place of properties, which `later` puts where they belong."""
        match target:
            case ast.Attribute(whole, name) if name in self.names:
                held = f"{_VALUE}_{len(later)}"
                value = ast.Name(held, ast.Load())
                later.append(run_hook("write", whole, name, setter(name), value, *mark, at=target))
                return placed(ast.Name(held, ast.Store()), target)
            case ast.Tuple(items) | ast.List(items):
                target.elts = [self._aside(item, [], later) for item in items]
            case ast.Starred(item):
                target.value = self._aside(item, [], later)
        return target

    def on_AugAssign(self, node: ast.AugAssign) -> ast.stmt:
        match node.target:
            case ast.Attribute(target, name) if name in self.names:
                before = call_hook("read", target, name, getter(name), at=node.target)
                after = ast.BinOp(before, node.op, node.value)
                return run_hook("write", target, name, setter(name), after, at=node)
        return node


def _mark(value: ast.expr) -> list[int]:
    """What tells `write` that a number is set that stands in the text, such as p.grad = 0."""
    while is_hook(value) and isinstance(value, ast.Call):
        value = value.args[0]
    return [1] if isinstance(value, ast.Constant) else []
