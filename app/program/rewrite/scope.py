"""What a program is made of: the names it binds and those it only uses, its classes, its imports."""

from __future__ import annotations

import ast
import builtins
from dataclasses import dataclass, field

from app.program.rewrite.modules import skipped_names
from app.program.rewrite.walk import every

PYTHON = frozenset(name for name in dir(builtins) if not name.startswith("_")) | {"__name__", "__file__"}


@dataclass(slots=True)
class Scope:
    """The facts of one program; names of all its functions and classes together."""

    bound: set[str] = field(default_factory=set)
    used: dict[str, ast.Name] = field(default_factory=dict)  # name → where it is used first
    called: set[str] = field(default_factory=set)  # names that are called or asked for an attribute
    classes: list[ast.ClassDef] = field(default_factory=list)
    modules: set[str] = field(default_factory=set)  # that it imports, by their first name
    skipped: set[str] = field(default_factory=set)  # names of modules that draw

    def loose(self, known: frozenset[str] = PYTHON) -> list[ast.Name]:
        """The first use of each name that neither the program nor `known` defines, in the order of the text."""
        names = [name for name in self.used if name not in self.bound and name not in known]
        return sorted((self.used[name] for name in names), key=_place)


def scope_of(tree: ast.AST) -> Scope:
    scope = Scope()
    for node in every(tree):
        match node:
            case ast.Name(name, ast.Load()):
                if name not in scope.used or _place(node) < _place(scope.used[name]):
                    scope.used[name] = node
            case ast.Name(name) | ast.arg(name):
                scope.bound.add(name)
            case ast.Call(ast.Name(name)) | ast.Attribute(ast.Name(name)):
                scope.called.add(name)
            case ast.FunctionDef(name) | ast.AsyncFunctionDef(name):
                scope.bound.add(name)
            case ast.ClassDef(name):
                scope.bound.add(name)
                scope.classes.append(node)
            case ast.ExceptHandler(_, str(name)) | ast.MatchAs(_, str(name)) | ast.MatchStar(str(name)):
                scope.bound.add(name)
            case ast.Import(names) | ast.ImportFrom(_, names):
                scope.bound |= {alias.asname or alias.name.split(".")[0] for alias in names}
                scope.modules |= {(getattr(node, "module", "") or alias.name).split(".")[0] for alias in names}
                scope.skipped |= skipped_names(node)
    scope.classes.sort(key=_place)
    return scope


def _place(node: ast.stmt | ast.expr) -> tuple[int, int]:
    return getattr(node, "lineno", 0), getattr(node, "col_offset", 0)
