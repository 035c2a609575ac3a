"""Columns of a data set: a name that nothing defines and a column has is a leaf, made before the program begins."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from app.program.rewrite.hooks import assign, call_hook, placed
from app.program.rewrite.own_signs import OwnClass
from app.program.rewrite.sites import Sites


def columns_made(
    tree: ast.Module,
    loose: list[ast.Name],
    columns: Mapping[str, float],
    own: Sequence[OwnClass],
    sites: Sites,
    tensors: bool,
) -> list[ast.Name]:
    """Puts `x = column(number)` in front, with `tensors` torch.tensor(number), or where the program has a class of its
    own, `x = Value(number)` behind it; the place of the leaf is where the program uses it first. Returns the names
    that are still loose."""
    known = [name for name in loose if name.id in columns]
    classes = [n for n, node in enumerate(tree.body) if isinstance(node, ast.ClassDef) and _is(node, own)]
    place = classes[-1] + 1 if classes else 0
    tree.body[place:place] = [
        assign(name.id, _leaf(name, columns[name.id], own, sites, tensors), name) for name in known
    ]
    return [name for name in loose if name.id not in columns]


def _leaf(name: ast.Name, number: float, own: Sequence[OwnClass], sites: Sites, tensors: bool) -> ast.expr:
    marked = sites.mark(placed(ast.Constant(float(number)), name), name)
    if own:
        return placed(ast.Call(ast.Name(own[-1].name, ast.Load()), [marked], []), name)
    if tensors:
        return placed(ast.Call(call_hook("part", "torch", "tensor", at=name), [marked], []), name)
    return call_hook("column", marked)


def _is(node: ast.ClassDef, own: Sequence[OwnClass]) -> bool:
    return bool(own) and node.name == own[-1].name
