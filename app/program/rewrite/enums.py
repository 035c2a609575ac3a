"""Enum: a class whose names stand for objects of it; and the uses of such a class that ask for its members."""

from __future__ import annotations

import ast

from app.program.rewrite.hooks import call_hook, placed, run_hook, texts
from app.program.rewrite.members import name_of
from app.program.rewrite.walk import Walk, every

BASES = frozenset({"Enum", "IntEnum", "StrEnum"})
GATHERING = frozenset({"list", "tuple", "set", "len", "sorted", "enumerate", "zip", "iter", "reversed"})
_METHODS = """
def __init__(self, name, value): self.name, self.value, self._value_ = name, value, value
def __repr__(self): return f"<{type(self).__name__}.{self.name}: {self.value!r}>"
def __str__(self): return f"{type(self).__name__}.{self.name}"
"""
_AS_VALUE = """
def __str__(self): return str(self.value)
def __eq__(self, other): return self.value == getattr(other, "value", other)
def __hash__(self): return hash(self.value)
def __lt__(self, other): return self.value < getattr(other, "value", other)
def __gt__(self, other): return self.value > getattr(other, "value", other)
def __int__(self): return int(self.value)
def __add__(self, other): return self.value + getattr(other, "value", other)
"""


def simplify_enums(tree: ast.Module) -> None:
    """Changes the tree in place."""
    names = set()
    for node in every(tree):
        if isinstance(statements := getattr(node, "body", None), list):
            made = [_enum(each) if _is_enum(each) else [each] for each in statements]
            names |= {parts[0].name for parts in made if len(parts) > 1 and isinstance(parts[0], ast.ClassDef)}
            node.body = [part for parts in made for part in parts]  # type: ignore[attr-defined]
    if names:
        Walk(_Uses(frozenset(names))).visit(tree)


def _is_enum(node: ast.AST) -> bool:
    if not isinstance(node, ast.ClassDef) or not node.bases:
        return False
    has_init = any(isinstance(item, ast.FunctionDef) and item.name == "__init__" for item in node.body)
    return name_of(node.bases[-1]).split(".")[-1] in BASES and not has_init


def _enum(node: ast.ClassDef) -> list[ast.stmt]:
    """The class with the methods of members, and the hook that makes the members."""
    pairs = [
        (item.targets[0].id, item.value)
        for item in node.body
        if isinstance(item, ast.Assign) and isinstance(item.targets[0], ast.Name)
    ]
    methods = [item for item in node.body if isinstance(item, ast.FunctionDef)]
    as_value = len(node.bases) > 1 or name_of(node.bases[-1]).split(".")[-1] != "Enum"
    known = {method.name for method in methods}
    for text in (_AS_VALUE if as_value else "", _METHODS):
        given = [item for item in ast.parse(text).body if isinstance(item, ast.FunctionDef) and item.name not in known]
        known |= {method.name for method in given}
        methods += [_at(method, node) for method in given]
    values = ast.List([value for _, value in pairs], ast.Load())
    members = run_hook("enum", ast.Name(node.name, ast.Load()), texts([name for name, _ in pairs]), values, at=node)
    node.bases, node.decorator_list, node.body = [], [], [*methods]
    return [node, members]


def _at(method: ast.FunctionDef, at: ast.AST) -> ast.FunctionDef:
    for each in ast.walk(method):
        placed(each, at)
    return method


class _Uses:
    """Op("+"), Op["ADD"], `for op in Op`: calls of hooks."""

    def __init__(self, names: frozenset[str]) -> None:
        self.names = names

    def on_Call(self, node: ast.Call) -> ast.expr:
        match node:
            case ast.Call(ast.Name(name), [value]) if name in self.names:
                return call_hook("member", node.func, value, at=node)
            case ast.Call(ast.Name(name), arguments) if name in GATHERING:
                node.args = [self._members(each) for each in arguments]
        return node

    def on_Subscript(self, node: ast.Subscript) -> ast.expr:
        if isinstance(node.value, ast.Name) and node.value.id in self.names and isinstance(node.ctx, ast.Load):
            return call_hook("member_named", node.value, node.slice, at=node)
        return node

    def on_For(self, node: ast.For) -> ast.For:
        node.iter = self._members(node.iter)
        return node

    def on_comprehension(self, node: ast.comprehension) -> ast.comprehension:
        node.iter = self._members(node.iter)
        return node

    def on_Compare(self, node: ast.Compare) -> ast.expr:
        if isinstance(node.ops[0], ast.In | ast.NotIn):
            node.comparators = [self._members(each) for each in node.comparators]
        return node

    def _members(self, node: ast.expr) -> ast.expr:
        return call_hook("members_of", node) if isinstance(node, ast.Name) and node.id in self.names else node
