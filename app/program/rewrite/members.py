"""What a class's text says that it has, and names as they are written."""

from __future__ import annotations

import ast

from app.program.rewrite.walk import every


def name_of(node: ast.expr) -> str:
    """A dotted name as it is written; of a call, what is called."""
    match node:
        case ast.Name(name):
            return name
        case ast.Attribute(value, name):
            return f"{name_of(value)}.{name}"
        case ast.Call(function):
            return name_of(function)
        case ast.Subscript(value):
            return name_of(value)
    return ""


def members(node: ast.ClassDef) -> list[str]:
    names: list[str] = []
    for item in node.body:
        match item:
            case ast.FunctionDef(name) | ast.ClassDef(name) | ast.AnnAssign(ast.Name(name)):
                names.append(name)
            case ast.Assign(targets):
                names += [name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)]
    return names


def given_to_self(node: ast.ClassDef) -> list[str]:
    """The attributes that the class's own methods give to self, in their order."""
    names: dict[str, None] = {}
    for each in every(node):
        match each:
            case ast.Attribute(ast.Name("self"), name, ast.Store()):
                names[name] = None
    return list(names)
