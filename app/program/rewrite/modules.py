"""Imports: Python's own modules stay, ours come from the prelude, what draws is left out. A pasted cell that forgot an
import gets the usual one."""

from __future__ import annotations

import ast
from collections.abc import Collection

from app.program.accepted import DRAWINGS, MODULES, STAND_INS, How, module_named
from app.program.rewrite.hooks import assign, call_hook, placed, run_hook

Import = ast.Import | ast.ImportFrom


class Modules:
    """`import torch` as `torch = module("torch")`. What nothing uses (`used` has the names) may be missing,
    unless the program does nothing but import."""

    def __init__(self, used: Collection[str], only_imports: bool = False) -> None:
        self.used, self.only_imports = used, only_imports
        self.idle: list[tuple[int, str]] = []  # lines of imports that were left out, and what they import

    def on_Import(self, node: ast.Import) -> list[ast.stmt]:
        return [self._import(alias, node) for alias in node.names]

    def on_ImportFrom(self, node: ast.ImportFrom) -> list[ast.stmt] | ast.stmt:
        row = module_named(node.module or "")
        if node.module == "__future__":
            return placed(ast.Pass(), node)
        if row is None and all(alias.name in STAND_INS or alias.name in DRAWINGS for alias in node.names):
            named = [alias for alias in node.names if alias.name in STAND_INS]
            return [
                _import_name(STAND_INS[each.name], each.name, each.asname or each.name, How.OURS, node)
                for each in named
            ]
        if (
            row is None
            and not self.only_imports
            and not any((alias.asname or alias.name) in self.used for alias in node.names)
        ):
            return self._left_out(node, node.module or "")
        if row is None or node.level:
            return run_hook("missing", "." * node.level + (node.module or ""), at=node)
        names = [(alias.name, alias.asname or alias.name) for alias in node.names]
        if names[0][0] == "*":
            names = [(name, name) for name in row.names.split()]
        return [_import_name(node.module or "", name, alias, row.how, node) for name, alias in names] or [
            run_hook("missing", f"{node.module} *", at=node)
        ]

    def _import(self, alias: ast.alias, node: ast.Import) -> ast.stmt:
        row, top = module_named(alias.name), alias.name.split(".")[0]
        if row is None:
            unused = (alias.asname or top) not in self.used and not self.only_imports
            return self._left_out(node, alias.name) if unused else run_hook("missing", alias.name, at=node)
        match row.how:
            case How.SKIPPED:
                return placed(ast.Pass(), node)
            case How.PYTHON:
                return placed(ast.Import([alias]), node)
        return assign(alias.asname or top, call_hook("module", alias.name if alias.asname else top, at=node), node)

    def _left_out(self, node: Import, name: str) -> ast.stmt:
        self.idle.append((node.lineno, name))
        return placed(ast.Pass(), node)


def _import_name(module: str, name: str, alias: str, how: How, node: ast.ImportFrom) -> ast.stmt:
    inner = module_named(f"{module}.{name}")
    if how is How.SKIPPED or (inner and inner.how is How.SKIPPED):
        return placed(ast.Pass(), node)
    if inner:
        return assign(alias, call_hook("module", inner.name, at=node), node)
    if how is How.PYTHON:
        return placed(ast.ImportFrom(module, [ast.alias(name, alias if alias != name else None)], 0), node)
    return assign(alias, call_hook("part", module, name, at=node), node)


def skipped_names(node: Import) -> set[str]:
    """The names that an import would give to things that draw."""
    prefix = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
    rows = [(alias.asname or alias.name.split(".")[0], module_named(prefix + alias.name)) for alias in node.names]
    drawn = {alias.asname or alias.name for alias in node.names if alias.name in DRAWINGS}
    return drawn | {name for name, row in rows if row and row.how is How.SKIPPED}


def forgotten_imports(unbound: set[str]) -> list[ast.stmt]:
    """The imports of well-known names that a program uses and nothing in it defines."""
    rows = [row for row in MODULES.values() if row.usual in unbound]
    return [ast.fix_missing_locations(ast.Import([ast.alias(row.name, row.usual)])) for row in rows]
