"""How a rewritten program calls the prelude: by names that no program may use."""

from __future__ import annotations

import ast

PREFIX = "_backlight_"


def call_hook(name: str, *arguments: ast.expr | str | int) -> ast.Call:
    """A call of the prelude's function `name`, at the place of its first argument that has one."""
    parts = [part if isinstance(part, ast.expr) else ast.Constant(part) for part in arguments]
    call = ast.Call(ast.Name(PREFIX + name, ast.Load()), parts, [])
    place = next((part for part in parts if hasattr(part, "lineno")), None)
    return ast.fix_missing_locations(ast.copy_location(call, place) if place else call)
