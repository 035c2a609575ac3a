"""What is in the modules that are ours, read from the prelude's own text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from app.program.prelude import FILES
from app.program.prelude.rows import FUNCTIONS


@cache
def members() -> dict[str, tuple[str, ...]]:
    """Module → its names, in alphabetical order."""
    values: dict[str, ast.expr] = {}
    for file in FILES:
        values |= _assigned(ast.parse(files(__package__).joinpath(f"{file}.py").read_text("utf-8")))
    modules = {name[9:-2]: value for name, value in values.items() if name.startswith("MODULES[")}
    return {name: tuple(sorted({*_names(value, values)})) for name, value in modules.items()}


def _assigned(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for node in tree.body:
        match node:
            case ast.Assign([target], value) | ast.AnnAssign(target, _, ast.expr() as value):
                yield ast.unparse(target), value


def _names(value: ast.expr, values: dict[str, ast.expr]) -> Iterator[str]:
    """The names that a Namespace is given, and those of a table that is spread out in it."""
    match value:
        case ast.Name(name) if name in values:
            yield from _names(values[name], values)
        case ast.Attribute(ast.Name(name), inner):
            parts = [word.value for word in getattr(values.get(name), "keywords", ()) if word.arg == inner]
            for part in parts:
                yield from _names(part, values)
        case ast.Call(ast.Name("Namespace"), _, keywords):
            for keyword in keywords:
                yield from [keyword.arg] if keyword.arg else _names(keyword.value, values)
        case ast.DictComp(_, _, [ast.comprehension(ast.Name(), ast.Call(ast.Attribute(ast.Name(words))))]):
            match values.get(words):
                case ast.Constant(str() as text):
                    yield from text.split()
        case ast.Dict(keys):
            yield from (key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str))
            yield from FUNCTIONS
